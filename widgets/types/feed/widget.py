"""News from one address: RSS, Atom or JSON Feed, or a web page that names its feed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import parsing
from widgets.base import FetchRequest, FetchResult, NotModified, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import AddressField, RowsField
from widgets.registry import register


class FeedForm(forms.Form):
    url = AddressField(label=_("Address"), help_text=_("Of a feed, or of a site that has one."))
    rows = RowsField()
    summaries = forms.BooleanField(label=_("Show summaries"), required=False)
    pictures = forms.BooleanField(label=_("Show pictures"), required=False)


@register
class FeedWidget(WidgetType):
    """News from one site: any RSS, Atom or JSON feed."""

    kind, title, icon, category = "feed", _("Feed"), "rss", "news"
    refresh_every = timedelta(minutes=30)
    learns_between = (timedelta(minutes=10), timedelta(days=1))
    SettingsForm = FeedForm
    takes: ClassVar[Mapping[str, str]] = {"feed": "url"}
    is_private = False
    lists_items = True
    empty_message = _("This feed has no entries yet.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """What is shown of a feed is a panel's own affair: all panels of one address share a source."""
        return [SourceSpec(self.kind, {"url": settings["url"]})] if settings.get("url") else []

    def fetch(self, request: FetchRequest) -> FetchResult | NotModified:
        return parsing.fetch_feed(request)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        items = [item for source in sources for item in source.items][: settings["rows"]]
        return {"items": items} if items else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        host = urlsplit(settings.get("url", "")).hostname or str(self.title)
        return next((source.title for source in sources if source.title), host)
