"""A drawing surface twice as large as the picture, so that every edge is smooth when it is scaled down."""

import math
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageColor, ImageDraw

#: Drawing units. The finished picture is half as wide and half as high.
WIDTH, HEIGHT = 1600, 900
Point = tuple[float, float]


class Canvas:
    """Shapes in drawing units; a colour is a hex string, `alpha` goes from 0 to 1."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.image = Image.new("RGB", (WIDTH, HEIGHT))
        self._brush = ImageDraw.Draw(self.image, "RGBA")

    def finish(self) -> Image.Image:
        return self.image.reduce(2)

    def pick(self, palettes: Sequence[Sequence[str]]) -> list[str]:
        return list(self.random.choice(palettes))

    def between(self, low: float, high: float) -> float:
        return self.random.uniform(low, high)

    def gradient(self, top: str, bottom: str) -> None:
        """Fills the whole picture from top to bottom."""
        mask = Image.linear_gradient("L").resize((1, HEIGHT))
        size = (1, HEIGHT)
        column = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)
        self.image.paste(column.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST))

    def glow(self, x: float, y: float, radius: float, colour: str, alpha: float = 1.0) -> None:
        """A soft light that fades towards its rim."""
        size = int(radius * 2)
        # radial_gradient reaches 255 only in its corners, and about 180 where the circle touches the sides.
        fading = [int(255 * alpha * max(0.0, 1 - level / 180) ** 1.6) for level in range(256)]
        mask = Image.radial_gradient("L").point(fading)
        self.image.paste(ImageColor.getrgb(colour), (int(x - radius), int(y - radius)), mask.resize((size, size)))

    def disc(self, x: float, y: float, radius: float, colour: str, alpha: float = 1.0) -> None:
        self._brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=paint(colour, alpha))

    def ball(self, x: float, y: float, radius: float, light: str, dark: str) -> None:
        """A sphere lit from the upper left."""
        for step in range(24):
            part = step / 23
            offset = radius * 0.34 * part
            self.disc(x - offset, y - offset, radius * (1 - part * 0.72) - offset * 0.35, blend(dark, light, part))

    def ring(self, x: float, y: float, rx: float, ry: float, colour: str, width: float = 4, alpha: float = 1.0) -> None:
        self._brush.ellipse((x - rx, y - ry, x + rx, y + ry), outline=paint(colour, alpha), width=round(width))

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float) -> None:
        """Degrees, clockwise from three o'clock."""
        self._brush.arc((x - radius, y - radius, x + radius, y + radius), start, end, fill=colour, width=round(width))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, colour: str) -> None:
        self._brush.pieslice((x - radius, y - radius, x + radius, y + radius), start, end, fill=colour)

    def box(self, x: float, y: float, w: float, h: float, colour: str, alpha: float = 1.0, radius: float = 0) -> None:
        self._brush.rounded_rectangle((x, y, x + w, y + h), radius=radius, fill=paint(colour, alpha))

    def frame(self, x: float, y: float, w: float, h: float, colour: str, width: float = 4, radius: float = 0) -> None:
        self._brush.rounded_rectangle((x, y, x + w, y + h), radius=radius, outline=colour, width=round(width))

    def shape(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        self._brush.polygon(list(points), fill=paint(colour, alpha))

    def line(self, points: Sequence[Point], colour: str, width: float = 4, alpha: float = 1.0) -> None:
        self._brush.line(list(points), fill=paint(colour, alpha), width=round(width), joint="curve")

    def ridge(self, y: float, height: float, colour: str, *, rough: float = 1.0) -> None:
        """A range of hills: everything below a sum of three waves."""
        waves = [(self.between(0.6, 1.6) * rough**n * (n + 1), self.between(0, 6.3), 1 / (n + 1)) for n in range(3)]
        crest = [
            (
                x,
                y
                - height * sum(part * math.sin(x / WIDTH * 6.3 * pitch + phase) for pitch, phase, part in waves) / 1.8,
            )
            for x in range(0, WIDTH + 1, 10)
        ]
        self.shape([(0, HEIGHT), *crest, (WIDTH, HEIGHT)], colour)

    def leaf(self, x: float, y: float, length: float, angle: float, colour: str, *, slim: float = 0.32) -> None:
        """A pointed leaf that starts at the point and grows in the direction of the angle (radians)."""
        along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        steps = [step / 14 for step in range(15)]
        edge = [(s * length, math.sin(math.pi * s**0.8) * length * slim) for s in steps]
        outline = edge + [(s, -w) for s, w in reversed(edge)]
        self.shape([(x + s * along[0] + w * across[0], y + s * along[1] + w * across[1]) for s, w in outline], colour)


Motif = Callable[[Canvas], None]


def paint(colour: str, alpha: float) -> tuple[int, ...]:
    return (*ImageColor.getrgb(colour)[:3], round(alpha * 255))


def blend(one: str, other: str, part: float) -> str:
    """`one` at 0, `other` at 1."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=False)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
