"""What an answer's headers say about time: when to come back, and for how long it is fresh."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=1)


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Seconds or a date; nothing for nonsense and for the past, never more than a day."""
    value = value.strip()
    if value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), LONGEST) or None
    wait = (date - now) if (date := http_date(value)) else timedelta(0)
    return min(wait, LONGEST) if wait > timedelta(0) else None


def freshness(headers: Mapping[str, str]) -> timedelta | None:
    """For how long the server says that its answer stays good (`Cache-Control: max-age`), at most a day."""
    found = re.search(r"(?:^|[,\s])max-age=\"?(\d{1,9})", headers.get("cache-control", "").lower())
    return min(timedelta(seconds=int(found[1])), LONGEST) if found else None


def http_date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
