"""Houses, streets and lines of transport."""

import math

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Sky top, sky bottom, then four colours for buildings.
PALETTES = [
    ["#f2c6a0", "#f9e7d2", "#2d3e50", "#c7624a", "#f3efe3", "#6f8fa0"],
    ["#a9c6d9", "#f2ead9", "#33415c", "#e08e45", "#fdf8ec", "#7d8597"],
    ["#e5b9ad", "#fbe9dc", "#3d2c4d", "#b85467", "#fff4e4", "#8e7f9d"],
    ["#bcd4c6", "#f6f0dd", "#24473f", "#d9743f", "#fdfaf0", "#6c9a8b"],
]


def skyline(canvas: Canvas) -> None:
    """A drawing of a town's roofs and lit windows at dusk."""
    top, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    canvas.disc(canvas.between(400, 1200), 300, 150, pale)
    for layer, shade in enumerate([blend(cool, bottom, 0.5), blend(cool, dark, 0.3), dark]):
        x = -40.0
        while x < WIDTH:
            width, height = canvas.between(110, 210), canvas.between(250, 520) - layer * 70
            house(canvas, x, 960 - height, width, shade, pale if layer < 2 else warm)
            x += width + canvas.between(-6, 10)


def house(canvas: Canvas, x: float, y: float, width: float, shade: str, light: str) -> None:
    canvas.box(x, y, width, HEIGHT, shade)
    if canvas.random.random() < 0.6:
        canvas.shape([(x, y + 1), (x + width / 2, y - width * 0.45), (x + width, y + 1)], shade)
    for row in range(int((HEIGHT - y) / 70)):
        for column in range(int(width / 52)):
            if canvas.random.random() < 0.4:
                canvas.box(x + 20 + column * 50, y + 30 + row * 70, 24, 36, light, 0.8, radius=3)


def facade(canvas: Canvas) -> None:
    """A drawing of a house front: rows of arched windows and shutters."""
    _, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(blend(warm, pale, 0.25), blend(warm, dark, 0.12))
    for row in range(2):
        canvas.box(0, 428 + row * 440, WIDTH, 22, pale, 0.85)
        for column in range(5):
            x, y = 90 + column * 310, 90 + row * 440
            glass = blend(dark, cool, canvas.between(0, 0.6))
            canvas.slice(x + 90, y + 90, 108, 180, 360, pale)
            canvas.box(x - 18, y + 88, 216, 226, pale)
            canvas.slice(x + 90, y + 92, 84, 180, 360, glass)
            canvas.box(x + 6, y + 90, 168, 210, bottom if canvas.random.random() < 0.22 else glass)
            canvas.line([(x + 90, y + 10), (x + 90, y + 300)], pale, 10)
            canvas.line([(x + 6, y + 150), (x + 174, y + 150)], pale, 10)
            canvas.box(x - 74, y + 88, 56, 226, cool, radius=4)
            canvas.box(x + 198, y + 88, 56, 226, cool, radius=4)


def streets(canvas: Canvas) -> None:
    """A drawing of a town plan: blocks, parks, a river and one red route."""
    top, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(pale, pale)
    for column in range(-2, 12):
        for row in range(-3, 9):
            x, y = column * 178 + row * 34, row * 150 - column * 40
            w, h = canvas.between(128, 152), canvas.between(104, 122)
            shade = canvas.random.choice([bottom, bottom, blend(bottom, top, 0.5), top, blend(cool, pale, 0.4)])
            canvas.shape(
                [(x, y), (x + w, y - w * 0.22), (x + w + h * 0.22, y + h - w * 0.22), (x + h * 0.22, y + h)], shade
            )
    river = [(x, 610 + math.sin(x / 260) * 120 - x * 0.1) for x in range(-20, WIDTH + 40, 20)]
    canvas.line(river, pale, 150)
    canvas.line(river, cool, 118)
    canvas.line([(210, -40), (310, 380), (860, 250), (960, 700), (1560, 560), (1680, 980)], warm, 22)
    canvas.disc(860, 250, 40, dark)
    canvas.disc(860, 250, 18, pale)


