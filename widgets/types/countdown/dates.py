"""Reads lines such as "Ann's birthday | 1990-05-17 yearly"."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

LINE = re.compile(
    r"(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2}))?(?P<yearly>\s+yearly)?"
)
#: A leap year, in which every date exists.
LEAP = 2024


class NotADay(ValueError):
    """A line without a date that exists."""


class Day(NamedTuple):
    """A date in a year, or of every year; `year` is then the first one, if it is known."""

    title: str
    year: int | None
    month: int
    day: int
    time: time
    has_time: bool
    is_yearly: bool

    def next_moment(self, now: datetime) -> datetime:
        """The day itself; of a yearly one that of this year, or of the next one if it is over."""
        if not self.is_yearly and self.year:
            return self._in(self.year, now)
        moment = self._in(max(now.year, self.year or 0), now)
        is_over = moment < now if self.has_time else moment.date() < now.date()
        return self._in(moment.year + 1, now) if is_over else moment

    def _in(self, year: int, now: datetime) -> datetime:
        """29 February is kept on the 28th where there is none."""
        try:
            day = date(year, self.month, self.day)
        except ValueError:
            day = date(year, self.month, 28)
        return datetime.combine(day, self.time, now.tzinfo)


def read_days(lines: str) -> list[Day]:
    """Raises NotADay."""
    return [read_day(line) for line in map(str.strip, lines.splitlines()) if line]


def read_day(line: str) -> Day:
    title, _bar, when = (part.strip() for part in line.rpartition("|"))
    found = LINE.fullmatch(when)
    if found is None or not title:
        raise NotADay(line)
    year = int(found["year"]) if found["year"] else None
    try:
        date(year or LEAP, int(found["month"]), int(found["day"]))
        at = time(int(found["hour"] or 0), int(found["minute"] or 0))
    except ValueError:
        raise NotADay(line) from None
    if year is not None and not 1 < year < 9_000:
        raise NotADay(line)
    is_yearly = bool(found["yearly"]) or year is None
    return Day(title, year, int(found["month"]), int(found["day"]), at, bool(found["hour"]), is_yearly)
