"""Several feeds as one list, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import stories
from widgets.base import SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import AddressesField, RowsField
from widgets.registry import register


class HeadlinesForm(forms.Form):
    urls = AddressesField(
        most=20, label=_("Addresses"), help_text=_("Feeds, or sites that have one; one address a line.")
    )
    rows = RowsField(initial=10)
    summaries = forms.BooleanField(label=_("Show summaries"), required=False)
    pictures = forms.BooleanField(label=_("Show pictures"), required=False)


@register
class HeadlinesWidget(WidgetType):
    """Several feeds in one list, newest first."""

    kind, title, icon, category = "headlines", _("Headlines"), "newspaper", "news"
    SettingsForm = HeadlinesForm
    is_private = False
    lists_items = True
    empty_message = _("These feeds have no entries yet.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """The feeds themselves, so that a feed panel of the same address costs no second fetch."""
        return [SourceSpec("feed", {"url": url}) for url in settings.get("urls", "").splitlines()]

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        everything = sorted(
            (item for source in sources for item in source.items), key=lambda item: item.published_at, reverse=True
        )
        told = stories.once(everything)[: settings["rows"]]
        names = {source.id: source.title for source in sources}
        if not told:
            return {}
        others = {each.item.id: each.others for each in told}
        return {"items": [each.item for each in told], "others": others, "names": names}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)
