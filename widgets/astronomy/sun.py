"""Sunrise, sunset and twilight."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from widgets.astronomy.sky import DAY, Position, altitude, centuries, cosine, crossing, midday, sine, turned

#: Altitude of the sun's centre when its upper edge is on the horizon: refraction and half its width.
RISING = -0.833
CIVIL, NAUTICAL, ASTRONOMICAL = -6.0, -12.0, -18.0


@dataclass(frozen=True, slots=True)
class SunTimes:
    """One day's sun, in universal time; None for what does not happen that day.

    `polar` says why there is no rising and setting: the sun stays up ("day") or down ("night"). `length` is the time
    it is up. `dawn` and `dusk` are those of civil twilight: light enough to read outside.
    """

    noon: datetime
    sunrise: datetime | None
    sunset: datetime | None
    dawn: datetime | None
    dusk: datetime | None
    nautical_dawn: datetime | None
    nautical_dusk: datetime | None
    astronomical_dawn: datetime | None
    astronomical_dusk: datetime | None
    polar: Literal["day", "night"] | None
    length: timedelta


def sun_times(day: date, latitude: float, longitude: float, zone: tzinfo | None = None) -> SunTimes:
    """The sun of a calendar day at a place (degrees north and east); `zone` says whose calendar, else the sun's own.

    Within a minute or two of the almanac between the polar circles; there, refraction makes any forecast coarser.
    """
    noon = _noon(midday(day, longitude, zone), longitude)

    def pair(limit: float) -> tuple[datetime | None, datetime | None]:
        def height(moment: datetime) -> float:
            return sun_altitude(moment, latitude, longitude) - limit

        return crossing(height, noon - DAY / 2, noon), crossing(height, noon, noon + DAY / 2)

    (sunrise, sunset), civil, nautical, astronomical = map(pair, (RISING, CIVIL, NAUTICAL, ASTRONOMICAL))
    is_up = sun_altitude(noon, latitude, longitude) > RISING
    polar = _polar(is_up) if sunrise is None and sunset is None else None
    begin, end = sunrise or noon - DAY / 2, sunset or noon + DAY / 2
    length = end - begin if is_up else timedelta()
    return SunTimes(noon, sunrise, sunset, *civil, *nautical, *astronomical, polar, length)


def sun_altitude(moment: datetime, latitude: float, longitude: float) -> float:
    """Degrees of the sun's centre above the horizon, without refraction."""
    return altitude(sun_position(moment), moment, latitude, longitude)


def sun_position(moment: datetime) -> Position:
    """Apparent place of the sun, to 0.01 degrees (Meeus, Astronomical Algorithms, 2nd ed., ch. 25, low accuracy)."""
    t = centuries(moment)
    mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
    anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly)
        + (0.019993 - 0.000101 * t) * sine(2 * anomaly)
        + 0.000289 * sine(3 * anomaly)
    )
    node = 125.04 - 1_934.136 * t
    eccentricity = 0.016708634 - 0.000042037 * t
    radius = 1.000001018 * (1 - eccentricity**2) / (1 + eccentricity * cosine(anomaly + centre))
    return Position((mean + centre - 0.00569 - 0.00478 * sine(node)) % 360, 0.0, radius * 149_597_870.7)


def equation_of_time(moment: datetime) -> timedelta:
    """By how much a sundial is ahead of the clock (Smart's formula, Meeus 28.3); to half a minute."""
    t = centuries(moment)
    mean = 280.46646 + 36_000.76983 * t
    anomaly = 357.52911 + 35_999.05029 * t
    tilted, eccentricity = 0.0430363, 0.016708634
    angle = (
        tilted * sine(2 * mean)
        - 2 * eccentricity * sine(anomaly)
        + 4 * eccentricity * tilted * sine(anomaly) * cosine(2 * mean)
        - tilted * tilted / 2 * sine(4 * mean)
        - 5 / 4 * eccentricity**2 * sine(2 * anomaly)
    )
    return timedelta(days=angle / 6.283185307)


def _noon(around: datetime, longitude: float) -> datetime:
    """The culmination of the sun that is nearest to a moment."""
    sundial = (around + equation_of_time(around)).astimezone(UTC)
    hours = sundial.hour + sundial.minute / 60 + sundial.second / 3600
    away = turned((hours - 12) * 15 + longitude) / 15
    return (around - timedelta(hours=away)).replace(microsecond=0)


def _polar(is_up: bool) -> Literal["day", "night"]:
    return "day" if is_up else "night"
