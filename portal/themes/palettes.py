"""The palettes in numbers: a hue and how much of it; every colour of a page follows by one table. Pure.

`manage.py palettes` writes static/css/palettes.css from these numbers, and a test compares them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_lazy as _

from portal.themes.colour import RGB, Oklch, to_rgb
from widgets.base import Text

Mode = Literal["light", "dark"]
MODES: tuple[Mode, Mode] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour of the table. Its chroma is `chroma`, plus so many parts of the palette's tint and of its accent's."""

    lightness: float
    chroma: float = 0.0
    tint: float = 0.0
    vivid: float = 0.0
    hue: float | Literal["palette", "accent"] = "palette"


Pair = tuple[Shade, Shade]


@dataclass(frozen=True, slots=True)
class Palette:
    title: Text
    hue: float
    tint: float
    accent_hue: float
    accent_chroma: float
    #: Where it leaves the table.
    own: Mapping[str, Pair] = field(default_factory=dict)


TABLE: dict[str, Pair] = {
    "surface-1": (Shade(0.962, tint=1), Shade(0.178, tint=1)),
    "surface-2": (Shade(0.992, tint=0.5), Shade(0.222, tint=1)),
    "surface-3": (Shade(0.938, tint=1.4), Shade(0.27, tint=1.2)),
    "text-1": (Shade(0.23, 0.012), Shade(0.935, 0.008)),
    "text-2": (Shade(0.4, 0.012), Shade(0.79, 0.01)),
    "text-3": (Shade(0.485, 0.012), Shade(0.72, 0.01)),
    "line": (Shade(0.885, tint=1.4), Shade(0.315, tint=1)),
    "line-strong": (Shade(0.6, 0.012), Shade(0.575, 0.012)),
    "accent": (Shade(0.475, vivid=1, hue="accent"), Shade(0.79, vivid=0.8, hue="accent")),
    "on-accent": (Shade(0.99, 0.005, hue="accent"), Shade(0.19, 0.02, hue="accent")),
    "accent-soft": (Shade(0.935, 0.02, hue="accent"), Shade(0.3, 0.03, hue="accent")),
    "good": (Shade(0.46, 0.11, hue=150), Shade(0.79, 0.12, hue=150)),
    "bad": (Shade(0.5, 0.16, hue=27), Shade(0.78, 0.11, hue=27)),
    "bad-soft": (Shade(0.945, 0.025, hue=27), Shade(0.29, 0.045, hue=27)),
}
#: What high contrast changes in every palette: text of 7:1, and lines that can be seen.
STRONG: dict[str, Pair] = {
    "text-1": (Shade(0.15, 0.01), Shade(0.985, 0.004)),
    "text-2": (Shade(0.26, 0.01), Shade(0.93, 0.006)),
    "text-3": (Shade(0.34, 0.01), Shade(0.88, 0.008)),
    "line": (Shade(0.58, 0.01), Shade(0.6, 0.01)),
    "line-strong": (Shade(0.42, 0.012), Shade(0.76, 0.01)),
    "accent": (Shade(0.37, vivid=1, hue="accent"), Shade(0.88, vivid=0.7, hue="accent")),
    "good": (Shade(0.36, 0.09, hue=150), Shade(0.88, 0.1, hue=150)),
    "bad": (Shade(0.4, 0.14, hue=27), Shade(0.87, 0.07, hue=27)),
}
WHITE, BLACK = Shade(1), Shade(0)
PALETTES: dict[str, Palette] = {
    "paper": Palette(_("Paper"), 80, 0.007, 35, 0.115),
    "ink": Palette(_("Ink"), 260, 0.003, 262, 0.13),
    "sea": Palette(_("Sea"), 220, 0.012, 230, 0.1),
    "moss": Palette(_("Moss"), 130, 0.011, 150, 0.085),
    "clay": Palette(_("Clay"), 48, 0.016, 32, 0.13),
    "night": Palette(_("Night"), 285, 0.02, 300, 0.13),
    "contrast": Palette(
        _("High contrast"),
        80,
        0,
        262,
        0.18,
        own={
            "surface-1": (WHITE, BLACK),
            "surface-2": (WHITE, BLACK),
            "surface-3": (Shade(0.95), Shade(0.25)),
            "text-1": (BLACK, WHITE),
            "text-2": (BLACK, WHITE),
            "text-3": (Shade(0.32), Shade(0.9)),
            "line": (Shade(0.45), Shade(0.74)),
            "line-strong": (BLACK, WHITE),
            "accent": (Shade(0.38, vivid=1, hue="accent"), Shade(0.86, vivid=0.35, hue="accent")),
            "good": STRONG["good"],
            "bad": STRONG["bad"],
        },
    ),
}


