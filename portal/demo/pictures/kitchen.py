"""Bowls, jars and cups, seen as a poster would."""

import math

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Wall, table, then four colours for things.
PALETTES = [
    ["#f3dcc0", "#c96f4a", "#fff6e6", "#8a3b2b", "#e8a33d", "#5f7a4f"],
    ["#dfe5d3", "#7a9471", "#fffaf0", "#36543f", "#e07a4b", "#f0c35c"],
    ["#f6cfb5", "#b4524a", "#fff1e0", "#5b2333", "#f2a541", "#7d8f56"],
    ["#e9dfd2", "#3f5d6b", "#fffdf6", "#213943", "#d97a4a", "#e9bb56"],
]


def scene(canvas: Canvas) -> list[str]:
    wall, table, *things = canvas.pick(PALETTES)
    canvas.gradient(blend(wall, "#ffffff", 0.2), wall)
    canvas.disc(canvas.between(300, 1300), 420, 380, blend(wall, things[2], 0.22))
    canvas.box(0, 660, WIDTH, HEIGHT, table)
    return things


def bowl_at(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    canvas.slice(x, y, radius, 0, 180, colour)
    canvas.slice(x, y, radius, 90, 180, blend(colour, "#ffffff", 0.14))
    canvas.box(x - radius * 0.35, y + radius * 0.93, radius * 0.7, radius * 0.14, blend(colour, "#000000", 0.12))


def bowl(canvas: Canvas) -> None:
    """A drawing of a large bowl with round fruit on a kitchen table."""
    pale, dark, warm, green = scene(canvas)
    x = canvas.between(560, 900)
    for step, shade in enumerate([warm, blend(warm, dark, 0.4), warm, green]):
        size = canvas.between(92, 125)
        canvas.ball(x - 190 + step * 128, 470 - (step % 2) * 46, size, blend(shade, pale, 0.35), shade)
    bowl_at(canvas, x, 480, 300, pale)
    canvas.ball(x + 480, 700, 96, blend(warm, pale, 0.4), warm)
    canvas.leaf(x + 480, 605, 120, -0.7, green)
    canvas.ball(x - 420, 735, 66, blend(dark, warm, 0.5), dark)


def jars(canvas: Canvas) -> None:
    """A drawing of a row of jars with layers of preserved vegetables."""
    pale, dark, warm, green = scene(canvas)
    x = canvas.between(110, 190)
    while x < 1400:
        width, height = canvas.between(170, 240), canvas.between(270, 430)
        top = 760 - height
        canvas.box(x, top, width, height, pale, 0.92, radius=34)
        level, fill = top + height * 0.24, [warm, green, dark, blend(warm, pale, 0.5)]
        canvas.random.shuffle(fill)
        for step, shade in enumerate(fill[:3]):
            depth = (height * 0.76 - 16) / 3
            canvas.box(x + 14, level + step * depth, width - 28, depth + 2, shade, radius=22 if step == 2 else 0)
        canvas.box(x + width * 0.08, top - 44, width * 0.84, 52, dark, radius=12)
        canvas.box(x + 26, top + 24, 16, height - 70, "#ffffff", 0.3, radius=8)
        x += width + canvas.between(46, 90)


def plates(canvas: Canvas) -> None:
    """A drawing of a laid table from above: plates, a pan and leaves."""
    wall, table, pale, dark, warm, green = canvas.pick(PALETTES)
    canvas.gradient(wall, blend(wall, table, 0.45))
    for x, y, radius in ((420, 470, 330), (1130, 330, 250), (1260, 800, 210), (60, 60, 180)):
        canvas.disc(x + 16, y + 22, radius, dark, 0.16)
        canvas.disc(x, y, radius, pale)
        canvas.ring(x, y, radius * 0.74, radius * 0.74, blend(pale, dark, 0.16), 5)
        shade = canvas.random.choice([warm, table, green])
        canvas.disc(x, y, radius * 0.5, shade)
        for step in range(7):
            angle = step * 0.9 + canvas.between(0, 0.5)
            canvas.leaf(x, y, radius * 0.42, angle, blend(shade, pale if step % 2 else dark, 0.4))
    canvas.line([(800, 140), (800, 760)], dark, 20)
    canvas.box(776, 120, 48, 210, dark, radius=24)


def cup(canvas: Canvas) -> None:
    """A drawing of a steaming cup beside a pot."""
    pale, dark, warm, green = scene(canvas)
    x = canvas.between(480, 640)
    canvas.ring(x + 225, 560, 105, 100, pale, 36)
    canvas.box(x - 210, 430, 420, 320, pale, radius=110)
    canvas.box(x - 210, 430, 420, 120, pale)
    canvas.box(x - 180, 446, 360, 34, dark, radius=17)
    canvas.box(x - 290, 752, 580, 34, blend(pale, dark, 0.18), radius=17)
    for step in range(3):
        rise = [(x - 100 + step * 100 + math.sin(t / 7 + step) * 28, 400 - t * 6.4) for t in range(48)]
        canvas.line(rise, "#ffffff", 16, 0.55)
    canvas.box(x + 560, 360, 330, 400, warm, radius=120)
    canvas.box(x + 640, 300, 170, 60, dark, radius=26)
    canvas.disc(x + 725, 288, 30, dark)
    canvas.leaf(x + 640, 600, 180, -0.5, green)


def rings(canvas: Canvas) -> None:
    """A drawing of a cut onion: rings within rings in warm colours."""
    wall, table, pale, dark, warm, green = canvas.pick(PALETTES)
    canvas.gradient(blend(wall, "#ffffff", 0.25), wall)
    for x, y, size in ((420, 520, 370), (1180, 380, 310), (1420, 900, 240), (860, 60, 170)):
        shades = [dark, pale, blend(warm, pale, 0.6), pale, blend(table, pale, 0.55), pale, blend(warm, pale, 0.4)]
        for step, shade in enumerate([*shades, pale, table]):
            canvas.disc(x + step * 3, y - step * 2, size * (1 - step * 0.108), shade)
        canvas.leaf(x, y + size * 0.05, size * 0.16, -1.57, green)


def loaves(canvas: Canvas) -> None:
    """A drawing of round loaves with scored crusts, cooling on a table."""
    pale, dark, warm, _ = scene(canvas)
    crust = blend(warm, dark, 0.35)
    for x, size in ((330, 250), (1270, 230), (800, 320)):
        canvas.box(x - size, 720, size * 2, 60, "#000000", 0.16, radius=30)
        canvas.slice(x, 750, size, 180, 360, crust)
        canvas.slice(x - size * 0.03, 750, size * 0.93, 180, 330, blend(crust, warm, 0.5))
        for step in range(-1, 2):
            middle = x + step * size * 0.42
            canvas.leaf(middle - size * 0.12, 750 - size * 0.3, size * 0.52, -1.1, blend(warm, pale, 0.65), slim=0.16)


MOTIFS: list[Motif] = [bowl, jars, plates, cup, rings, loaves]
