"""Moments as a panel writes them: in the viewer's time zone and clock."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from widgets.base import Viewer


def here(seconds: float, viewer: Viewer) -> datetime:
    """Unix seconds (see `untrusted.seconds`) as the viewer's clock has them."""
    return datetime.fromtimestamp(seconds, ZoneInfo(viewer.timezone))


def moment(text: str, zone: tzinfo | None) -> datetime:
    """Of a calendar. Whole days and floating times have no zone: they mean the viewer's own."""
    found = datetime.fromisoformat(text)
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)


def short_date(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """ "23 Nov", "Mon 23 Nov" or "23 Nov 2027", in the order and with the points of the language."""
    return formats.date_format(day, _("D j M") if weekday else _("j M Y") if year else _("j M"))


def clock(moment: datetime, viewer: Viewer) -> str:
    return formats.time_format(moment, "g:i A" if viewer.hour12 else "H:i")


def day(moment: date, today: date) -> str:
    """Today, Tomorrow, else the day with its name."""
    if moment == today:
        return _("Today")
    return _("Tomorrow") if moment == today + timedelta(days=1) else short_date(moment, weekday=True)


def day_and_clock(moment: datetime, now: datetime, viewer: Viewer) -> str:
    """The time alone for what is today."""
    time = clock(moment, viewer)
    today = now.astimezone(moment.tzinfo).date()
    return time if moment.date() == today else f"{day(moment.date(), today)}, {time}"
