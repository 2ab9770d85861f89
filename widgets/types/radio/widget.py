"""Radio stations from all over the world, as the community of Radio Browser lists them, with a player."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.untrusted import objects, text, whole

KEPT = 30


class RadioForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), help_text=_("Of the station, or a part of it."), max_length=80, required=False
    )
    tag = forms.CharField(
        label=_("Kind of music or talk"), help_text=_("Such as jazz, news or classical."), max_length=40, required=False
    )
    rows = RowsField(initial=4, most=20)


@register
class RadioWidget(WidgetType):
    """Radio stations, with a player."""

    kind, title, icon, category = "radio", _("Radio"), "radio", "media"
    refresh_every = timedelta(days=1)
    SettingsForm = RadioForm
    upstreams: ClassVar[Mapping[str, str]] = {"radio": "https://de1.api.radio-browser.info"}
    is_private = False
    empty_message = _("No station was found. Try a part of its name.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {name: settings[name].strip().lower() for name in ("name", "tag")})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        wanted = {name: value for name, value in request.settings.items() if value}
        query = urlencode({**wanted, "limit": KEPT, "hidebroken": "true", "order": "votes", "reverse": "true"})
        answer = request.http.get(f"{upstreams.address('radio')}/json/stations/search?{query}").json()
        if not isinstance(answer, list):
            raise FetchError("unreadable", _("The list of stations came in a form that cannot be read."))
        found = [station for each in objects(answer) if (station := _station(each))]
        return FetchResult(payload={"stations": found}, site_url="https://www.radio-browser.info/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        stations = sources[0].payload.get("stations", []) if sources else []
        return {"stations": stations[: settings["rows"]]} if stations else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return settings.get("name") or settings.get("tag") or str(self.title)


def _station(each: Mapping[str, Any]) -> dict[str, Any] | None:
    """Lists in which a player would have to look further (HLS, playlists) no browser plays by itself."""
    name, address = text(each.get("name"), 80).strip(), text(each.get("url_resolved"), 1000)
    is_list = whole(each.get("hls")) == 1 or address.partition("?")[0].endswith((".m3u", ".m3u8", ".pls"))
    if not name or not address.startswith(("https://", "http://")) or is_list:
        return None
    facts = [text(each.get("country"), 40), text(each.get("codec"), 10)]
    rate = whole(each.get("bitrate"))
    facts.append(f"{rate} kbit/s" if rate else "")
    return {
        "name": name,
        "url": address,
        "site": text(each.get("homepage"), 500),
        "facts": [fact for fact in facts if fact],
    }
