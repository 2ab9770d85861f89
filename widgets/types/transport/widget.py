"""Do the lines run, and when is the next departure: London and Switzerland."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import times
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.types.transport import client

NETWORKS = {"london": _("London: do the lines run"), "switzerland": _("Switzerland: next departures")}
MODES = {
    "tube,dlr": _("Underground and DLR"), "tube,dlr,overground,elizabeth-line": _("With Overground and Elizabeth line"),
    "tram": _("Trams"), "overground,elizabeth-line": _("Overground and Elizabeth line only"),
}  # fmt: skip


class TransportForm(forms.Form):
    network = forms.ChoiceField(label=_("Where"), choices=list(NETWORKS.items()), initial="london")
    modes = forms.ChoiceField(
        label=_("Lines"), help_text=_("In London."), choices=list(MODES.items()), initial="tube,dlr"
    )
    station = forms.CharField(
        label=_("Station"), help_text=_("In Switzerland: Zürich HB, Bern, Basel SBB."), max_length=80, required=False
    )
    rows = RowsField(initial=8)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("network") == "switzerland" and not cleaned.get("station"):
            raise ValidationError({"station": _now("Say at which station.")})
        return cleaned


@register
class TransportWidget(WidgetType):
    """Whether the lines run, or what departs next."""

    kind, title, icon, category = "transport", _("Trains and buses"), "train-front", "daily"
    refresh_every = timedelta(minutes=3)
    body_lasts = timedelta(minutes=1)
    SettingsForm = TransportForm
    upstreams: ClassVar[Mapping[str, str]] = {
        "tfl": "https://api.tfl.gov.uk",
        "departures": "https://transport.opendata.ch",
    }
    is_private = False
    varies_on = ("language", "timezone", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        if settings["network"] == "london":
            return [SourceSpec(self.kind, {"modes": settings["modes"]})]
        return [SourceSpec(self.kind, {"station": settings["station"]})] if settings.get("station") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        if "modes" in request.settings:
            return FetchResult(payload=client.lines(request), site_url="https://tfl.gov.uk/tube-dlr-overground/status/")
        board = client.departures(request)
        return FetchResult(payload=board, title=board["station"], site_url="https://www.sbb.ch/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if "lines" in payload:
            bad = [line for line in payload["lines"] if not line["is_good"]]
            return {"bad": bad, "good": [line["name"] for line in payload["lines"] if line["is_good"]]}
        if "board" in payload:
            now = timezone.now().timestamp()
            coming = [each for each in payload["board"] if each["time"] + each["delay"] * 60 > now - 60]
            return {"board": [_shown(each, now, viewer) for each in coming[: settings["rows"]]]}
        return {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        if settings.get("network") == "london":
            return _now("London")
        return next((source.title for source in sources if source.title), settings.get("station") or str(self.title))


def _shown(each: Mapping[str, Any], now: float, viewer: Viewer) -> dict[str, Any]:
    clock = times.clock(times.here(each["time"], viewer), viewer)
    return {**each, "clock": clock, "minutes": max(round((each["time"] + each["delay"] * 60 - now) / 60), 0)}
