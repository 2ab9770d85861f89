"""A channel of this portal's own editors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.models import Source
from widgets.registry import register


def channels() -> Iterator[tuple[str, str]]:
    """Address name and title of every open channel; the editors' part of the portal keeps these sources."""
    kept = Source.objects.filter(kind="channel").exclude(state=Source.State.GONE)
    for settings, title in kept.order_by("title").values_list("settings", "title"):
        yield settings["channel"], title or settings["channel"]


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=lambda: list(channels()))
    rows = RowsField(initial=5)
    summaries = forms.BooleanField(label=_("Show summaries"), required=False)
    pictures = forms.BooleanField(label=_("Show pictures"), required=False, initial=True)


@register
class ChannelWidget(WidgetType):
    """What our own editors write and choose."""

    kind, title, icon, category = "channel", _("Channel"), "megaphone", "news"
    SettingsForm = ChannelForm
    is_private = False
    lists_items = True
    empty_message = _("Nothing has been published here yet.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """The channel's own source: written when an article is published, never polled."""
        return [SourceSpec(self.kind, {"channel": settings["channel"]})] if settings.get("channel") else []

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        items = [item for source in sources for item in source.items][: settings["rows"]]
        return {"items": items} if items else {}
