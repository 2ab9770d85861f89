"""Cities and time zones: by the names that people type, and where they lie."""

import re
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from widgets.base import Place

#: ISO 6709 as the table writes it: ±DDMM±DDDMM, with seconds or without.
POINT = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d{3})(\d\d)(\d\d)?")


def find_zone(words: str) -> str | None:
    """The IANA zone of "Europe/Berlin", "berlin" or "New York"."""
    wanted = words.strip().replace(" ", "_").lower()
    return _zones().get(wanted)


@cache
def _zones() -> dict[str, str]:
    """By the names they are found with, of which the whole ones come first. Asking for all reads hundreds of files."""
    zones = sorted(available_timezones(), reverse=True)
    return {zone.rpartition("/")[2].lower(): zone for zone in zones} | {zone.lower(): zone for zone in zones}


def city_of(zone: str) -> str:
    """ "New York" of "America/New_York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def place_of(zone: str) -> Place | None:
    """The zone's principal city with its coordinates; None for "UTC" and its like."""
    point = _points().get(zone)
    return Place(city_of(zone), *point, zone) if point else None


class CityField(forms.CharField):
    """A city or a time zone, stored as its IANA zone; empty is the person's own."""

    def __init__(self, **options: Any) -> None:
        told = {"label": gettext_lazy("City"), "max_length": 60, "required": False}
        super().__init__(**{**told, **options})

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if not words:
            return ""
        if zone := find_zone(words):
            return zone
        raise ValidationError(
            _("No time zone is known for %(place)s. Try a larger city nearby."), params={"place": words}
        )


@cache
def _points() -> dict[str, tuple[float, float]]:
    """Degrees north and east of each zone's principal city, from the table that comes with the time zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: _degrees(row[1]) for row in rows}


def _degrees(text: str) -> tuple[float, float]:
    found = POINT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    parts = [part or "0" for part in found.groups()]
    halves = (parts[:4], parts[4:])
    north, east = (
        float(f"{sign}1") * (int(whole) + int(minutes) / 60 + int(seconds) / 3600)
        for sign, whole, minutes, seconds in halves
    )
    return round(north, 4), round(east, 4)
