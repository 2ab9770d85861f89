"""Grids, circuits and windows."""

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Ground top, ground bottom, then four colours for parts.
PALETTES = [
    ["#12263a", "#1d4556", "#06bcc1", "#f4edde", "#f4d58d", "#c5584b"],
    ["#22223b", "#4a4e69", "#9a8c98", "#f2e9e4", "#f2b5a0", "#7bb8c9"],
    ["#0f3d3e", "#1e6460", "#e2dcc8", "#f1f1f1", "#e6a157", "#86c5a5"],
    ["#e8e6df", "#d3d8d8", "#2f4858", "#f26419", "#f6ae2d", "#5e8ca7"],
]


def tiles(canvas: Canvas) -> None:
    """A pattern of quarter circles that join into winding paths."""
    top, bottom, *colours = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    size = 200
    for x in range(0, WIDTH, size):
        for y in range(-50, HEIGHT, size):
            flipped = canvas.random.random() < 0.5
            corners = [(x, y, 0), (x + size, y + size, 180)] if flipped else [(x + size, y, 90), (x, y + size, 270)]
            for corner_x, corner_y, start in corners:
                shade = colours[0] if canvas.random.random() < 0.72 else canvas.random.choice(colours[1:])
                for radius, tone in ((132, 0), (112, 1), (92, 0), (72, 1)):
                    colour = blend(top, bottom, 0.6) if tone else shade
                    canvas.slice(corner_x, corner_y, radius, start, start + 90, colour)


def circuit(canvas: Canvas) -> None:
    """A drawing of a chip and the fine paths that lead to it."""
    top, bottom, line, pale, warm, accent = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    for step in range(13):
        y, mid = 210 + step * 40, 450 + (step - 6) * canvas.between(60, 74)
        for side in (-1, 1):
            bend, end = 800 + side * (300 + abs(step - 6) * 26), 800 + side * canvas.between(560, 790)
            shade = canvas.random.choice([line, line, line, warm, accent])
            canvas.line([(800 + side * 200, y), (bend - side * 40, y), (bend + side * 60, mid), (end, mid)], shade, 9)
            canvas.disc(end, mid, 19, shade)
            canvas.disc(end, mid, 8, bottom)
    canvas.box(575, 185, 450, 530, blend(top, "#000000", 0.25), radius=36)
    canvas.frame(615, 225, 370, 450, pale, 5, radius=20)
    canvas.disc(665, 275, 16, warm)


def cubes(canvas: Canvas) -> None:
    """A drawing of stacked cubes, lit from one side."""
    top, bottom, *colours = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    size = 132
    for row in range(-1, 8):
        for column in range(-1, 8):
            x = column * size * 1.732 + (row % 2) * size * 0.866
            y = row * size * 1.5 - canvas.random.choice([0, 0, 0, size])
            cube_at(canvas, x, y, size, canvas.random.choice(colours), top)


def cube_at(canvas: Canvas, x: float, y: float, size: float, colour: str, shadow: str) -> None:
    half, wide = size / 2, size * 0.866
    canvas.shape([(x, y), (x + wide, y - half), (x, y - size), (x - wide, y - half)], blend(colour, "#ffffff", 0.2))
    for side, part in ((-1, 0.12), (1, 0.5)):
        edge = x + side * wide
        canvas.shape([(x, y), (edge, y - half), (edge, HEIGHT), (x, HEIGHT)], blend(colour, shadow, part))


def windows(canvas: Canvas) -> None:
    """A drawing of overlapping program windows with lines of code."""
    top, bottom, *colours = canvas.pick(PALETTES)
    canvas.gradient(bottom, top)
    paper = "#1c2733"
    for step, (x, y, w, h) in enumerate(((130, 110, 780, 500), (760, 250, 720, 520), (330, 430, 640, 400))):
        canvas.box(x + 18, y + 24, w, h, "#000000", 0.22, radius=26)
        canvas.box(x, y, w, h, blend(paper, top, 0.08 * step), radius=26)
        for dot in range(3):
            canvas.disc(x + 44 + dot * 42, y + 42, 12, blend(colours[(dot + 1) % 4], "#ffffff", 0.2))
        for row in range(int((h - 120) / 52)):
            left: float = x + 48 + canvas.random.choice([0, 56, 56, 112])
            while left < x + w - 150:
                length = canvas.between(50, 170)
                shade = blend(canvas.random.choice(colours), "#ffffff", 0.25)
                canvas.box(left, y + 96 + row * 52, length, 20, shade, radius=10)
                left += length + 26
                if canvas.random.random() < 0.3:
                    break


def keys(canvas: Canvas) -> None:
    """A drawing of a keyboard's rows, a few keys in bright colours."""
    top, bottom, *colours = canvas.pick(PALETTES)
    canvas.gradient(top, bottom)
    for row in range(6):
        x = -60.0 - row * 26
        while x < WIDTH:
            width = canvas.random.choice([120, 120, 120, 170, 230])
            shade = canvas.random.choice([colours[1], *[blend(top, bottom, 0.5)] * 4, colours[2], colours[3]])
            y = 30 + row * 150
            canvas.box(x, y + 14, width, 122, blend(shade, "#000000", 0.35), radius=26)
            canvas.box(x, y, width, 118, blend(shade, "#ffffff", 0.08), radius=26)
            canvas.box(x + 16, y + 10, width - 32, 88, blend(shade, "#ffffff", 0.16), radius=20)
            x += width + 18


MOTIFS: list[Motif] = [tiles, circuit, cubes, windows, keys]
