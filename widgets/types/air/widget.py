"""The air of one place: an index in words, what is in it, and the next hours."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets import charts, geocoding, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Text, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import mapping, number, rows, seconds

INDEXES = {"european_aqi": _("European (0 to 100 and more)"), "us_aqi": _("US (0 to 500)")}
PARTS: dict[str, Text] = {"pm2_5": _("Fine dust (PM2.5)"), "pm10": _("Dust (PM10)"), "ozone": _("Ozone")}
#: From which value on what is said. European Environment Agency, and US EPA.
WORDS: dict[str, list[tuple[int, Text, str]]] = {
    "european_aqi": [
        (0, _("Good"), "good"), (20, _("Fair"), "good"), (40, _("Moderate"), ""), (60, _("Poor"), "bad"),
        (80, _("Very poor"), "bad"), (100, _("Extremely poor"), "bad"),
    ],
    "us_aqi": [
        (0, _("Good"), "good"), (51, _("Moderate"), ""), (101, _("Unhealthy for sensitive people"), "bad"),
        (151, _("Unhealthy"), "bad"), (201, _("Very unhealthy"), "bad"), (301, _("Hazardous"), "bad"),
    ],
}  # fmt: skip


class AirForm(geocoding.PlaceForm):
    index = forms.ChoiceField(label=_("Index"), choices=list(INDEXES.items()), initial="european_aqi")


@register
class AirWidget(WidgetType):
    """How good the air is, now and in the next hours."""

    kind, title, icon, category = "air", _("Air quality"), "wind", "daily"
    refresh_every = timedelta(hours=1)
    body_lasts = timedelta(hours=1)
    SettingsForm = AirForm
    upstreams: ClassVar[Mapping[str, str]] = {"air": "https://air-quality-api.open-meteo.com", **geocoding.UPSTREAM}
    follows_place = True
    empty_message = geocoding.EMPTY
    is_private = False
    varies_on = ("language", "timezone", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        wanted = geocoding.wanted(settings)
        return [SourceSpec(self.kind, wanted)] if wanted else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        place = geocoding.locate(request.http, request.settings)
        names = (*INDEXES, *PARTS)
        query = {
            "latitude": place["latitude"], "longitude": place["longitude"], "timeformat": "unixtime",
            "current": ",".join(names), "hourly": ",".join(INDEXES), "forecast_days": 2,
        }  # fmt: skip
        address = f"{upstreams.address('air')}/v1/air-quality?{urlencode(query, safe=',')}"
        answer = mapping(request.http.get(address).json())
        current = {name: number(mapping(answer.get("current")).get(name)) for name in names}
        hours = [each for each in rows(mapping(answer.get("hourly")), ("time", *INDEXES)) if seconds(each["time"])]
        if not hours and all(value is None for value in current.values()):
            raise FetchError("no-values", _("Nothing is known about the air of this place."))
        return FetchResult(payload={"current": current, "hours": hours[:48]}, title=place["name"])

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        index, now = settings["index"], timezone.now().timestamp()
        coming = [(hour["time"], hour[index]) for hour in payload["hours"] if now - 3600 < hour["time"] < now + 86400]
        value = payload["current"][index]
        words, tone = _said(index, value)
        zone = ZoneInfo(viewer.timezone)
        return {
            "value": value, "words": words, "tone": tone,
            "parts": [(words, payload["current"][name]) for name, words in PARTS.items()],
            "chart": charts.draw(coming, shape="area", zone=zone, hour12=viewer.hour12, from_zero=True),
        }  # fmt: skip

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(settings.get("place") or super().default_title(settings, sources))


def _said(index: str, value: float | None) -> tuple[Text, str]:
    if value is None:
        return _("Unknown"), ""
    _from, words, tone = max((each for each in WORDS[index] if each[0] <= max(value, 0)), key=lambda each: each[0])
    return words, tone
