"""Weather warnings: the US weather service's, the heaviest first, gone when they are over."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from tests.widgets.types.test_weather import PLACES
from widgets.base import FetchError, Viewer

ALERTS = "https://api.weather.gov/alerts/active"


def alert(event="Winter Storm Warning", **changes):
    told = {
        "event": event, "severity": "Severe", "urgency": "Expected", "headline": f"{event} until Tuesday",
        "description": "Heavy snow.\nUp to 12 inches.", "instruction": "Stay at home.",
        "onset": "2026-11-23T06:00:00-05:00", "effective": "2026-11-23T03:00:00-05:00", "expires": "2026-11-24T07:00:00-05:00",
    }  # fmt: skip
    return {"type": "Feature", "properties": told | changes}


def payload(*alerts):
    point = {"latitude": 40.71, "longitude": -74.01}
    return fetch("alerts", point, {ALERTS: {"features": list(alerts)}})[0].payload


SAMPLE = sample("alerts", {"place": "New York"}, payload(alert()))
GOOD_DAYS = [Good({"place": "Paris"}, {"/places/v1/search": PLACES, "/alerts/alerts/active": {"features": [alert()]}})]


def test_draw_puts_the_heaviest_first_and_says_until_when(now):
    brought = payload(alert("Wind Advisory", severity="Minor"), alert(), alert("Haze", severity=None))
    html = draw("alerts", {}, source(payload=brought), viewer=Viewer(timezone="America/New_York"))
    assert html.index("Winter Storm") < html.index("Wind Advisory") < html.index("Haze")
    assert 'data-tone="bad"' in html
    assert "until Tomorrow, 07:00" in html
    assert "Heavy snow.\nUp to 12 inches." in html


def test_draw_drops_what_is_over_and_is_glad_of_it(now):
    html = draw("alerts", {}, source(payload=payload(alert(expires="2026-11-23T09:00:00Z"))))
    assert "No warnings for this place." in html


def test_draw_without_a_place_asks_for_one():
    assert draw("alerts", {}) == ""


@pytest.mark.parametrize("code", ["http-404", "http-400"])
def test_fetch_elsewhere_says_whose_warnings_these_are(code):
    with pytest.raises(FetchError, match="for the United States"):
        fetch("alerts", {"latitude": 48.85, "longitude": 2.35}, {ALERTS: FetchError(code, "Nothing there.")})
