"""Official weather warnings for one place in the United States."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets import geocoding, times, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Text, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import mapping, moment, objects, text, within

MOST = 10
#: In the order of their weight.
SEVERITIES: dict[str, Text] = {
    "Extreme": _("Extreme"), "Severe": _("Severe"), "Moderate": _("Moderate"), "Minor": _("Minor"),
}  # fmt: skip


@register
class AlertsWidget(WidgetType):
    """Weather warnings of the US National Weather Service."""

    kind, title, icon, category = "alerts", _("Weather warnings"), "triangle-alert", "daily"
    refresh_every = timedelta(minutes=10)
    body_lasts = timedelta(minutes=10)
    SettingsForm = geocoding.PlaceForm
    upstreams: ClassVar[Mapping[str, str]] = {"alerts": "https://api.weather.gov", **geocoding.UPSTREAM}
    follows_place = True
    empty_message = geocoding.EMPTY
    is_private = False
    varies_on = ("language", "timezone", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        wanted = geocoding.wanted(settings)
        return [SourceSpec(self.kind, wanted)] if wanted else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        place = geocoding.locate(request.http, request.settings)
        point = f"{place['latitude']:.4f},{place['longitude']:.4f}"
        try:
            answer = request.http.get(f"{upstreams.address('alerts')}/alerts/active?point={point}").json()
        except FetchError as error:
            raise (_elsewhere() if error.code in {"http-400", "http-404"} else error) from None
        if not isinstance(within(answer, "features"), list):
            raise FetchError("unreadable", _("The weather service sent an answer that cannot be read."))
        alerts = [_alert(mapping(each.get("properties"))) for each in objects(answer["features"])]
        known = [alert for alert in alerts if alert["event"] or alert["headline"]]
        payload = {"alerts": sorted(known, key=lambda alert: alert["weight"])[:MOST]}
        return FetchResult(payload=payload, title=place["name"], site_url="https://www.weather.gov/alerts")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if not sources or not sources[0].payload:
            return {}
        now = timezone.now()
        alerts = sources[0].payload["alerts"]
        current = [alert for alert in alerts if alert["expires"] is None or alert["expires"] > now.timestamp()]
        return {"alerts": [{**alert, **_times(alert, now, viewer)} for alert in current]}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(settings.get("place") or super().default_title(settings, sources))


def _elsewhere() -> FetchError:
    return FetchError("not-covered", _("These warnings are for the United States; this place is not in them."))


def _alert(told: Mapping[str, Any]) -> dict[str, Any]:
    severity = told.get("severity")
    return {
        "event": text(told.get("event"), 100),
        "headline": text(told.get("headline"), 300),
        "description": text(told.get("description"), 3000),
        "instruction": text(told.get("instruction"), 2000),
        "weight": list(SEVERITIES).index(severity) if severity in list(SEVERITIES) else len(SEVERITIES),
        "onset": moment(told.get("onset")) or moment(told.get("effective")),
        "expires": moment(told.get("ends")) or moment(told.get("expires")),
    }


def _times(alert: Mapping[str, Any], now: Any, viewer: Viewer) -> dict[str, Any]:
    def shown(name: str) -> str:
        return times.day_and_clock(times.here(alert[name], viewer), now, viewer) if alert[name] is not None else ""

    weights = [*SEVERITIES.values(), ""]
    return {"severity": weights[alert["weight"]], "from": shown("onset"), "until": shown("expires")}
