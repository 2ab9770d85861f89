"""What widget templates may do with values, in Jinja2 and (by `{% load foyer %}`) in Django templates."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from widgets import charts, pictures
from widgets.times import short_date

MINUS = "\N{MINUS SIGN}"


def when(moment: datetime | None) -> SafeString | str:
    """A time that the browser turns into "3 min ago"; without JavaScript it stays a date."""
    if moment is None:
        return ""
    day = short_date(moment) if moment.year == datetime.now(UTC).year else f"{moment:%Y-%m-%d}"
    return format_html('<time datetime="{}" data-when>{}</time>', moment.isoformat(timespec="seconds"), day)


def sign(which: str) -> str:
    """Where one writes from the right, a sign would stand behind its number without the mark before it."""
    return f"\N{LEFT-TO-RIGHT MARK}{which}" if get_language_bidi() else which


def isolated(words: str) -> str:
    """Somebody's own words in a sentence of ours: where that runs from the right, they keep their order."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if get_language_bidi() else words


def number(value: float | None, digits: int = 0) -> str:
    """12,345.60 in the reader's language, with a real minus; a dash where there is no number."""
    if value is None:
        return "–"
    rounded = Decimal(f"{value:.{digits}f}")  # Django's own formatting cuts off
    shown = formats.number_format(abs(rounded), decimal_pos=digits, use_l10n=True, force_grouping=True)
    return f"{sign(MINUS) if rounded < 0 else ''}{shown}"


def signed(value: float | None, digits: int = 2) -> str:
    """A change: its sign is always there, so that colour need not carry it."""
    shown = number(value, digits)
    return f"{sign('+')}{shown}" if value is not None and round(value, digits) > 0 else shown


def picture(address: str, width: int = pictures.READING) -> str:
    """Where the page may load this picture from: always the portal itself, so that no stranger hears of a visit.

    Other people's pictures, and our own media when they are to be small, go through the portal's signed proxy.
    """
    if _is_ours(address) and (width >= pictures.READING or not pictures.is_own(address)):
        return address
    return pictures.address_of(address, width)


def favicon(address: str) -> str:
    """Where the page may load the sign of the site behind a link from."""
    return pictures.icon_of(address)


def _is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def outward(address: str) -> str:
    """The address of a link, or nothing where it would run code instead of leading somewhere."""
    return address if address.startswith(("https://", "http://")) or _is_ours(address) else ""


def told(chart: charts.Chart, what: str, digits: int = 0, unit: str = "") -> str:
    """A chart in words."""
    shown = {name: f"{number(getattr(chart, name), digits)}{unit}" for name in ("first", "last", "low", "high")}
    return charts.told(chart, what, **shown)


FILTERS: dict[str, Callable[..., Any]] = {
    "when": when,
    "number": number,
    "signed": signed,
    "picture": picture,
    "favicon": favicon,
    "outward": outward,
    "told": told,
}
