"""Nights, planets and weather."""

import math

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Top of the sky, bottom of the sky, light, accent, ground.
NIGHTS = [
    ["#0b1033", "#3b3a78", "#fbe7c2", "#f2a65a", "#070a20"],
    ["#07142b", "#1f4e68", "#eef3e2", "#7fd1c7", "#050d1c"],
    ["#160c2e", "#6d3a6b", "#ffe3d3", "#ff9a76", "#0f0820"],
    ["#0a1a3a", "#5a6fa8", "#fff4d6", "#ffcf70", "#07112a"],
]
#: Top, bottom, cloud light, cloud dark, accent.
DAYS = [
    ["#5b8fb9", "#f3d9c0", "#fff7ec", "#c9b7c0", "#e58c6f"],
    ["#3f6c8f", "#c7d9d5", "#f4f7f3", "#8fa9b8", "#f0c36a"],
]


def stars(canvas: Canvas, colour: str, count: int) -> None:
    for _ in range(count):
        size = canvas.between(0.8, 3.2) if canvas.random.random() < 0.94 else canvas.between(4, 6)
        canvas.disc(canvas.between(0, WIDTH), canvas.between(0, HEIGHT), size, colour, canvas.between(0.35, 1))


def moonrise(canvas: Canvas) -> None:
    """A drawing of a large full moon behind dark hills."""
    top, bottom, light, accent, ground = canvas.pick(NIGHTS)
    canvas.gradient(top, blend(bottom, accent, 0.35))
    stars(canvas, light, 130)
    x, y, radius = canvas.between(500, 1100), canvas.between(400, 480), canvas.between(190, 240)
    canvas.glow(x, y, radius * 2.6, light, 0.5)
    canvas.disc(x, y, radius, light)
    for _ in range(9):
        angle, far, size = canvas.between(0, 6.3), canvas.between(0.1, 0.7) * radius, canvas.between(10, 42)
        canvas.disc(x + math.cos(angle) * far, y + math.sin(angle) * far, size, blend(light, accent, 0.45), 0.45)
    for step in range(4):
        canvas.ridge(620 + step * 80, 75 - step * 8, blend(blend(bottom, top, 0.4), ground, (step + 1) / 4))


def constellation(canvas: Canvas) -> None:
    """A drawing of the seven stars of the Plough above a ridge."""
    top, bottom, light, accent, ground = canvas.pick(NIGHTS)
    canvas.gradient(top, bottom)
    stars(canvas, light, 240)
    plough = [(330, 250), (520, 230), (660, 300), (800, 350), (840, 490), (1090, 500), (1120, 330), (800, 350)]
    canvas.line(plough, light, 3, 0.45)
    for x, y in plough:
        canvas.glow(x, y, 46, accent, 0.7)
        canvas.disc(x, y, 11, light)
    canvas.ridge(780, 60, blend(bottom, ground, 0.55))
    canvas.ridge(850, 50, ground)


def orbits(canvas: Canvas) -> None:
    """A drawing of planets on their rings around a bright star."""
    top, bottom, light, accent, _ = canvas.pick(NIGHTS)
    canvas.gradient(top, blend(top, bottom, 0.6))
    stars(canvas, light, 120)
    x, y = canvas.between(250, 480), canvas.between(500, 640)
    canvas.glow(x, y, 420, accent, 0.75)
    canvas.disc(x, y, 74, light)
    for step in range(6):
        radius = 210 + step * 185
        canvas.ring(x, y, radius, radius * 0.62, light, 3, 0.4)
        angle = canvas.between(-1.35, 0.35)
        shade = blend([accent, light, bottom][step % 3], light, 0.25)
        far = (x + math.cos(angle) * radius, y + math.sin(angle) * radius * 0.62)
        canvas.ball(*far, canvas.between(16, 50), shade, blend(shade, top, 0.75))