def shade(palette: Palette, token: str, mode: Mode, contrast: str = "normal") -> Shade:
    pair = palette.own.get(token) or (STRONG.get(token) if contrast == "high" else None) or TABLE[token]
    return pair[MODES.index(mode)]


def resolved(palette: Palette, token: str, mode: Mode, contrast: str = "normal") -> Oklch:
    """The colour of a token in numbers."""
    chosen = shade(palette, token, mode, contrast)
    chroma = chosen.chroma + chosen.tint * palette.tint + chosen.vivid * palette.accent_chroma
    return Oklch(chosen.lightness, chroma, _hue(chosen, palette))


def _hue(shade: Shade, palette: Palette) -> float:
    if isinstance(shade.hue, str):
        return palette.hue if shade.hue == "palette" else palette.accent_hue
    return shade.hue


def rgb(name: str, token: str, mode: Mode, contrast: str = "normal") -> RGB:
    """As a screen shows it."""
    return to_rgb(resolved(PALETTES[name], token, mode, contrast))


def needed(name: str, contrast: str) -> float:
    """How much contrast words need: WCAG's 4.5, or 7 for those who asked for more."""
    return 7.0 if contrast == "high" or name == "contrast" else 4.5


def style_sheet() -> str:
    """static/css/palettes.css: the same table in CSS, so that a palette costs four numbers."""
    numbers = {name: _numbers(palette) for name, palette in PALETTES.items()}
    lines = [
        "/* Made from portal/themes/palettes.py by `manage.py palettes`: change it there. */",
        "/* On every element with a palette, so that a swatch can show another one than the page's. */",
        f":root, [data-palette] {{\n  {numbers.pop('paper')}\n{_declarations(TABLE)}\n}}",
    ]
    for name, palette in PALETTES.items():
        if name in numbers:
            own = f"\n{_declarations(palette.own)}\n" if palette.own else " "
            lines.append(f'[data-palette="{name}"] {{ {numbers[name]}{own}}}')
    strong = _declarations(STRONG)
    lines.append(f'[data-contrast="high"]:not([data-palette="contrast"]) {{\n{strong}\n}}')
    lines.append(
        '@media (prefers-contrast: more) {\n:root:not([data-palette="contrast"]) {\n' + strong + "\n}\n}",
    )
    return "\n".join(lines) + "\n"


def _numbers(palette: Palette) -> str:
    values = {
        "--hue": palette.hue,
        "--tint": palette.tint,
        "--accent-hue": palette.accent_hue,
        "--accent-chroma": palette.accent_chroma,
    }
    return " ".join(f"{name}: {_short(value)};" for name, value in values.items())


def _declarations(table: Mapping[str, Pair]) -> str:
    return "\n".join(f"  --{token}: light-dark({_css(light)}, {_css(dark)});" for token, (light, dark) in table.items())


def _css(shade: Shade) -> str:
    parts = [f"var(--tint) * {_short(shade.tint)}" if shade.tint else ""]
    parts.append(f"var(--accent-chroma) * {_short(shade.vivid)}" if shade.vivid else "")
    parts.append(_short(shade.chroma) if shade.chroma else "")
    said = " + ".join(filter(None, parts)) or "0"
    chroma = f"calc({said})" if "var" in said else said
    names = {"palette": "var(--hue)", "accent": "var(--accent-hue)"}
    hue = names[shade.hue] if isinstance(shade.hue, str) else _short(shade.hue)
    return f"oklch({_short(shade.lightness)} {chroma} {hue})"


def _short(number: float) -> str:
    return f"{number:g}".removeprefix("0") if 0 < number < 1 else f"{number:g}"
