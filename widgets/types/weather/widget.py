"""The weather of one place: now, the next hours, five days."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.weather import client
from widgets.types.weather.sky import sky


class WeatherForm(forms.Form):
    place = forms.CharField(
        label=_("Place"),
        help_text=_("A city; add a region if there are several: Paris, Texas. Empty: your own place."),
        max_length=80,
        required=False,
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        help_text=_("Only if the place cannot be found."),
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            raise ValidationError(_now("Give both latitude and longitude, or neither."))
        changed = set(self.changed_data)
        if "place" in changed and not changed & {"latitude", "longitude"}:
            # Another city by name: the point of the one before would show its weather under the new name.
            cleaned["latitude"] = cleaned["longitude"] = None
        return cleaned


@register
class WeatherWidget(WidgetType):
    """The weather now, in the next hours and days."""

    kind, title, icon, category = "weather", _("Weather"), "cloud-sun", "daily"
    refresh_every = timedelta(minutes=30)
    body_lasts = timedelta(minutes=30)
    SettingsForm = WeatherForm
    follows_place = True
    empty_message = _("Say for which place: here, or once and for all in your own settings.")
    is_private = False
    varies_on = ("language", "units", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """By name, or by a point rounded to about a kilometre, so that neighbours share a forecast."""
        if settings.get("latitude") is not None:
            point = {name: round(settings[name], 2) for name in ("latitude", "longitude")}
            named = {"name": settings["name"]} if settings.get("name") else {}
            return [SourceSpec(self.kind, {**point, **named})]
        return [SourceSpec(self.kind, {"place": settings["place"]})] if settings.get("place") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        wanted = request.settings
        place = client.find_place(request.http, wanted["place"]) if "place" in wanted else dict(wanted)
        forecast = client.forecast(request.http, place["latitude"], place["longitude"])
        return FetchResult(payload=forecast, title=place.get("name", ""))

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
            "line": [_degrees(hour["temperature_2m"], viewer) for hour in coming],
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
