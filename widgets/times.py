"""Moments as a panel writes them: in the viewer's time zone and clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from widgets.base import Viewer


def here(seconds: float, viewer: Viewer) -> datetime:
    """Unix seconds (see `untrusted.seconds`) as the viewer's clock has them."""
    return datetime.fromtimestamp(seconds, ZoneInfo(viewer.timezone))


def clock(moment: datetime, viewer: Viewer) -> str:
    return formats.time_format(moment, "g:i A" if viewer.hour12 else "H:i")


def day(moment: date, today: date) -> str:
    """Today, Tomorrow, else the day with its name."""
    if moment == today:
        return _("Today")
    return _("Tomorrow") if moment == today + timedelta(days=1) else formats.date_format(moment, "D j M")


def day_and_clock(moment: datetime, now: datetime, viewer: Viewer) -> str:
    """The time alone for what is today."""
    time = clock(moment, viewer)
    today = now.astimezone(moment.tzinfo).date()
    return time if moment.date() == today else f"{day(moment.date(), today)}, {time}"
