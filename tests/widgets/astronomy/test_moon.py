"""Phases, light, risings and settings of the moon against almanacs; tolerances are said beside the values."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from widgets.astronomy import moon_light, moon_phases, moon_times
from widgets.astronomy.moon import NAMES, moon_position


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("new", "2017-08-21T18:30"),  # the eclipses of these days are well remembered
        ("full", "2018-07-27T20:20"),
        ("new", "2024-04-08T18:21"),
        ("full", "2025-03-14T06:55"),
        ("full", "2025-09-07T18:09"),
        ("new", "2026-08-12T17:37"),
        ("new", "1977-02-18T03:37"),  # Meeus, example 49.a
        ("last-quarter", "2044-01-21T23:47"),  # Meeus, example 49.b
    ],
)
def test_phases_come_within_three_minutes_of_the_almanac(name, moment):
    found = moon_phases(at(moment) - timedelta(days=2), 1)[0]
    assert found.name == name
    assert abs(found.moment - at(moment)) <= timedelta(minutes=3), found


def test_phases_follow_each_other_for_years():
    phases = moon_phases(at("2020-01-01T00:00"), 400)
    first = NAMES.index(phases[0].name)
    assert [phase.name for phase in phases] == [NAMES[(first + step) % 4] for step in range(400)]
    apart = [(b.moment - a.moment) / timedelta(days=1) for a, b in itertools.pairwise(phases)]
    assert min(apart) > 6.4
    assert max(apart) < 8.4


def test_phases_asked_for_again_at_one_go_on_to_the_next():
    first, second = moon_phases(at("2026-01-01T00:00"), 2)
    assert moon_phases(first.moment, 1)[0].name == second.name


def test_position_and_light_are_those_of_the_book():
    """Meeus, examples 47.a and 48.a: 12 April 1992, 0 h dynamical time."""
    moment = at("1992-04-12T00:00") - timedelta(seconds=69)
    found = moon_position(moment)
    assert found.longitude == pytest.approx(133.167265, abs=0.01)
    assert found.latitude == pytest.approx(-3.229126, abs=0.01)
    assert found.distance == pytest.approx(368_409.7, abs=100)
    assert moon_light(moment).fraction == pytest.approx(0.6786, abs=0.005)


def test_light_is_none_all_and_half():
    new, first, full, last = moon_phases(at("2026-08-10T00:00"), 4)
    assert moon_light(new.moment).fraction < 0.01
    assert moon_light(full.moment).fraction > 0.99
    assert moon_light(first.moment).fraction == pytest.approx(0.5, abs=0.01)
    assert moon_light(last.moment).age == pytest.approx(0.75, abs=0.001)


def test_full_moon_rises_near_sunset_and_new_moon_with_the_sun():
    berlin = (52.52, 13.405, ZoneInfo("Europe/Berlin"))
    full, new = moon_times(date(2025, 3, 14), *berlin), moon_times(date(2026, 8, 12), *berlin)
    assert full.rise.astimezone(berlin[2]).hour in {18, 19}
    assert new.rise.astimezone(berlin[2]).hour in {4, 5, 6}


def test_rising_skips_about_a_day_a_month():
    """Each day the moon rises some 50 minutes later, so in a lunar month one day has no moonrise."""
    rises = [moon_times(date(2026, 1, 1) + timedelta(days=day), 50, 0).rise for day in range(365)]
    assert 11 <= rises.count(None) <= 13
    gaps = [b - a for a, b in itertools.pairwise(rises) if a and b]
    assert all(timedelta(hours=24) < gap < timedelta(hours=26) for gap in gaps)
