"""Open-Meteo's place search and forecast, made into plain JSON with all its gaps as None."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError, HttpClient
from widgets.untrusted import mapping, number, rows, text

CURRENT = ("temperature_2m", "apparent_temperature", "weather_code", "wind_speed_10m")
HOURLY = ("temperature_2m", "precipitation_probability", "weather_code")
DAILY = ("sunrise", "sunset", "weather_code", "temperature_2m_max", "temperature_2m_min")
HOURS, DAYS = 72, 7
PLACE_KEPT = 30 * 24 * 3600


def find_place(http: HttpClient, words: str) -> dict[str, Any]:
    """The place of "Paris" or of "Paris, Texas": what follows the comma chooses among those of one name."""
    key = f"place:{hashlib.sha1(words.lower().encode(), usedforsecurity=False).hexdigest()}"
    if found := cache.get(key):
        return found
    name, _comma, region = (part.strip() for part in words.partition(","))
    query = urlencode({"name": name, "count": 20, "language": "en", "format": "json"})
    answer = http.get(f"{settings.UPSTREAMS['places']}/v1/search?{query}").json()
    places = [place for each in mapping(answer).get("results") or [] if (place := _place(each, region))]
    if not places:
        message = _("No place named “%(name)s” was found. Check the spelling, or give its latitude and longitude.")
        raise FetchError("no-such-place", message % {"name": words})
    cache.set(key, places[0], PLACE_KEPT)
    return places[0]


def _place(result: Any, region: str) -> dict[str, Any] | None:
    result = mapping(result)
    latitude, longitude = number(result.get("latitude")), number(result.get("longitude"))
    where = " ".join(text(result.get(name)) for name in ("admin1", "country", "country_code")).lower()
    if latitude is None or longitude is None or region.lower() not in where:
        return None
    return {"name": text(result.get("name")), "latitude": latitude, "longitude": longitude}


def forecast(http: HttpClient, latitude: float, longitude: float) -> dict[str, Any]:
    """Current values, hours and days, always in °C and km/h; times in Unix seconds."""
    query = {
        "latitude": latitude,
        "longitude": longitude,
        "timezone": "auto",
        "timeformat": "unixtime",
        "forecast_days": DAYS,
        "current": ",".join(CURRENT),
        "hourly": ",".join(HOURLY),
        "daily": ",".join(DAILY),
    }
    answer = http.get(f"{settings.UPSTREAMS['weather']}/v1/forecast?{urlencode(query, safe=',')}").json()
    current, hourly, daily = (mapping(mapping(answer).get(name)) for name in ("current", "hourly", "daily"))
    if not (current or hourly or daily):
        raise FetchError("unreadable", _("The weather service sent an answer that cannot be read."))
    return {
        "timezone": text(mapping(answer).get("timezone")),
        "current": {name: number(current.get(name)) for name in CURRENT},
        "hourly": list(rows(hourly, ("time", *HOURLY)))[:HOURS],
        "daily": list(rows(daily, ("time", *DAILY)))[:DAYS],
    }
