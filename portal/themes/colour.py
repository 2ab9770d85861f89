"""Colours as numbers: OKLCH to sRGB and back, and the contrast of two of them. Pure.

OKLab by Björn Ottosson (https://bottosson.github.io/posts/oklab/); contrast by WCAG 2.2
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import math
from typing import NamedTuple

RGB = tuple[float, float, float]


class Oklch(NamedTuple):
    """Lightness from 0 to 1, chroma from 0 to about .37, hue in degrees."""

    lightness: float
    chroma: float = 0.0
    hue: float = 0.0


def from_hex(text: str) -> RGB:
    """#rrggbb as sRGB from 0 to 1."""
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def to_hex(rgb: RGB) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in rgb)


def to_oklch(rgb: RGB) -> Oklch:
    red, green, blue = (_linear(part) for part in rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_rgb(colour: Oklch) -> RGB:
    """As a screen shows it: what sRGB does not have loses chroma, never lightness or hue."""
    low, high = 0.0, colour.chroma
    if is_shown(_raw(colour)):
        return _raw(colour)
    for _round in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if is_shown(_raw(colour._replace(chroma=middle))) else (low, middle)
    red, green, blue = (min(max(part, 0.0), 1.0) for part in _raw(colour._replace(chroma=low)))
    return red, green, blue


def is_shown(rgb: RGB) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def luminance(rgb: RGB) -> float:
    red, green, blue = (_linear(min(max(part, 0.0), 1.0)) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(over: RGB, under: RGB, share: float) -> RGB:
    """`over` drawn with this opacity upon `under`, as browsers do it."""
    red, green, blue = (share * one + (1 - share) * other for one, other in zip(over, under, strict=True))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _raw(colour: Oklch) -> RGB:
    """May lie outside of 0 to 1."""
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
