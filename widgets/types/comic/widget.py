"""The newest comic of xkcd, with the words that it hides behind the picture."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import mapping, text, whole


@register
class ComicWidget(WidgetType):
    """The newest comic of xkcd."""

    kind, title, icon, category = "comic", _("Comic"), "smile", "fun"
    refresh_every = timedelta(hours=2)
    upstreams: ClassVar[Mapping[str, str]] = {"comic": "https://xkcd.com"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        return {} if re.fullmatch(r"https?://(www\.)?xkcd\.com/?", url) else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        told = mapping(request.http.get(f"{upstreams.address('comic')}/info.0.json").json())
        number, picture = whole(told.get("num")), text(told.get("img"), 500)
        if number is None or not picture:
            raise FetchError("unreadable", _("The comic came in a form that cannot be read."))
        name = text(told.get("safe_title"), 120) or text(told.get("title"), 120)
        payload = {
            "title": name,
            "picture": picture,
            "words": text(told.get("alt"), 600),
            "url": f"https://xkcd.com/{number}/",
        }
        return FetchResult(payload=payload, title=f"xkcd: {name}", site_url="https://xkcd.com/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"comic": sources[0].payload} if sources and sources[0].payload else {}
