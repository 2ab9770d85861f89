"""Clocks: the time in other places, right without JavaScript too."""

import re
from datetime import UTC, datetime

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import Viewer

SAMPLE = sample("clock", {"zones": "Asia/Tokyo", "face": True})
clock = registry.get("clock")


def test_draw_shows_the_time_there(now):
    html = draw("clock", {"zones": "Asia/Tokyo\nAsia/Kolkata"}, viewer=Viewer(timezone="Europe/Berlin"))
    assert 'data-clock="Asia/Tokyo">18:30</time>' in html
    assert "+8 h" in html
    assert "+4.5 h" in html


def test_draw_keeps_to_the_persons_clock(now):
    html = draw("clock", {}, viewer=Viewer(timezone="America/New_York", hour12=True))
    assert "4:30 AM</time>" in html
    assert "New York" in html
    assert "data-clock-12" in html


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("Berlin\nnew york", "Europe/Berlin\nAmerica/New_York"), ("asia/tokyo", "Asia/Tokyo"), ("", "")],
)
def test_settings_find_the_zone_of_a_city(typed, stored):
    assert configuration.validate(clock, {"zones": typed}) == {"zones": stored, "face": False}


@pytest.mark.parametrize("typed", ["Atlantis", "../../etc/passwd", "\n".join(["Europe/Berlin"] * 9)])
def test_settings_refuse_unknown_places_and_too_many(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(clock, {"zones": typed})


@pytest.mark.parametrize(
    ("moment", "zone", "time", "ahead"),
    [
        # Berlin's hour from two to three is left out in spring, and comes twice in autumn.
        ((2026, 3, 29, 0, 59), "Europe/Berlin", "01:59", "+1 h"),
        ((2026, 3, 29, 1, 0), "Europe/Berlin", "03:00", "+2 h"),
        ((2026, 10, 25, 0, 59), "Europe/Berlin", "02:59", "+2 h"),
        ((2026, 10, 25, 1, 0), "Europe/Berlin", "02:00", "+1 h"),
        ((2026, 3, 8, 6, 59), "America/New_York", "01:59", "−5 h"),
        ((2026, 3, 8, 7, 0), "America/New_York", "03:00", "−4 h"),
        ((2026, 11, 1, 5, 59), "America/New_York", "01:59", "−4 h"),
        ((2026, 11, 1, 6, 0), "America/New_York", "01:00", "−5 h"),
        # South of the equator it is the other way round.
        ((2026, 4, 4, 15, 59), "Australia/Sydney", "02:59", "+11 h"),
        ((2026, 4, 4, 16, 0), "Australia/Sydney", "02:00", "+10 h"),
        ((2026, 10, 3, 15, 59), "Australia/Sydney", "01:59", "+10 h"),
        ((2026, 10, 3, 16, 0), "Australia/Sydney", "03:00", "+11 h"),
    ],
)
def test_draw_follows_the_change_of_the_hour(monkeypatch, moment, zone, time, ahead):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(*moment, tzinfo=UTC))
    html = draw("clock", {"zones": zone}, viewer=Viewer(timezone="UTC"))
    assert f">{time}</time>" in html
    assert ahead in html


@pytest.mark.parametrize(
    ("hour", "zone", "word"),
    [
        (23, "Asia/Tokyo", "tomorrow"),
        (2, "America/New_York", "yesterday"),
        (12, "Asia/Tokyo", ""),
        (12, "America/New_York", ""),
    ],
)
def test_draw_marks_the_day_before_and_after(monkeypatch, hour, zone, word):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 31, hour, 30, tzinfo=UTC))
    html = draw("clock", {"zones": zone}, viewer=Viewer(timezone="UTC"))
    (said,) = re.findall(r"data-clock-beside=[^>]*>([^<]*)<", html)
    assert said == word


def test_draw_sets_the_hands(now):
    html = draw("clock", {"zones": "Asia/Tokyo", "face": True})  # 18:30
    assert 'class="clock-hour" d="M50 54V28" transform="rotate(195.0 50 50)"' in html
    assert 'class="clock-minute" d="M50 56V14" transform="rotate(180 50 50)"' in html
    assert "<svg" not in draw("clock", {"zones": "Asia/Tokyo"})


def test_settings_from_before_there_were_hands_have_none():
    assert configuration.upgraded(clock, {"zones": "Asia/Tokyo"}, 1) == {"zones": "Asia/Tokyo", "face": False}
