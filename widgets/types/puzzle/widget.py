"""A Sudoku for every day, made by the portal itself."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.puzzle.sudoku import SIDE, sudoku_of

LEVEL_NAMES = {"easy": _("Easy"), "medium": _("Medium"), "hard": _("Hard")}


class PuzzleForm(forms.Form):
    level = forms.ChoiceField(label=_("How hard"), choices=list(LEVEL_NAMES.items()), initial="easy")


@register
class PuzzleWidget(WidgetType):
    """A new Sudoku every day."""

    kind, title, icon, category = "puzzle", _("Sudoku"), "puzzle", "fun"
    SettingsForm = PuzzleForm
    is_private = False
    varies_on = ("language", "timezone")
    body_lasts = timedelta(minutes=15)  # Somewhere a day begins at each quarter of an hour.

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        day = timezone.now().astimezone(ZoneInfo(viewer.timezone)).date()
        sudoku = sudoku_of(day, settings["level"])
        return {
            "day": day,
            "level": LEVEL_NAMES[settings["level"]],
            "given": _rows(sudoku.given),
            "solution": _rows(sudoku.solution),
            "digits": "".join(map(str, sudoku.solution)),
        }


def _rows(grid: Sequence[int]) -> list[Sequence[int]]:
    return [grid[start : start + SIDE] for start in range(0, len(grid), SIDE)]
