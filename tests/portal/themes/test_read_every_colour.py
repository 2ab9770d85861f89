"""Words can be read and lines be seen: in every palette, by day and night, with every accent somebody may choose."""

import colorsys
import itertools

import pytest
from django.conf import settings

from portal.themes.accents import SURFACES, accents
from portal.themes.colour import contrast, from_hex, luminance, mixed, to_hex, to_oklch, to_rgb
from portal.themes.palettes import MODES, PALETTES, needed, rgb, style_sheet

GRID = list(itertools.product(PALETTES, MODES, ("normal", "high")))
#: All round the wheel, pale and vivid, dark and light; and grey, black and white.
ACCENTS = [
    to_hex(colorsys.hls_to_rgb(hue / 12, lightness, strength))
    for hue in range(12)
    for lightness in (0.1, 0.35, 0.5, 0.65, 0.9)
    for strength in (0.3, 1)
] + ["#000000", "#ffffff", "#808080"]


@pytest.mark.parametrize(("palette", "mode", "strength"), GRID)
def test_words_can_be_read_on_every_surface(palette, mode, strength):
    def colour(token):
        return rgb(palette, token, mode, strength)

    wanted = needed(palette, strength)
    words = ("text-1", "text-2", "text-3", "accent", "good", "bad")
    pairs = [(word, surface) for word in words for surface in SURFACES]
    pairs += [("on-accent", "accent"), ("text-1", "accent-soft"), ("text-1", "bad-soft"), ("text-2", "accent-soft")]
    found = {pair: round(contrast(colour(pair[0]), colour(pair[1])), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < wanted} == {}


@pytest.mark.parametrize(("palette", "mode", "strength"), GRID)
def test_lines_that_mean_something_can_be_seen(palette, mode, strength):
    """The edges of fields, and the ring around what has the focus."""
    pairs = [(line, surface) for line in ("line-strong", "accent") for surface in SURFACES]
    found = {
        (line, surface): round(contrast(rgb(palette, line, mode, strength), rgb(palette, surface, mode, strength)), 2)
        for line, surface in pairs
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize(("palette", "strength"), list(itertools.product(PALETTES, ("normal", "high"))))
def test_any_accent_can_be_read_after_mending(palette, strength):
    unread = []
    for chosen in ACCENTS:
        for mode, mended in accents(chosen, palette, strength).items():
            colour = from_hex(mended.colour)
            ratios = [contrast(colour, rgb(palette, surface, mode, strength)) for surface in SURFACES]
            ratios.append(contrast(colour, from_hex(mended.on)))
            text = contrast(rgb(palette, "text-1", mode, strength), from_hex(mended.soft))
            if min(*ratios, text) < needed(palette, strength):
                unread.append((chosen, mode, mended))
    assert unread == []


def test_an_accent_that_can_be_read_stays_as_it_is_and_another_keeps_its_hue():
    kept = accents("#8a3b12", "paper")["light"]
    assert (kept.colour, kept.is_mended) == ("#8a3b12", False)
    mended = accents("#8a3b12", "paper")["dark"]
    assert mended.is_mended
    hue, was = to_oklch(from_hex(mended.colour)).hue, to_oklch(from_hex("#8a3b12")).hue
    assert abs(hue - was) < 4


@pytest.mark.parametrize(("palette", "mode"), list(itertools.product(PALETTES, MODES)))
def test_words_can_be_read_upon_any_picture(palette, mode):
    """Behind the veil (static/css/backdrop.css) the darkest and the brightest pixel leave words readable."""
    for pixel in ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)):
        behind = mixed(rgb(palette, "surface-1", mode), pixel, VEIL)
        assert contrast(rgb(palette, "text-2", mode), behind) >= 4.5


VEIL = 0.8


def test_the_veil_is_the_one_of_the_style_sheet():
    css = (settings.BASE_DIR / "static" / "css" / "backdrop.css").read_text()
    assert f"--veil: {VEIL:.0%};" in css


def test_style_sheet_is_made_from_the_numbers():
    assert (settings.BASE_DIR / "static" / "css" / "palettes.css").read_text() == style_sheet()


def test_colours_agree_with_published_values():
    """Red of sRGB in OKLCH as CSS Color 4 gives it; contrast as WebAIM's checker gives it."""
    red = to_oklch(from_hex("#ff0000"))
    assert (round(red.lightness, 3), round(red.chroma, 3), round(red.hue, 1)) == (0.628, 0.258, 29.2)
    assert to_hex(to_rgb(red)) == "#ff0000"
    assert round(contrast(from_hex("#777777"), (1.0, 1.0, 1.0)), 2) == 4.48
    assert round(luminance(from_hex("#808080")), 3) == 0.216
