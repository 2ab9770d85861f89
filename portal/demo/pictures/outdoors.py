"""Hills, woods and leaves."""

import math

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Sky top, sky bottom, sun, far green, near green, accent.
PALETTES = [
    ["#f7d9b0", "#fbeee0", "#f08a4b", "#8fb59a", "#1f4a3d", "#d9573f"],
    ["#bcd9dd", "#f4efdf", "#f6c453", "#86ab86", "#2b4d34", "#e07a5f"],
    ["#f2b8a0", "#fde5cf", "#fff3d6", "#9aa68b", "#33473f", "#b5443c"],
    ["#cfe3d4", "#fbf6e3", "#eeb24c", "#6f9e7b", "#16423c", "#c8553d"],
]


def hills(canvas: Canvas) -> None:
    """A drawing of hills, each paler than the one before it, under a low sun."""
    top, bottom, sun, far, near, _ = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    x, y = canvas.between(350, 1250), canvas.between(250, 360)
    canvas.glow(x, y, 380, sun, 0.5)
    canvas.disc(x, y, 96, sun)
    for step in range(6):
        part = step / 5
        canvas.ridge(430 + step * 95, 130 - step * 14, blend(blend(bottom, far, 0.55), near, part), rough=1.15)


def woods(canvas: Canvas) -> None:
    """A drawing of bare trees standing in mist."""
    top, bottom, sun, far, near, _ = canvas.pick(PALETTES)
    canvas.gradient(bottom, top)
    canvas.glow(canvas.between(500, 1100), 330, 480, sun, 0.55)
    for layer in range(4):
        shade = blend(blend(bottom, far, 0.55), near, layer / 3)
        for _ in range(10 - layer * 2):
            trunk(canvas, canvas.between(-40, WIDTH + 40), 14 + layer * 13, shade)
        canvas.ridge(730 + layer * 55, 26, shade)


def trunk(canvas: Canvas, x: float, width: float, shade: str) -> None:
    lean = canvas.between(-30, 30)
    canvas.shape(
        [(x - width / 2, HEIGHT), (x + lean - width / 4, -20), (x + lean + width / 4, -20), (x + width / 2, HEIGHT)],
        shade,
    )
    for _ in range(4):
        y, side, reach = canvas.between(40, 520), canvas.random.choice([-1, 1]), canvas.between(3, 6) * width
        start = x + lean * (1 - y / HEIGHT)
        canvas.line(
            [(start, y), (start + side * reach * 0.6, y - reach * 0.5), (start + side * reach, y - reach * 1.1)],
            shade,
            width / 3.4,
        )


def leaves(canvas: Canvas) -> None:
    """A pattern of large leaves on curved stems."""
    top, bottom, sun, far, near, accent = canvas.pick(PALETTES)
    canvas.gradient(bottom, top)
    for step in range(6):
        x, shade = 60 + step * 300 + canvas.between(-50, 50), [near, far, blend(near, far, 0.5)][step % 3]
        stem = [(x + math.sin(t / 9 + step) * 70, 960 - t * 22) for t in range(canvas.random.randint(26, 40))]
        canvas.line(stem, shade, 10)
        for index, (px, py) in enumerate(stem[3::4]):
            for side in (-1, 1):
                length = 190 - index * 13
                canvas.leaf(px, py, length, -1.57 + side * canvas.between(0.7, 1.0), shade)
        canvas.disc(*stem[-1], 24, accent if step % 2 else sun)


def branch(canvas: Canvas) -> None:
    """A drawing of small birds on a branch before a pale sun."""
    top, bottom, sun, _, near, accent = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    canvas.disc(canvas.between(600, 1000), 430, 300, blend(sun, bottom, 0.35))
    bough = [(x, 640 + math.sin(x / 310) * 46 - x * 0.06) for x in range(-20, WIDTH + 41, 20)]
    canvas.line(bough, near, 26)
    for _ in range(22):
        x, y = canvas.random.choice(bough)
        canvas.leaf(
            x, y, canvas.between(70, 120), canvas.between(-2.6, -0.5), blend(near, bottom, canvas.between(0, 0.4))
        )
    for index in (22, 37, 60):
        x, y = bough[index]
        bird(canvas, x, y - 14, canvas.between(1.0, 1.3), near, accent)


def bird(canvas: Canvas, x: float, y: float, size: float, back: str, breast: str) -> None:
    canvas.leaf(x - 30 * size, y - 60 * size, 170 * size, 2.5, back, slim=0.14)
    canvas.disc(x, y - 72 * size, 66 * size, back)
    canvas.disc(x + 24 * size, y - 60 * size, 50 * size, breast)
    canvas.disc(x + 38 * size, y - 130 * size, 42 * size, back)
    canvas.disc(x + 54 * size, y - 116 * size, 28 * size, breast)
    canvas.shape(
        [(x + 74 * size, y - 142 * size), (x + 112 * size, y - 128 * size), (x + 74 * size, y - 118 * size)], back
    )
    canvas.disc(x + 52 * size, y - 142 * size, 7 * size, "#ffffff")


def furrows(canvas: Canvas) -> None:
    """A drawing of garden rows running to the horizon, with young plants."""
    top, bottom, sun, far, near, accent = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    x = canvas.between(500, 1100)
    canvas.disc(x, 330, 120, sun)
    canvas.ridge(400, 40, far)
    soil = blend(near, accent, 0.35)
    canvas.box(0, 430, WIDTH, HEIGHT, soil)
    for step in range(-9, 10):
        foot = x + step * 330
        canvas.shape([(x + step * 42, 430), (foot - 70, HEIGHT), (foot + 70, HEIGHT)], blend(soil, near, 0.7))
        for depth in range(1, 8):
            part = (depth / 7) ** 2
            px, py = x + step * (42 + 288 * part), 430 + 450 * part
            for side in (-0.9, 0, 0.9):
                canvas.leaf(px, py, 20 + 80 * part, -1.57 + side, blend(far, sun, 0.15 + 0.1 * abs(side)))


def contours(canvas: Canvas) -> None:
    """A drawing of a map: contour lines around two summits, and a path."""
    top, bottom, sun, far, near, accent = canvas.pick(PALETTES)
    canvas.gradient(bottom, blend(bottom, top, 0.5))
    for x, y, phase in ((470, 470, canvas.between(0, 6)), (1200, 380, canvas.between(0, 6))):
        for step in range(13, 0, -1):
            outline = [
                (x + math.cos(a / 30) * r, y + math.sin(a / 30) * r * 0.78)
                for a in range(190)
                for r in [step * 40 * (1 + 0.13 * math.sin(a / 10 + phase) + 0.09 * math.sin(a / 6 + phase * 2))]
            ]
            canvas.shape(outline, blend(far, sun, 1 - step / 13), 0.1)
            canvas.line(outline, near, 6 if step % 4 == 0 else 3, 0.7)
    path = [(80 + t * 15, 790 - t * 3.6 + math.sin(t / 8) * 70) for t in range(96)]
    for start in range(0, 94, 3):
        canvas.line(path[start : start + 2], accent, 11)
    canvas.disc(*path[0], 22, accent)
    canvas.disc(*path[-1], 22, accent)


MOTIFS: list[Motif] = [hills, woods, leaves, branch, furrows, contours]