def tracks(canvas: Canvas) -> None:
    """A drawing of coloured lines with stations, as on a map of an underground railway."""
    _, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(pale, bottom)
    lines = [
        (warm, 160, 170),
        (dark, 320, -170),
        (cool, 480, 310),
        (blend(warm, "#f6c453", 0.7), 640, -160),
        (blend(cool, dark, 0.5), 790, -150),
    ]
    for colour, y, rise in lines:
        bend = canvas.between(300, 800)
        path = [(-40.0, float(y)), (bend, y), (bend + abs(rise), y + rise), (WIDTH + 40, y + rise)]
        canvas.line(path, colour, 30)
        for x in range(90, WIDTH, canvas.random.choice([190, 230, 270])):
            part = min(max((x - bend) / abs(rise), 0), 1)
            canvas.disc(x, y + rise * part, 25, dark)
            canvas.disc(x, y + rise * part, 16, pale)


def circles(canvas: Canvas) -> None:
    """A drawing of a roundabout from above: rings, lanes and small cars."""
    top, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(blend(top, bottom, 0.6), top)
    road = blend(dark, cool, 0.25)
    x, y = 800 + canvas.between(-90, 90), 450
    for angle in (0.35, 1.9, 3.5, 5.0):
        canvas.line([(x, y), (x + math.cos(angle) * 1300, y + math.sin(angle) * 1300)], road, 190)
        canvas.line([(x, y), (x + math.cos(angle) * 1300, y + math.sin(angle) * 1300)], pale, 6, 0.8)
    canvas.disc(x, y, 400, road)
    for step in range(0, 360, 15):
        canvas.arc(x, y, 312, step, step + 8, pale, 8)
    canvas.disc(x, y, 212, pale)
    canvas.disc(x, y, 194, blend(cool, bottom, 0.35))
    for step in range(9):
        canvas.leaf(x, y, 165, step * 0.7, cool if step % 2 else blend(cool, dark, 0.35))
    for angle, colour in ((0.9, warm), (2.7, pale), (4.2, warm), (5.6, cool)):
        for offset in (-0.05, 0, 0.05):
            canvas.disc(x + math.cos(angle + offset) * 258, y + math.sin(angle + offset) * 258, 27, colour)


def bricks(canvas: Canvas) -> None:
    """A pattern of bricks in many shades, with an arched doorway."""
    _, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(blend(bottom, dark, 0.15), blend(bottom, dark, 0.15))
    for row in range(18):
        for column in range(-1, 11):
            tone = blend(warm, canvas.random.choice([dark, pale, cool]), canvas.between(0, 0.4))
            canvas.box(column * 168 + (row % 2) * 84, row * 52, 158, 43, tone, radius=5)
    x = canvas.between(420, 1150)
    for step in range(13):
        angle = math.pi + step * math.pi / 12
        canvas.line(
            [
                (x + math.cos(angle) * 190, 520 + math.sin(angle) * 190),
                (x + math.cos(angle) * 285, 520 + math.sin(angle) * 285),
            ],
            blend(warm, pale, 0.35 + (step % 2) * 0.25),
            58,
        )
    canvas.slice(x, 520, 196, 180, 360, dark)
    canvas.box(x - 196, 520, 392, HEIGHT, dark)
    canvas.glow(x, 640, 150, blend(warm, pale, 0.6), 0.6)


def bench(canvas: Canvas) -> None:
    """A drawing of a bench under a round tree in a small square."""
    top, bottom, dark, warm, pale, cool = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    for step in range(5):
        canvas.box(step * 340 - 60, canvas.between(180, 330), 300, HEIGHT, blend(bottom, cool, 0.35))
    canvas.box(0, 700, WIDTH, HEIGHT, blend(pale, cool, 0.25))
    x = canvas.between(420, 620)
    canvas.line([(x, 760), (x, 400)], dark, 34)
    canvas.disc(x, 300, 250, blend(cool, dark, 0.3))
    canvas.disc(x - 60, 250, 170, blend(cool, dark, 0.1))
    for row in range(3):
        canvas.box(x + 250, 470 + row * 52, 560, 34, warm, radius=12)
    canvas.box(x + 230, 636, 600, 40, warm, radius=14)
    for leg in (290, 740):
        canvas.line([(x + leg, 440), (x + leg, 780)], dark, 20)
    canvas.disc(x + 1000, 130, 70, pale)


MOTIFS: list[Motif] = [skyline, facade, streets, tracks, circles, bricks, bench]
