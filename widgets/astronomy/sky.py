"""Time, angles and altitudes: what sun and moon have in common."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import asin, atan2, cos, degrees, radians, sin, tan
from typing import NamedTuple

#: Midday of 1 January 2000, from which Meeus counts.
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
#: Dynamical minus universal time, in seconds: 64 in 2000, 69 in 2026; a minute more or less is nothing here.
DELTA_T = 69.0
DAY = timedelta(days=1)


class Position(NamedTuple):
    """Geocentric ecliptic longitude and latitude of date, in degrees; distance in km."""

    longitude: float
    latitude: float
    distance: float


def centuries(moment: datetime) -> float:
    """Julian centuries of dynamical time since J2000."""
    return ((moment - J2000).total_seconds() + DELTA_T) / 86_400 / 36_525


def sine(angle: float) -> float:
    return sin(radians(angle))


def cosine(angle: float) -> float:
    return cos(radians(angle))


def turned(angle: float) -> float:
    """The same angle between -180 and 180 degrees."""
    return (angle + 180) % 360 - 180


def altitude(body: Position, moment: datetime, latitude: float, longitude: float) -> float:
    """Degrees above the true horizon of the Earth's centre (Meeus, Astronomical Algorithms, 2nd ed., ch. 12 and 13)."""
    tilt = radians(23.4392911 - 0.0130042 * centuries(moment))
    along, across = radians(body.longitude), radians(body.latitude)
    ascension = atan2(sin(along) * cos(tilt) - tan(across) * sin(tilt), cos(along))
    declination = asin(sin(across) * cos(tilt) + cos(across) * sin(tilt) * sin(along))
    hour_angle = radians(_sidereal(moment) + longitude) - ascension
    north = radians(latitude)
    return degrees(asin(sin(north) * sin(declination) + cos(north) * cos(declination) * cos(hour_angle)))


def _sidereal(moment: datetime) -> float:
    """Mean sidereal time at Greenwich, in degrees (Meeus 12.4)."""
    return (280.46061837 + 360.98564736629 * ((moment - J2000) / DAY)) % 360


def crossing(height: Callable[[datetime], float], start: datetime, end: datetime) -> datetime | None:
    """When a height that crosses zero once between two moments does so, to the second; None when it does not."""
    rises = height(end) > 0
    if (height(start) > 0) == rises:
        return None
    while end - start > timedelta(seconds=1):
        middle = start + (end - start) / 2
        start, end = (start, middle) if (height(middle) > 0) == rises else (middle, end)
    return end.replace(microsecond=0)


def midday(day: date, longitude: float, zone: tzinfo | None) -> datetime:
    """The middle of the day as people there count it; without their zone, by the sun."""
    if zone is not None:
        return datetime.combine(day, time(12), zone).astimezone(UTC)
    return datetime.combine(day, time(12), UTC) - timedelta(hours=longitude / 15)
