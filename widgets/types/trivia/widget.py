"""Trivia: questions of the Open Trivia Database, with four answers each; the right one unfolds."""

import html
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import objects, sequence, text, within

LEVELS = {"": _("Any"), "easy": _("Easy"), "medium": _("Medium"), "hard": _("Hard")}


class TriviaForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=list(LEVELS.items()), required=False)
    rows = forms.IntegerField(label=_("Questions"), min_value=1, max_value=10, initial=3)


@register
class TriviaWidget(WidgetType):
    """Questions to think about; the answers unfold."""

    kind, title, icon, category = "trivia", _("Trivia"), "circle-help", "fun"
    refresh_every = timedelta(hours=12)
    SettingsForm = TriviaForm
    upstreams: ClassVar[Mapping[str, str]] = {"trivia": "https://opentdb.com"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"level": settings["level"]})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        level = request.settings["level"]
        wish = f"&difficulty={level}" if level else ""
        answer = request.http.get(f"{upstreams.address('trivia')}/api.php?amount=10&type=multiple{wish}").json()
        questions = list(_questions(within(answer, "results")))
        if not questions:
            raise FetchError("unreadable", _("There are no questions just now."))
        return FetchResult(payload={"questions": questions})

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        questions = sources[0].payload.get("questions", []) if sources else []
        return {"questions": questions[: settings["rows"]]} if questions else {}


def _questions(results: Any) -> Iterator[dict[str, Any]]:
    """The service writes HTML's entities; the right answer stands somewhere, always in the same place."""
    for each in objects(results):
        question, right = (_plain(each.get(name)) for name in ("question", "correct_answer"))
        wrong = [answer for other in sequence(each.get("incorrect_answers")) if (answer := _plain(other))]
        if question and right and wrong:
            answers = [right, *wrong[:5]]
            Random(question).shuffle(answers)  # noqa: S311  nobody is to be kept from guessing it
            yield {"question": question, "right": right, "answers": answers}


def _plain(value: Any) -> str:
    return html.unescape(text(value, 400)).strip()
