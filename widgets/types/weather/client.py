"""Open-Meteo's forecast, made into plain JSON with all its gaps as None."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, HttpClient
from widgets.untrusted import mapping, number, rows, text

CURRENT = ("temperature_2m", "apparent_temperature", "weather_code", "wind_speed_10m")
HOURLY = ("temperature_2m", "precipitation_probability", "weather_code")
DAILY = ("sunrise", "sunset", "weather_code", "temperature_2m_max", "temperature_2m_min")
HOURS, DAYS = 72, 7


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
    answer = http.get(f"{upstreams.address('weather')}/v1/forecast?{urlencode(query, safe=',')}").json()
    current, hourly, daily = (mapping(mapping(answer).get(name)) for name in ("current", "hourly", "daily"))
    if not (current or hourly or daily):
        raise FetchError("unreadable", _("The weather service sent an answer that cannot be read."))
    return {
        "timezone": text(mapping(answer).get("timezone")),
        "current": {name: number(current.get(name)) for name in CURRENT},
        "hourly": list(rows(hourly, ("time", *HOURLY)))[:HOURS],
        "daily": list(rows(daily, ("time", *DAILY)))[:DAYS],
    }
