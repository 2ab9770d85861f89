"""On this day: what Wikipedia tells of it, chosen, or all of one sort."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import wikipedia
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.untrusted import objects, whole

SORTS = {"selected": _("What was chosen"), "events": _("All events"), "births": _("Born"), "deaths": _("Died")}
KEPT = 60


class OnThisDayForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=list(wikipedia.LANGUAGES.items()), initial="en")
    sort = forms.ChoiceField(label=_("What"), choices=list(SORTS.items()), initial="selected")
    rows = RowsField(initial=5)


@register
class OnThisDayWidget(WidgetType):
    """What happened on this day in other years."""

    kind, title, icon, category = "onthisday", _("On this day"), "history", "culture"
    refresh_every = timedelta(hours=3)
    SettingsForm = OnThisDayForm
    upstreams: ClassVar[Mapping[str, str]] = wikipedia.UPSTREAM
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {name: settings[name] for name in ("language", "sort")})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        """Not every language has chosen some: then all events stand for them."""
        sort = request.settings["sort"]
        try:
            told = _told(request, sort)
        except FetchError as error:
            if error.code != "not-in-language" or sort != "selected":
                raise
            told = _told(request, "events")
        return FetchResult(payload={"told": told})

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        told = sources[0].payload.get("told", []) if sources else []
        return {"told": told[: settings["rows"]], "language": settings["language"]} if told else {}


def _told(request: FetchRequest, sort: str) -> list[dict[str, Any]]:
    answer = wikipedia.ask(request, f"onthisday/{sort}/{request.now:%m/%d}")
    found = [
        {"year": whole(each.get("year")), "text": words, "page": _page(each)}
        for each in objects(answer.get(sort))
        if (words := wikipedia.words_of(each.get("text"), 400))
    ]
    if not found:
        raise FetchError("unreadable", _("Wikipedia answered in a form that cannot be read."))
    return found[:KEPT]


def _page(event: Mapping[str, Any]) -> dict[str, str] | None:
    pages = [page for each in objects(event.get("pages")) if (page := wikipedia.page_of(each))]
    return next((page for page in pages if page["picture"]), next(iter(pages), None))
