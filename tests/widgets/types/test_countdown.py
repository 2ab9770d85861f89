"""Countdowns: days until and since, birthdays, and hours where it is near."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import Viewer
from widgets.types.countdown.dates import read_day
from widgets.types.countdown.widget import distance

SAMPLE = sample("countdown", {"dates": "Holiday | 2026-12-24\nAnn | 1990-05-17 yearly"})
countdown = registry.get("countdown")


def shown(dates, **viewer):
    """Drawn on Monday, 23 November 2026, 9:30 UTC."""
    return " ".join(draw("countdown", {"dates": dates}, viewer=Viewer(**viewer)).split())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Holiday | 2026-12-24", "in 31 days"),
        ("Holiday | 2026-11-24", "tomorrow"),
        ("Holiday | 2026-11-23", "today"),
        ("Holiday | 2026-11-22", "1 day ago"),
        ("First | 2020-01-01", "2,518 days ago"),
        ("Start | 2026-11-23 14:30", "in 5 hours"),
        ("Start | 2026-11-23 09:40", "very soon"),
        ("Start | 2026-11-23 08:00", "today"),
        ("Ann | 1990-11-23 yearly", "36 years"),
        ("Ann | 1990-11-22 yearly", "in 364 days"),
        ("New year | 01-01", "in 39 days"),
        ("Leap | 02-29", "Feb 2027"),
    ],
)
def test_draw_says_how_long(now, line, words):
    assert words in shown(line)


def test_draw_counts_by_the_calendar_of_the_person_or_of_the_city(now):
    """It is already the 24th where a day begins fourteen hours before London's."""
    assert "today" in shown("Holiday | 2026-11-23", timezone="Europe/Berlin")
    assert "today" in shown("Holiday | 2026-11-23", timezone="Pacific/Kiritimati")
    html = draw("countdown", {"dates": "Start | 2026-11-23 20:30", "city": "Asia/Tokyo"})
    assert "in 2 hours" in html


def test_hours_are_counted_over_the_night_in_which_clocks_are_set_forward():
    now, start = datetime(2026, 3, 28, 22, 0, tzinfo=ZoneInfo("Europe/Berlin")), read_day("Start | 2026-03-29 08:00")
    assert distance(start, start.next_moment(now), now) == "in 9 hours"


def test_draw_puts_the_next_first_and_what_is_over_last(now):
    html = shown("Old | 2026-01-01\nFar | 2027-06-01\nNear | 2026-11-30\nLately | 2026-11-20")
    assert sorted(["Near", "Far", "Lately", "Old"], key=html.index) == ["Near", "Far", "Lately", "Old"]


def test_draw_without_days_is_empty():
    assert draw("countdown", {"dates": ""}) == ""


@pytest.mark.parametrize("line", ["Holiday", "Holiday | soon", "| 2026-12-24", "X | 2026-02-30", "X | 9999-01-01", "X | 2026-01-01 25:00"])  # fmt: skip
def test_settings_refuse_a_line_without_a_date_that_exists(line):
    with pytest.raises(configuration.InvalidConfiguration, match="has no date"):
        configuration.validate(countdown, {"dates": line})


def test_settings_refuse_too_many():
    with pytest.raises(configuration.InvalidConfiguration, match="60 are the most"):
        configuration.validate(countdown, {"dates": "X | 2026-12-24\n" * 61})
