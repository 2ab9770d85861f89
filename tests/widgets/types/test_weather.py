"""The weather: Open-Meteo's arrays, with all their gaps, become a small forecast."""

import pytest

from tests.widgets.types.conftest import NOW, Good, Played, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec, Viewer

weather = registry.get("weather")
GEOCODING = "https://geocoding-api.open-meteo.com/v1/search"
FORECAST = "https://api.open-meteo.com/v1/forecast"
START = int(NOW.timestamp()) // 3600 * 3600
MIDNIGHT = int(NOW.replace(hour=0, minute=0).timestamp())

PLACES = {
    "results": [
        {"name": "Paris", "admin1": "Île-de-France", "country": "France", "latitude": 48.85, "longitude": 2.35},
        {"name": "Paris", "admin1": "Texas", "country": "United States", "latitude": 33.66, "longitude": -95.56},
    ]
}


def answer(**changes):
    hours, days = range(-9, 60), range(7)
    return {
        "timezone": "Europe/Paris",
        "current": {"time": START, "temperature_2m": 7.4, "apparent_temperature": 4.6, "weather_code": 61, "wind_speed_10m": 18.2},
        "hourly": {
            "time": [START + hour * 3600 for hour in hours],
            "temperature_2m": [5 + hour % 7 for hour in hours],
            "precipitation_probability": [None if hour % 2 else 40 for hour in hours],
            "weather_code": [3 for _hour in hours],
        },
        "daily": {
            "time": [MIDNIGHT + day * 86400 for day in days],
            "sunrise": [MIDNIGHT + day * 86400 + 8 * 3600 for day in days],
            "sunset": [MIDNIGHT + day * 86400 + 16 * 3600 for day in days],
            "weather_code": [0, 3, 45, 61, 71, 95, None],
            "temperature_2m_max": [9, 8, 7, 6, 5, None, 3],
            "temperature_2m_min": [2, 1, 0, -1, -2, -3, -4],
        },
    } | changes  # fmt: skip


def forecast(settings=None, **changes):
    return fetch(
        "weather", settings or {"latitude": 48.85, "longitude": 2.35}, {GEOCODING: PLACES, FORECAST: answer(**changes)}
    )


SAMPLE = sample("weather", {"place": "Paris"}, forecast()[0].payload)
GOOD_DAYS = [Good({"place": "Paris"}, {"/places/v1/search": PLACES, "/weather/v1/forecast": answer()})]


def test_fetch_finds_the_place_once_and_then_only_the_weather():
    result, http = forecast({"place": "Paris"})
    assert result.title == "Paris"
    assert [url.partition("?")[0] for url, _headers in http.asked] == [GEOCODING, FORECAST]
    assert "latitude=48.85&longitude=2.35" in http.asked[1][0]
    _result, http = forecast({"place": "paris"})
    assert [url.partition("?")[0] for url, _headers in http.asked] == [FORECAST]


def test_fetch_chooses_by_region():
    _result, http = forecast({"place": "Paris, Texas"})
    assert "name=Paris&" in http.asked[0][0]
    assert "latitude=33.66" in http.asked[1][0]


@pytest.mark.parametrize("nothing", [{"generationtime_ms": 1}, {"results": []}, {"results": [None, {"name": "X"}]}, []])
def test_fetch_says_when_there_is_no_such_place(nothing):
    with pytest.raises(FetchError, match="No place named “Atlantis” was found"):
        fetch("weather", {"place": "Atlantis"}, {GEOCODING: nothing})


@pytest.mark.parametrize("bad", [[], {}, {"error": True, "reason": "x"}, {"current": [], "hourly": 7}, "text", None])
def test_fetch_refuses_what_is_no_forecast(bad):
    with pytest.raises(FetchError):
        fetch("weather", {"latitude": 1, "longitude": 2}, {FORECAST: bad})


def test_draw_shows_now_the_next_hours_and_five_days(now):
    html = draw("weather", {}, source(kind="weather", payload=forecast()[0].payload))
    assert "7°" in html
    assert "Rain" in html
    assert "Feels like 5°" in html
    assert "18 km/h" in html
    assert ">12:00<" in html  # Paris is an hour ahead of UTC, and the first hour shown is the one after the next
    assert html.count('class="weather-high"') == 5
    assert "40%" in html
    assert 'role="img" aria-label="The next hours: from ' in html


def test_draw_keeps_to_the_persons_units_and_clock(now):
    html = draw(
        "weather",
        {},
        source(kind="weather", payload=forecast()[0].payload),
        viewer=Viewer(units="imperial", hour12=True),
    )
    assert "45°" in html
    assert "11 mph" in html
    assert ">12 PM<" in html


def test_draw_knows_the_night(now, monkeypatch):
    current = {"temperature_2m": 1, "weather_code": 0}
    monkeypatch.setattr("django.utils.timezone.now", lambda: now.replace(hour=20))
    assert "#moon" in draw("weather", {}, source(kind="weather", payload=forecast(current=current)[0].payload))


@pytest.mark.parametrize(
    "changes",
    [
        {"current": {}},
        {"hourly": {}},
        {"daily": {}},
        {"hourly": {"time": [START, START + 3600], "temperature_2m": [None]}},
        {"hourly": {"time": [None, "x", float("nan")], "temperature_2m": "text"}},
        {"daily": {"time": [MIDNIGHT], "temperature_2m_max": ["hot"], "weather_code": [999]}},
        {"timezone": "Mars/Olympus"},
        {"timezone": None},
        {"current": {"temperature_2m": "<script>", "weather_code": -1}},
    ],
)
def test_draw_bridges_gaps(now, changes):
    html = draw("weather", {}, source(kind="weather", payload=forecast(**changes)[0].payload))
    assert "°" in html
    assert "<script" not in html


def test_neighbours_share_a_forecast():
    near = [weather.sources({"place": "x", "latitude": 48.851, "longitude": 2.351 + step}) for step in (0, 0.001)]
    assert near[0] == near[1] == [SourceSpec("weather", {"latitude": 48.85, "longitude": 2.35})]


def test_settings_want_both_coordinates_or_none():
    assert configuration.validate(weather, {"place": "Here", "latitude": 1, "longitude": 2})
    with pytest.raises(configuration.InvalidConfiguration, match="both latitude and longitude"):
        configuration.validate(weather, {"place": "Here", "latitude": 1})
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(weather, {"place": "Here", "latitude": 91, "longitude": 2})


def test_fetch_of_a_web_page_is_an_error():
    with pytest.raises((FetchError, ValueError)):
        fetch("weather", {"latitude": 1, "longitude": 2}, {FORECAST: Played(b"<html>captcha</html>")})
