"""A word of English for every day, with its meaning, from Wordsmith."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from widgets import parsing, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register


@register
class WordWidget(WidgetType):
    """A word of English every day, with its meaning."""

    kind, title, icon, category = "word", _("Word of the day"), "languages", "culture"
    refresh_every = timedelta(hours=3)
    upstreams: ClassVar[Mapping[str, str]] = {"word": "https://wordsmith.org"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        feed = parsing.parse_feed(request.http.get(f"{upstreams.address('word')}/awad/rss1.xml"))
        if not feed.items:
            raise FetchError("no-word", _("There is no word for today yet."))
        first = feed.items[0]
        return FetchResult(
            payload={"word": first.title[:60], "meaning": first.summary[:600], "url": first.url}, ttl=feed.ttl
        )

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return dict(sources[0].payload) if sources else {}
