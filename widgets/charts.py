"""Numbers over time as a small drawing: shapes for SVG, the marks of its axes, and the same in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

from django.utils import formats
from django.utils.translation import gettext, ngettext

from widgets.times import short_date

Shape = Literal["line", "area", "bars"]
#: The box of the drawing, which the page stretches; the line keeps away from its edges.
WIDTH, HEIGHT, EDGE = 100.0, 24.0, 2.0
#: More points than this cannot be told apart.
MOST = 400
HOUR, DAY = 3600.0, 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """`line` and `ground` are SVG paths; the values are those to be named beside the drawing and in words.

    `floor` is what the lower edge stands for: the lowest value, or zero.
    """

    shape: Shape
    line: str
    ground: str
    bars: Sequence[Bar]
    first: float
    last: float
    low: float
    high: float
    floor: float
    start: str
    end: str
    span: str


def draw(
    points: Iterable[tuple[float, float | None]],
    *,
    shape: Shape = "line",
    zone: tzinfo = UTC,
    hour12: bool = False,
    from_zero: bool = False,
) -> Chart | None:
    """Of (Unix seconds, value) pairs, oldest first. None where fewer than two values are known.

    What is not known is bridged by a line, and a bar of full height among bars.
    """
    every = list(points)
    every = every[:: len(every) // MOST + 1]
    known = [(moment, value) for moment, value in every if value is not None]
    if len(known) < 2:
        return None
    values = [value for _moment, value in known]
    low, high = min(values), max(values)
    floor = min(low, 0.0) if from_zero or shape == "bars" else low
    places = _places(known, floor, high)
    start, end = known[0][0], known[-1][0]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return Chart(
        shape=shape,
        line=line,
        ground=f"{line}V{HEIGHT:g}H0Z",
        bars=_bars([value for _moment, value in every], floor, high) if shape == "bars" else (),
        first=values[0],
        last=values[-1],
        low=low,
        high=high,
        floor=floor,
        start=_mark(start, end - start, zone, hour12),
        end=_mark(end, end - start, zone, hour12),
        span=span(end - start),
    )


def spark(values: Iterable[float | None]) -> Chart | None:
    """Of values alone, in equal steps."""
    return draw(enumerate(values))


def _places(known: Sequence[tuple[float, float]], floor: float, high: float) -> list[tuple[float, float]]:
    start, wide = known[0][0], (known[-1][0] - known[0][0]) or 1.0
    return [((moment - start) * WIDTH / wide, _height(value, floor, high)) for moment, value in known]


def _height(value: float, floor: float, high: float) -> float:
    return HEIGHT - EDGE - (value - floor) * (HEIGHT - 2 * EDGE) / ((high - floor) or 1.0)


def _bars(values: Sequence[float | None], floor: float, high: float) -> list[Bar]:
    """Side by side: bars stand for equal spans of time."""
    step = WIDTH / len(values)
    zero = min(max(_height(0, floor, high), 0.0), HEIGHT - EDGE)
    ends = [(EDGE, HEIGHT - EDGE) if value is None else (_height(value, floor, high), zero) for value in values]
    sizes = [(min(end), max(abs(end[0] - end[1]), 0.3)) for end in ends]
    return [
        Bar(round(number * step, 2), round(y, 2), round(step * 0.8, 2), round(tall, 2), is_gap=values[number] is None)
        for number, (y, tall) in enumerate(sizes)
    ]


def _mark(moment: float, length: float, zone: tzinfo, hour12: bool) -> str:
    """A time of day for charts of hours, a day for longer ones; nothing for numbers that are no times."""
    if moment < DAY:
        return ""
    try:
        there = datetime.fromtimestamp(moment, zone)
    except (ValueError, OverflowError, OSError):
        return ""
    if length <= 2 * DAY:
        return formats.time_format(there, "g A" if hour12 else "H:i")
    return short_date(there) if length < 300 * DAY else formats.date_format(there, "M Y")


def span(seconds: float) -> str:
    """How long that is, in words."""
    if seconds < 2 * DAY:
        hours = max(round(seconds / HOUR), 1)
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(seconds / DAY)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def told(chart: Chart, what: str, *, first: str, last: str, low: str, high: str) -> str:
    """The chart as a sentence, for who cannot see it; the numbers as they are written elsewhere."""
    values = {"what": what, "first": first, "last": last, "low": low, "high": high, "span": chart.span}
    if not chart.start:
        return gettext("%(what)s: from %(first)s to %(last)s, lowest %(low)s, highest %(high)s") % values
    return gettext("%(what)s: from %(first)s to %(last)s in %(span)s, lowest %(low)s, highest %(high)s") % values
