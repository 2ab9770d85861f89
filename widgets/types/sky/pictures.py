"""Two small drawings as numbers for SVG: the lit part of the moon, and the light of a day."""

from datetime import datetime, timedelta
from typing import NamedTuple

from widgets.astronomy import SunTimes

#: The moon's disc has its centre at 12, 12.
RADIUS = 10.0
#: A day is this wide.
WIDTH = 240.0


class Bar(NamedTuple):
    """Where twilight, daylight and the present moment stand in a day, from 0 to WIDTH; twilight is the wider one."""

    twilight: tuple[float, float]
    light: tuple[float, float]
    now: float


def lit_part(fraction: float, on_the_right: bool) -> str:
    """The path of the lit part: half the edge of the disc, and back along half an ellipse."""
    across = RADIUS * abs(1 - 2 * fraction)
    sweep, bulges = int(on_the_right), (fraction > 0.5) == on_the_right
    return f"M12 2A{RADIUS:g} {RADIUS:g} 0 0 {sweep} 12 22A{across:.2f} {RADIUS:g} 0 0 {int(bulges)} 12 2Z"


def day_bar(here: datetime, sun: SunTimes) -> Bar:
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)

    def at(moment: datetime) -> float:
        return round(min(max((moment - midnight) / timedelta(days=1), 0), 1) * WIDTH, 1)

    def span(start: datetime | None, end: datetime | None, is_all: bool) -> tuple[float, float]:
        if start is None and end is None:
            return (0, WIDTH) if is_all else (0, 0)
        left, right = at(start) if start else 0, at(end) if end else WIDTH
        return left, round(max(right - left, 0), 1)

    light = span(sun.sunrise, sun.sunset, sun.polar == "day")
    return Bar(span(sun.dawn, sun.dusk, sun.polar == "day" or light[1] > 0), light, at(here))
