"""The weather of one place: now, the next hours, five days."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from widgets import charts, geocoding
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.weather import client
from widgets.types.weather.sky import sky


@register
class WeatherWidget(WidgetType):
    """The weather now, in the next hours and days."""

    kind, title, icon, category = "weather", _("Weather"), "cloud-sun", "daily"
    refresh_every = timedelta(minutes=30)
    body_lasts = timedelta(minutes=30)
    SettingsForm = geocoding.PlaceForm
    upstreams: ClassVar[Mapping[str, str]] = {"weather": "https://api.open-meteo.com", **geocoding.UPSTREAM}
    follows_place = True
    empty_message = geocoding.EMPTY
    is_private = False
    varies_on = ("language", "units", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        wanted = geocoding.wanted(settings)
        return [SourceSpec(self.kind, wanted)] if wanted else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        place = geocoding.locate(request.http, request.settings)
        forecast = client.forecast(request.http, place["latitude"], place["longitude"])
        return FetchResult(payload=forecast, title=place["name"])

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        now, zone = timezone.now(), _zone(payload["timezone"])
        coming = [hour for hour in payload["hourly"] if hour["time"] > now.timestamp() - 3600][:24]
        today = now.astimezone(zone).date()
        days = [day for day in payload["daily"] if datetime.fromtimestamp(day["time"], zone).date() >= today][:5]
        return {
            "now": _current(payload, now, viewer),
            "hours": [_hour(hour, payload, zone, viewer) for hour in coming[2:14:2]],
            "days": [_day(day, zone, viewer) for day in days],
            "line": charts.draw(
                ((hour["time"], _degrees(hour["temperature_2m"], viewer)) for hour in coming),
                zone=zone,
                hour12=viewer.hour12,
            ),
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(settings.get("place") or super().default_title(settings, sources))


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError):
        return UTC


def _degrees(celsius: float | None, viewer: Viewer) -> float | None:
    return celsius * 9 / 5 + 32 if celsius is not None and viewer.units == "imperial" else celsius


def _is_day(moment: float, payload: Mapping[str, Any]) -> bool:
    lit = [(day["sunrise"], day["sunset"]) for day in payload["daily"] if day["sunrise"] and day["sunset"]]
    return any(rise <= moment < fall for rise, fall in lit) or not lit


def _current(payload: Mapping[str, Any], now: datetime, viewer: Viewer) -> dict[str, Any]:
    current, imperial = payload["current"], viewer.units == "imperial"
    words, icon = sky(current["weather_code"], _is_day(now.timestamp(), payload))
    wind = current["wind_speed_10m"]
    return {
        "degrees": _degrees(current["temperature_2m"], viewer),
        "feels": _degrees(current["apparent_temperature"], viewer),
        "wind": wind * 0.621371 if wind is not None and imperial else wind,
        "wind_unit": "mph" if imperial else "km/h",
        "words": words,
        "icon": icon,
    }


def _hour(hour: Mapping[str, Any], payload: Mapping[str, Any], zone: tzinfo, viewer: Viewer) -> dict[str, Any]:
    words, icon = sky(hour["weather_code"], _is_day(hour["time"], payload))
    return {
        "time": formats.time_format(datetime.fromtimestamp(hour["time"], zone), "g A" if viewer.hour12 else "H:i"),
        "degrees": _degrees(hour["temperature_2m"], viewer),
        "rain": hour["precipitation_probability"],
        "words": words,
        "icon": icon,
    }


def _day(day: Mapping[str, Any], zone: tzinfo, viewer: Viewer) -> dict[str, Any]:
    words, icon = sky(day["weather_code"], is_day=True)
    return {
        "name": formats.date_format(datetime.fromtimestamp(day["time"], zone), "D"),
        "high": _degrees(day["temperature_2m_max"], viewer),
        "low": _degrees(day["temperature_2m_min"], viewer),
        "words": words,
        "icon": icon,
    }
