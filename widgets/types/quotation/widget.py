"""A saying for every day, from ZenQuotes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import text, within


@register
class QuotationWidget(WidgetType):
    """A saying every day."""

    kind, title, icon, category = "quotation", _("Saying of the day"), "quote", "culture"
    refresh_every = timedelta(hours=6)
    upstreams: ClassVar[Mapping[str, str]] = {"quotation": "https://zenquotes.io"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        answer = request.http.get(f"{upstreams.address('quotation')}/api/today").json()
        words, author = (text(within(answer, 0, name), 500).strip() for name in ("q", "a"))
        if not words or author == "zenquotes.io":  # so it says that it was asked too often
            raise FetchError("unreadable", _("There is no saying just now."))
        return FetchResult(payload={"words": words, "author": author})

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return dict(sources[0].payload) if sources else {}
