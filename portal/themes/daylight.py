"""When it gets light and dark at a place, as the pages follow it. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from portal.themes.palettes import Mode
from widgets.astronomy.sun import sun_times


class Turn(NamedTuple):
    """From this moment on it is light, or dark."""

    moment: datetime
    mode: Mode


def turns(latitude: float, longitude: float, now: datetime, days: int = 4) -> list[Turn]:
    """The last turn before `now` and those of the coming days; only the former where the sun stays up or down."""
    first = (now.astimezone(UTC) - timedelta(days=2)).date()
    found = sorted(
        turn for day in range(days + 3) for turn in _of_day(first + timedelta(days=day), latitude, longitude)
    )
    changes = [found[0], *(turn for before, turn in pairwise(found) if before.mode != turn.mode)]
    past = [turn for turn in changes if turn.moment <= now]
    return [past[-1], *(turn for turn in changes if turn.moment > now)]


def _of_day(day: date, latitude: float, longitude: float) -> Iterator[Turn]:
    sun = sun_times(day, latitude, longitude)
    if sun.polar:
        yield Turn(sun.noon, "light" if sun.polar == "day" else "dark")
    if sun.sunrise:
        yield Turn(sun.sunrise, "light")
    if sun.sunset:
        yield Turn(sun.sunset, "dark")
