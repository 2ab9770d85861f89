"""Air quality: Open-Meteo's indices, any of which may be null."""

import pytest

from tests.widgets.types.conftest import NOW, Good, draw, fetch, sample, source
from tests.widgets.types.test_weather import GEOCODING, PLACES
from widgets.base import FetchError, Viewer

AIR = "https://air-quality-api.open-meteo.com/v1/air-quality"
HOUR = int(NOW.timestamp()) // 3600 * 3600


def answer(**current):
    return {
        "current": {"us_aqi": 55, "european_aqi": 31, "pm2_5": 9.4, "pm10": None, "ozone": 51.0} | current,
        "hourly": {
            "time": [HOUR + hour * 3600 for hour in range(30)],
            "us_aqi": [50 + hour for hour in range(30)],
            "european_aqi": [30, None, *range(30, 58)],
        },
    }


def payload(**current):
    return fetch("air", {"latitude": 48.85, "longitude": 2.35}, {AIR: answer(**current)})[0].payload


SAMPLE = sample("air", {"place": "Paris"}, payload())
GOOD_DAYS = [Good({"place": "Paris"}, {"/places/v1/search": PLACES, "/air/v1/air-quality": answer()})]


def test_fetch_of_a_name_finds_the_place():
    result, _http = fetch("air", {"place": "Paris"}, {GEOCODING: PLACES, AIR: answer()})
    assert result.title == "Paris"


def test_draw_says_the_index_in_words_and_shows_what_is_missing(now):
    html = draw("air", {}, source(payload=payload()))
    assert 'data-tone="good">Fair<' in html
    assert "9.4 µg/m³" in html
    assert "<dd><bdi>–</bdi></dd>" in html
    assert "Air quality: from 30 to" in html


@pytest.mark.parametrize(
    ("value", "words"), [(12, "Good"), (170, "Unhealthy"), (500, "Hazardous"), (-3, "Good"), (None, "Unknown")]
)
def test_draw_of_the_us_index(now, value, words):
    assert f">{words}<" in draw("air", {"index": "us_aqi"}, source(payload=payload(us_aqi=value)))


def test_draw_uses_the_viewers_clock(now):
    html = draw("air", {}, source(payload=payload()), viewer=Viewer(timezone="America/New_York", hour12=True))
    assert "<span>4 AM</span>" in html


def test_fetch_where_nothing_is_measured_says_so():
    with pytest.raises(FetchError, match="Nothing is known"):
        fetch("air", {"latitude": 0, "longitude": 0}, {AIR: {"current": {"us_aqi": None}, "hourly": {"time": []}}})
