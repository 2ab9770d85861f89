"""Wikipedia today: its featured article, its picture, and what is read most."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import wikipedia
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.untrusted import mapping, objects, text, whole, within


class WikipediaForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=list(wikipedia.LANGUAGES.items()), initial="en")
    picture = forms.BooleanField(label=_("Show the picture of the day"), required=False)
    rows = RowsField(initial=5)


@register
class WikipediaWidget(WidgetType):
    """Wikipedia's article of the day, its picture, and what is read most."""

    kind, title, icon, category = "wikipedia", _("Wikipedia today"), "book-open", "culture"
    refresh_every = timedelta(hours=3)
    SettingsForm = WikipediaForm
    upstreams: ClassVar[Mapping[str, str]] = wikipedia.UPSTREAM
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"language": settings["language"]})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        """Any part may be missing, and in some languages always is."""
        answer = wikipedia.ask(request, f"featured/{request.now:%Y/%m/%d}")
        most_read = [page for each in objects(within(answer, "mostread", "articles")) if (page := _read(each))]
        told = {
            "article": wikipedia.page_of(answer.get("tfa")),
            "picture": _picture(answer),
            "most_read": most_read[:30],
        }
        if not any(told.values()):
            raise FetchError("not-in-language", _("Wikipedia does not tell this in this language."))
        return FetchResult(payload=told)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if not sources or not sources[0].payload:
            return {}
        told = dict(sources[0].payload)
        told["most_read"] = told["most_read"][: settings["rows"]]
        told["picture"] = told["picture"] if settings["picture"] else None
        return {**told, "language": settings["language"]} if any(told.values()) else {}


def _read(article: Mapping[str, Any]) -> dict[str, Any] | None:
    page = wikipedia.page_of(article)
    return {**page, "views": whole(article.get("views"))} if page else None


def _picture(answer: Mapping[str, Any]) -> dict[str, str] | None:
    told = mapping(answer.get("image"))
    address = text(within(told, "thumbnail", "source"), 1000) or text(within(told, "image", "source"), 1000)
    if not address:
        return None
    return {
        "url": address,
        "page": text(told.get("file_page"), 1000),
        "words": wikipedia.words_of(within(told, "description", "text"), 300),
    }
