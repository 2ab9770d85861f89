"""An iCalendar file to the events of a window."""

import signal
from datetime import UTC, date, datetime, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from widgets.parsers.encoding import decoded
from widgets.parsers.errors import Unreadable

MAX_EVENTS = 200
MAX_DAYS = 366
#: Seconds for the recurrences: an hourly event since 1900 would keep us busy for minutes. The alarm ends the child.
SECONDS = 1.2


def parse(body: bytes, start: str, days: int) -> dict[str, Any]:
    text = decoded(body, "")
    if "BEGIN:VCALENDAR" not in text[:5000].upper():
        raise Unreadable("not-a-calendar")
    begin = datetime.fromisoformat(start)
    end = begin + timedelta(days=min(days, MAX_DAYS))
    found: list[dict[str, Any]] = []
    calendars = Calendar.from_ical(text, multiple=True)
    if not calendars:
        raise Unreadable("broken-calendar")
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    for calendar in calendars:
        # One event without a beginning would cost us all the others.
        calendar.subcomponents = [part for part in calendar.subcomponents if part.name != "VEVENT" or "DTSTART" in part]
        occurrences = recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, end)
        found += [_event(occurrence) for occurrence in occurrences if occurrence.get("STATUS") != "CANCELLED"]
    found.sort(key=_moment)
    return {"events": found[:MAX_EVENTS]}


def _event(event: Any) -> dict[str, Any]:
    start, end = event.start, event.end
    return {
        "uid": _text(event, "UID", 300),
        "title": _text(event, "SUMMARY", 300),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "all_day": not isinstance(start, datetime),
        "location": _text(event, "LOCATION", 300),
        "url": url if (url := _text(event, "URL", 2048)).startswith(("http://", "https://")) else "",
    }


def _text(event: Any, name: str, limit: int) -> str:
    return " ".join(str(event.get(name, "")).split())[:limit]


def _moment(event: dict[str, Any]) -> datetime:
    """Days and times without a zone are sorted as if they were UTC."""
    if event["all_day"]:
        return datetime.combine(date.fromisoformat(event["start"]), datetime.min.time(), UTC)
    start = datetime.fromisoformat(event["start"])
    return start if start.tzinfo else start.replace(tzinfo=UTC)
