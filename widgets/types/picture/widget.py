"""The picture of the day: of the sky, from NASA, or of anything, from Wikimedia Commons."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import sanitize, upstreams, wikipedia
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import mapping, text, within

SERVICES = {"nasa": _("The sky (NASA)"), "commons": _("Anything (Wikimedia Commons)")}


class PictureForm(forms.Form):
    service = forms.ChoiceField(label=_("Picture"), choices=list(SERVICES.items()), initial="nasa")
    words = forms.BooleanField(label=_("Show what is told about it"), required=False, initial=True)


@register
class PictureWidget(WidgetType):
    """A new picture every day."""

    kind, title, icon, category = "picture", _("Picture of the day"), "image", "culture"
    refresh_every = timedelta(hours=3)
    SettingsForm = PictureForm
    upstreams: ClassVar[Mapping[str, str]] = {"apod": "https://api.nasa.gov", **wikipedia.UPSTREAM}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"service": settings["service"], "language": "en"})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        told = _of_nasa(request) if request.settings["service"] == "nasa" else _of_commons(request)
        if not told["title"] or not (told["url"] or told["video"]):
            raise FetchError("no-picture", _("There is no picture for today yet."))
        return FetchResult(payload=told)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"told": sources[0].payload} if sources and sources[0].payload else {}


def _of_nasa(request: FetchRequest) -> dict[str, str]:
    """Some days it is a video, which we only lead to."""
    told = mapping(request.http.get(f"{upstreams.address('apod')}/planetary/apod?api_key=DEMO_KEY").json())
    address = text(told.get("url"), 1000)
    is_picture = told.get("media_type") == "image"
    return {
        "title": text(told.get("title"), 200),
        "words": sanitize.text(text(told.get("explanation"), 5000), 2000),
        "author": " ".join(text(told.get("copyright"), 100).split()) or "NASA",
        "url": address if is_picture else "",
        "video": "" if is_picture else address,
        "page": "https://apod.nasa.gov/apod/astropix.html",
    }


def _of_commons(request: FetchRequest) -> dict[str, str]:
    told = mapping(wikipedia.ask(request, f"featured/{request.now:%Y/%m/%d}").get("image"))
    name = text(told.get("title"), 200).removeprefix("File:").rsplit(".", 1)[0].replace("_", " ")
    return {
        "title": name,
        "words": wikipedia.words_of(within(told, "description", "text"), 1000),
        "author": wikipedia.words_of(within(told, "artist", "text"), 100) or "Wikimedia Commons",
        "url": text(within(told, "thumbnail", "source"), 1000) or text(within(told, "image", "source"), 1000),
        "video": "",
        "page": text(told.get("file_page"), 1000),
    }