def planet(canvas: Canvas) -> None:
    """A drawing of a banded planet with a ring, half in shadow."""
    top, bottom, light, accent, _ = canvas.pick(NIGHTS)
    canvas.gradient(top, bottom)
    stars(canvas, light, 200)
    x, y, radius = canvas.between(620, 980), 460, canvas.between(235, 275)
    canvas.glow(x, y, radius * 1.9, accent, 0.3)
    tilt = [
        (x + math.cos(a / 40) * radius * 2, y - math.sin(a / 40) * radius * 0.42 + math.cos(a / 40) * -70)
        for a in range(252)
    ]
    canvas.line(tilt[:127], light, 20, 0.35)
    canvas.ball(x, y, radius, blend(accent, light, 0.55), blend(accent, top, 0.72))
    canvas.line(tilt[125:], light, 22, 0.75)
    canvas.line([(px * 0.93 + x * 0.07, py * 0.93 + y * 0.07) for px, py in tilt[125:]], accent, 10, 0.7)


def comet(canvas: Canvas) -> None:
    """A drawing of a comet whose two tails cross the night sky."""
    top, bottom, light, accent, ground = canvas.pick(NIGHTS)
    canvas.gradient(top, bottom)
    stars(canvas, light, 220)
    x, y = 470, 590
    for step in range(26):
        spread = step / 25
        canvas.shape([(x, y - 22), (x, y + 22), (1690, -160 + spread * 260)], accent, 0.05)
        canvas.shape([(x, y - 9), (x, y + 9), (1660, 40 + spread * 160)], light, 0.05)
    canvas.glow(x, y, 150, light, 0.9)
    canvas.disc(x, y, 26, "#ffffff")
    canvas.ridge(810, 55, blend(bottom, ground, 0.6))
    canvas.ridge(870, 40, ground)


def clouds(canvas: Canvas) -> None:
    """A drawing of evening clouds in layers around a low sun."""
    top, bottom, light, dark, accent = canvas.pick(DAYS)
    canvas.gradient(top, bottom)
    canvas.glow(1100, 560, 520, accent, 0.6)
    canvas.disc(1100, 560, 110, blend(accent, light, 0.6))
    for layer in range(4):
        shade = blend(dark, light, 0.35 + layer * 0.2)
        base, drift = 470 + layer * 130, canvas.between(-120, 60)
        for step in range(15):
            x = drift + step * 125
            canvas.disc(x, base + canvas.between(20, 90), canvas.between(70, 125), shade)
        canvas.box(0, base + 110, WIDTH, HEIGHT, shade)


def rain(canvas: Canvas) -> None:
    """A drawing of slanting rain over quiet hills."""
    top, bottom, light, dark, _ = canvas.pick(DAYS)
    canvas.gradient(blend(top, "#26364a", 0.45), bottom)
    for step in range(3):
        canvas.ridge(610 + step * 110, 60, blend(blend(dark, top, 0.5), "#24384a", 0.2 + step * 0.3))
    for _ in range(170):
        x, y, length = canvas.between(-50, WIDTH), canvas.between(-60, HEIGHT), canvas.between(30, 90)
        canvas.line([(x, y), (x - length * 0.28, y + length)], light, 4, canvas.between(0.25, 0.75))


def ascent(canvas: Canvas) -> None:
    """A drawing of a rocket's bright curve climbing over the edge of the Earth."""
    top, bottom, light, accent, _ = canvas.pick(NIGHTS)
    canvas.gradient(top, blend(top, bottom, 0.5))
    stars(canvas, light, 170)
    canvas.glow(700, 1750, 1330, blend(bottom, light, 0.5), 1)
    canvas.disc(700, 2050, 1290, blend(bottom, top, 0.35))
    path = [(330 + t * 8.2, 820 - 640 * math.sin(t / 100 * 1.35)) for t in range(101)]
    for step in range(100):
        canvas.line(path[step : step + 2], blend(accent, light, step / 100), 5 + step * 0.13, 0.15 + step * 0.0085)
    canvas.glow(*path[-1], 120, light, 0.9)
    canvas.disc(*path[-1], 15, "#ffffff")


MOTIFS: list[Motif] = [moonrise, constellation, orbits, planet, comet, clouds, rain, ascent]
