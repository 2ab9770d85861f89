"""Draws the icons of the installed app (for developers): the arch of static/icons/foyer.svg as PNG."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw

from portal.themes.stylesheets import bar_colour

GROUND, FINE = "#7d3a1e", 4


class Command(BaseCommand):
    help = "Writes static/icons/foyer-*.png."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "static" / "icons"
        for name, size, share, is_round in (
            ("foyer-192", 192, 0.66, True),
            ("foyer-512", 512, 0.66, True),
            ("foyer-maskable-512", 512, 0.5, False),
            ("foyer-touch-180", 180, 0.6, False),
        ):
            draw(size, share, is_round).save(folder / f"{name}.png", optimize=True)
            print(folder / f"{name}.png")


def draw(size: int, share: float, is_round: bool) -> Image.Image:
    """The sign takes this share of the width; a maskable icon fills its square, because systems cut it."""
    full = size * FINE
    picture = Image.new("RGBA", (full, full), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, full - 1, full - 1), full * 0.22 if is_round else 0, fill=GROUND)
    unit, line = full * share / 24, round(full * share / 24 * 1.9)
    start = (full - 24 * unit) / 2
    ink = bar_colour("paper", "light")

    def at(*points: float) -> tuple[float, ...]:
        return tuple(start + point * unit for point in points)

    for left, top, right in ((4, 1, 20), (9, 9, 15)):
        middle = top + (right - left) / 2
        pen.arc(at(left - 0.95, top - 0.95, right + 0.95, 2 * middle - top + 0.95), 180, 360, fill=ink, width=line)
        for side in (left, right):
            pen.line(at(side, middle, side, 21), fill=ink, width=line)
    pen.line(at(2.5, 21, 21.5, 21), fill=ink, width=line)
    return picture.resize((size, size), Image.Resampling.LANCZOS)
