"""The moon: its phases, how much of it is lit, when it rises and sets."""

from datetime import date, datetime, timedelta, tzinfo
from math import asin, atan2, degrees
from typing import Literal, NamedTuple

from widgets.astronomy.sky import DAY, Position, altitude, centuries, cosine, crossing, midday, sine, turned
from widgets.astronomy.sun import sun_position

PhaseName = Literal["new", "first-quarter", "full", "last-quarter"]
NAMES: tuple[PhaseName, ...] = ("new", "first-quarter", "full", "last-quarter")
#: From one new moon to the next, on average.
MONTH = timedelta(days=29.530588861)

#: The largest terms of Meeus, table 47.A: multiples of D, M, M', F; longitude in 1e-6 degrees; distance in metres.
LONGITUDE_AND_DISTANCE = (
    (0, 0, 1, 0, 6_288_774, -20_905_355), (2, 0, -1, 0, 1_274_027, -3_699_111), (2, 0, 0, 0, 658_314, -2_955_968),
    (0, 0, 2, 0, 213_618, -569_925), (0, 1, 0, 0, -185_116, 48_888), (0, 0, 0, 2, -114_332, -3_149),
    (2, 0, -2, 0, 58_793, 246_158), (2, -1, -1, 0, 57_066, -152_138), (2, 0, 1, 0, 53_322, -170_733),
    (2, -1, 0, 0, 45_758, -204_586), (0, 1, -1, 0, -40_923, -129_620), (1, 0, 0, 0, -34_720, 108_743),
    (0, 1, 1, 0, -30_383, 104_755), (2, 0, 0, -2, 15_327, 10_321), (0, 0, 1, 2, -12_528, 0),
    (0, 0, 1, -2, 10_980, 79_661), (4, 0, -1, 0, 10_675, -34_782), (0, 0, 3, 0, 10_034, -23_210),
    (4, 0, -2, 0, 8_548, -21_636), (2, 1, -1, 0, -7_888, 24_208), (2, 1, 0, 0, -6_766, 30_824),
    (1, 0, -1, 0, -5_163, -8_379), (1, 1, 0, 0, 4_987, -16_675), (2, -1, 1, 0, 4_036, -12_831),
    (2, 0, 2, 0, 3_994, -10_445), (4, 0, 0, 0, 3_861, -11_650), (2, 0, -3, 0, 3_665, 14_403),
    (0, 1, -2, 0, -2_689, -7_003), (2, 0, -1, 2, -2_602, 0), (2, -1, -2, 0, 2_390, 10_056),
    (1, 0, 1, 0, -2_348, 6_322), (2, -2, 0, 0, 2_236, -9_884), (0, 1, 2, 0, -2_120, 5_751),
    (0, 2, 0, 0, -2_069, 0), (2, -2, -1, 0, 2_048, -4_950),
)  # fmt: skip
#: The same of table 47.B: latitude in 1e-6 degrees.
LATITUDE = (
    (0, 0, 0, 1, 5_128_122), (0, 0, 1, 1, 280_602), (0, 0, 1, -1, 277_693), (2, 0, 0, -1, 173_237),
    (2, 0, -1, 1, 55_413), (2, 0, -1, -1, 46_271), (2, 0, 0, 1, 32_573), (0, 0, 2, 1, 17_198),
    (2, 0, 1, -1, 9_266), (0, 0, 2, -1, 8_822), (2, -1, 0, -1, 8_216), (2, 0, -2, -1, 4_324),
    (2, 0, 1, 1, 4_200), (2, 1, 0, -1, -3_359), (2, -1, -1, 1, 2_463),
)  # fmt: skip


class Phase(NamedTuple):
    """One of the four phases and its moment in universal time."""

    name: PhaseName
    moment: datetime


class MoonLight(NamedTuple):
    """How the moon looks: `fraction` of its disc that is lit, `age` in turns since new moon (0.5 is full)."""

    fraction: float
    age: float


class MoonTimes(NamedTuple):
    """Rising and setting within one calendar day, in universal time; about once a month there is none."""

    rise: datetime | None
    set: datetime | None


