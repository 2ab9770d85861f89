"""The few style sheets that are made for a look: its accent, and day and night at a place. Their addresses say it all.

What such a sheet contains follows from its address alone, so that a drawn page can be kept while its sheet is fetched
once (an accent) or when the light changes (the sun).
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse

from portal.themes.accents import accents
from portal.themes.colour import to_hex
from portal.themes.daylight import turns
from portal.themes.looks import CHOICES, Look
from portal.themes.palettes import Mode, rgb

NAME = re.compile(r"(?P<palette>[a-z]+)-(?P<contrast>[a-z]+)-(?P<accent>[0-9a-f]{6})\Z")


def addresses(look: Look, sun: str) -> list[str]:
    """Of the sheets this look needs beside those that everybody has."""
    found = [accent_address(look.palette, look.contrast, look.accent)] if look.accent else []
    return [*found, sun] if look.theme == "sunset" and sun else found


@lru_cache(maxsize=100)
def bar_colour(palette: str, mode: Mode) -> str:
    """For the bars of the browser around the page."""
    return to_hex(rgb(palette, "surface-1", mode))


@lru_cache(maxsize=1000)
def accent_address(palette: str, contrast: str, accent: str) -> str:
    name = f"{palette}-{contrast}-{accent.removeprefix('#')}"
    return reverse("theme_accent", args=[name, digest(accent_sheet(name))])


def digest(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def accent_sheet(name: str) -> str:
    """Raises ValueError for a name that is none."""
    parts = NAME.match(name)
    if not parts or parts["palette"] not in CHOICES["palette"] or parts["contrast"] not in CHOICES["contrast"]:
        raise ValueError(name)
    chosen, palette = f"#{parts['accent']}", parts["palette"]
    usual = _accent_tokens(chosen, palette, parts["contrast"])
    strong = _accent_tokens(chosen, palette, "high")
    return f"html:root {{ {usual} }}\n@media (prefers-contrast: more) {{ html:root {{ {strong} }} }}\n"


def _accent_tokens(chosen: str, palette: str, contrast: str) -> str:
    found = accents(chosen, palette, contrast)
    light, dark = found["light"], found["dark"]
    mended = " ".join(mode for mode, accent in found.items() if accent.is_mended)
    return (
        f"--accent: light-dark({light.colour}, {dark.colour}); --on-accent: light-dark({light.on}, {dark.on}); "
        f'--accent-soft: light-dark({light.soft}, {dark.soft}); --accent-mended: "{mended}";'
    )


def sun_address(place: Mapping[str, Any] | None) -> str:
    """Rounded to a tenth of a degree: less than half a minute of sun, and no house can be told from it."""
    if not place:
        return ""
    return reverse("theme_sun", args=[f"{place['latitude']:.1f}", f"{place['longitude']:.1f}"])


def sun_sheet(latitude: float, longitude: float, now: datetime) -> tuple[str, int]:
    """The sheet and for how many seconds it is true. `--sun` tells the browser when the light will change."""
    last, *coming = turns(latitude, longitude, now)
    said = " ".join(f"{turn.mode} {int(turn.moment.timestamp())}" for turn in (last, *coming))
    seconds = int((coming[0].moment - now).total_seconds()) if coming else 3600
    until_told = f':root[data-theme="sunset"]:not([data-sun]) {{ color-scheme: {last.mode}; }}'
    sheet = f':root {{ --sun: "{said}"; }}\n{until_told}\n'
    return sheet, max(1, min(seconds, 6 * 3600))
