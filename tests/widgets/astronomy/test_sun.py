"""Sunrise, sunset and twilight against almanacs; tolerances are said beside the values."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from widgets.astronomy import sun_altitude, sun_times
from widgets.astronomy.sun import sun_position

GREENWICH, SYDNEY, NEW_YORK, TROMSO = (51.4779, 0.0), (-33.8688, 151.2093), (40.7128, -74.006), (69.6492, 18.9553)
TWO_MINUTES = timedelta(minutes=2)


@pytest.mark.parametrize(
    ("place", "zone", "day", "sunrise", "sunset"),
    [
        (GREENWICH, "Europe/London", date(2026, 6, 21), "04:43", "21:21"),
        (GREENWICH, "Europe/London", date(2026, 12, 21), "08:03", "15:53"),
        (SYDNEY, "Australia/Sydney", date(2026, 12, 22), "05:41", "20:05"),
        (SYDNEY, "Australia/Sydney", date(2026, 6, 21), "07:00", "16:54"),
        (NEW_YORK, "America/New_York", date(2026, 6, 21), "05:25", "20:31"),
    ],
)
def test_sun_rises_and_sets_as_in_the_almanac(place, zone, day, sunrise, sunset):
    times = sun_times(day, *place, ZoneInfo(zone))
    for found, expected in ((times.sunrise, sunrise), (times.sunset, sunset)):
        wanted = datetime.combine(day, datetime.strptime(expected, "%H:%M").time(), ZoneInfo(zone))
        assert abs(found - wanted) <= TWO_MINUTES, found


def test_position_is_that_of_the_book():
    """Meeus, example 25.a: 13 October 1992, 0 h dynamical time."""
    found = sun_position(datetime(1992, 10, 13, tzinfo=UTC) - timedelta(seconds=69))
    assert found.longitude == pytest.approx(199.90895, abs=0.001)
    assert found.distance / 149_597_870.7 == pytest.approx(0.99766, abs=0.00001)


@pytest.mark.parametrize(
    ("day", "polar"),
    [
        (date(2026, 6, 21), "day"), (date(2026, 5, 25), "day"), (date(2026, 12, 21), "night"),
        (date(2026, 3, 20), None), (date(2026, 9, 23), None),
    ],
)  # fmt: skip
def test_sun_of_tromso_stays_up_in_summer_and_down_in_winter(day, polar):
    times = sun_times(day, *TROMSO, ZoneInfo("Europe/Oslo"))
    assert times.polar == polar
    assert (times.sunrise is None) == (polar is not None)
    if polar:
        assert times.length == (timedelta(days=1) if polar == "day" else timedelta())


def test_day_is_as_long_as_the_night_about_the_equinox_everywhere():
    """Refraction and the sun's width make it some minutes longer than half a day."""
    for latitude in (-50, -20, 0, 20, 50):
        length = sun_times(date(2026, 3, 20), latitude, 0).length
        assert timedelta(hours=12, minutes=5) < length < timedelta(hours=12, minutes=14)


def test_twilights_follow_each_other():
    times = sun_times(date(2026, 4, 1), *GREENWICH)
    order = [
        times.astronomical_dawn, times.nautical_dawn, times.dawn, times.sunrise, times.noon,
        times.sunset, times.dusk, times.nautical_dusk, times.astronomical_dusk,
    ]  # fmt: skip
    assert order == sorted(order)


def test_midsummer_in_greenwich_has_no_dark_night():
    times = sun_times(date(2026, 6, 21), *GREENWICH)
    assert times.astronomical_dawn is None
    assert times.nautical_dusk


@pytest.mark.parametrize(
    ("zone", "longitude"), [("Pacific/Kiritimati", -157.4), ("Pacific/Pago_Pago", -170.7), ("Asia/Shanghai", 76.0)]
)
def test_day_is_that_of_the_calendar_there_on_both_sides_of_the_date_line(zone, longitude):
    noon = sun_times(date(2026, 3, 1), 0, longitude, ZoneInfo(zone)).noon
    assert noon.astimezone(ZoneInfo(zone)).date() == date(2026, 3, 1)
    assert sun_altitude(noon, 0, longitude) > 80


@pytest.mark.parametrize("latitude", [-90, 90])
def test_poles_have_one_day_a_year(latitude):
    assert sun_times(date(2026, 6, 21), latitude, 0).polar == ("day" if latitude > 0 else "night")