def moon_light(moment: datetime) -> MoonLight:
    """Within half a per cent (Meeus, Astronomical Algorithms, 2nd ed., ch. 48)."""
    moon, sun = moon_position(moment), sun_position(moment)
    apart = cosine(moon.latitude) * cosine(moon.longitude - sun.longitude)
    across = (1 - apart * apart) ** 0.5
    angle = degrees(atan2(sun.distance * across, moon.distance - sun.distance * apart))
    return MoonLight((1 + cosine(angle)) / 2, _elongation(moment) / 360)


def moon_phases(after: datetime, count: int = 4) -> list[Phase]:
    """The next phases, to about two minutes: when moon and sun stand a quarter, a half ... of a turn apart."""
    phases: list[Phase] = []
    moment = after
    while len(phases) < count:
        quarter = int(_elongation(moment) // 90 + 1) % 4
        moment = _meeting(quarter * 90, moment)
        if moment - after > timedelta(minutes=1):  # asked at a phase, the answer begins with the next
            phases.append(Phase(NAMES[quarter], moment))
        moment += DAY
    return phases


def moon_times(day: date, latitude: float, longitude: float, zone: tzinfo | None = None) -> MoonTimes:
    """Within some two minutes: the hours of the day are searched for the moon's upper edge passing the horizon."""
    start = midday(day, longitude, zone) - DAY / 2
    hour = timedelta(hours=1)
    rise: datetime | None = None
    setting: datetime | None = None

    def height(moment: datetime) -> float:
        moon = moon_position(moment)
        parallax = degrees(asin(6_378.14 / moon.distance))
        return altitude(moon, moment, latitude, longitude) - (0.7275 * parallax - 0.5667)

    for number in range(24):
        begin = start + number * hour
        if found := crossing(height, begin, begin + hour):
            if height(begin) > 0:
                setting = setting or found
            else:
                rise = rise or found
    return MoonTimes(rise, setting)


def moon_position(moment: datetime) -> Position:
    """To 0.01 degrees (Meeus, Astronomical Algorithms, 2nd ed., ch. 47, the largest terms of ELP 2000-82)."""
    t = centuries(moment)
    mean = 218.3164477 + 481_267.88123421 * t - 0.0015786 * t * t
    d = 297.8501921 + 445_267.1114034 * t - 0.0018819 * t * t
    m = 357.5291092 + 35_999.0502909 * t - 0.0001536 * t * t
    moon = 134.9633964 + 477_198.8675055 * t + 0.0087414 * t * t
    f = 93.2720950 + 483_202.0175233 * t - 0.0036539 * t * t
    narrowing = 1 - 0.002516 * t
    longitude = 3_958 * sine(119.75 + 131.849 * t) + 1_962 * sine(mean - f) + 318 * sine(53.09 + 479_264.29 * t)
    distance, latitude = 385_000_560.0, -2_235 * sine(mean)
    for a, b, c, e, along, away in LONGITUDE_AND_DISTANCE:
        angle, share = a * d + b * m + c * moon + e * f, narrowing ** abs(b)
        longitude += share * along * sine(angle)
        distance += share * away * cosine(angle)
    for a, b, c, e, across in LATITUDE:
        latitude += narrowing ** abs(b) * across * sine(a * d + b * m + c * moon + e * f)
    nutation = -0.00478 * sine(125.04 - 1_934.136 * t)
    return Position((mean + longitude / 1e6 + nutation) % 360, latitude / 1e6, distance / 1_000)


def _elongation(moment: datetime) -> float:
    """How far the moon is ahead of the sun, 0 to 360 degrees."""
    return (moon_position(moment).longitude - sun_position(moment).longitude) % 360


def _meeting(wanted: float, start: datetime) -> datetime:
    """When the elongation reaches an angle, at or after a moment that is less than half a month away."""
    moment = start + ((wanted - _elongation(start)) % 360) / 360 * MONTH
    for _again in range(5):
        moment += turned(wanted - _elongation(moment)) / 360 * MONTH
    return moment.replace(microsecond=0)
