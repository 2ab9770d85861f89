"""Dice that are thrown once an hour, the same for everybody with the same dice."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register


class DiceForm(forms.Form):
    dice = forms.IntegerField(label="Dice", help_text="How many to throw.", min_value=1, max_value=6, initial=2)


@register
class DiceWidget(WidgetType):
    """Dice for those who cannot decide."""

    kind, title, icon, category = "dice", "Dice", "puzzle", "fun"
    SettingsForm = DiceForm
    settings_version = 2
    body_lasts = timedelta(hours=1)
    template_engine = "django"

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        hour = timezone.now().timestamp() // 3600
        thrown = random.Random(f"{hour} {settings['dice']}")
        throws = [thrown.randint(1, 6) for _die in range(settings["dice"])]
        return {"throws": throws, "total": sum(throws)}

    def upgrade(self, settings: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Version 1 called them cubes."""
        return {"dice": settings["cubes"]} if "cubes" in settings else settings
