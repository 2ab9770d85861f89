"""What calendars have in one month, on the viewer's days."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from widgets.base import SourceView, Viewer
from widgets.times import clock, moment


@dataclass(frozen=True, slots=True)
class Planned:
    """`days` are those of the month; `time` is empty for whole days."""

    title: str
    url: str
    start: datetime
    time: str
    days: tuple[date, ...]


def planned(calendars: Sequence[SourceView], first: date, viewer: Viewer) -> list[Planned]:
    """In the order of their days, whole days first."""
    events = (event for source in calendars for event in source.payload.get("events", []))
    return sorted(_within(events, first, viewer), key=lambda each: (each.days[0], bool(each.time), each.start))


def busy_days(events: Iterable[Planned]) -> Counter[date]:
    return Counter(day for each in events for day in each.days)


def _within(events: Iterable[Mapping[str, Any]], first: date, viewer: Viewer) -> Iterator[Planned]:
    zone = ZoneInfo(viewer.timezone)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    for event in events:
        start, end = moment(event["start"], zone), moment(event["end"] or event["start"], zone)
        if days := _days(start, end, first, last):
            time = "" if event["all_day"] else clock(start, viewer)
            yield Planned(event["title"], event["url"], start, time, days)


def _days(start: datetime, end: datetime, first: date, last: date) -> tuple[date, ...]:
    """From the first to the last day; an end at midnight is the day before."""
    ends = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    begins, ends = max(start.date(), first), min(ends, last)
    return tuple(begins + timedelta(days=number) for number in range((ends - begins).days + 1))
