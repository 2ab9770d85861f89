"""A person's own accent colour, mended where words in it could not be read. Pure."""

from typing import NamedTuple

from portal.themes.colour import RGB, Oklch, contrast, from_hex, to_hex, to_oklch, to_rgb
from portal.themes.palettes import MODES, Mode, needed, rgb

SURFACES = ("surface-1", "surface-2", "surface-3")
WORDS_ON = {"light": Oklch(0.99), "dark": Oklch(0.17)}
STEP = 0.005


class Accent(NamedTuple):
    """The accent in one mode; `is_mended` where it is not quite what was chosen."""

    colour: str
    on: str
    soft: str
    is_mended: bool


def accent(chosen: str, palette: str, mode: Mode, contrast_wanted: str = "normal") -> Accent:
    """The chosen colour (#rrggbb), made darker by day or lighter by night until words in it, and upon it, are read.

    Its hue stays. There always is such a lightness: at the end of the way is black, or white.
    """
    wanted = needed(palette, contrast_wanted)
    surfaces = [rgb(palette, token, mode, contrast_wanted) for token in SURFACES]
    colour, given = to_oklch(from_hex(chosen)), from_hex(chosen)
    shown, is_mended = given, False
    while not _can_be_read(shown, surfaces, mode, wanted):
        step = -STEP if mode == "light" else STEP
        colour = colour._replace(lightness=min(max(colour.lightness + step, 0.0), 1.0))
        shown, is_mended = _as_written(to_rgb(colour)), True
    return Accent(to_hex(shown), to_hex(to_rgb(WORDS_ON[mode])), to_hex(_soft(colour, mode)), is_mended)


def accents(chosen: str, palette: str, contrast_wanted: str = "normal") -> dict[Mode, Accent]:
    return {mode: accent(chosen, palette, mode, contrast_wanted) for mode in MODES}


def _can_be_read(colour: RGB, surfaces: list[RGB], mode: Mode, wanted: float) -> bool:
    on = to_rgb(WORDS_ON[mode])
    return all(contrast(colour, surface) >= wanted for surface in [*surfaces, on])


def _soft(colour: Oklch, mode: Mode) -> RGB:
    """A surface with a breath of the colour."""
    lightness, chroma = (0.935, 0.02) if mode == "light" else (0.3, 0.03)
    return to_rgb(Oklch(lightness, min(chroma, colour.chroma), colour.hue))


def _as_written(shown: RGB) -> RGB:
    """Rounded as #rrggbb rounds it, so that what is checked is what is shown."""
    return from_hex(to_hex(shown))
