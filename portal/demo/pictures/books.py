"""Shelves, pages and arches."""

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Motif, blend

#: Ground, shade of the ground, then five colours.
PALETTES = [
    ["#efe6d5", "#d9c7a8", "#7a2e2e", "#1f4e5f", "#d98e3b", "#3c3b3d", "#a8b59a"],
    ["#e6e2ea", "#c9bfd3", "#4b3b6b", "#b4566b", "#e3a857", "#2b2d42", "#8aa6a3"],
    ["#f4dfcf", "#e2bfa6", "#264653", "#e76f51", "#e9c46a", "#2a9d8f", "#6b4a3b"],
    ["#dfe6e3", "#b9c9c4", "#22404d", "#c25b4e", "#e0b354", "#57796b", "#8b6f5c"],
]


def shelf(canvas: Canvas) -> None:
    """A drawing of two shelves of books with plain, coloured spines."""
    ground, shade, *colours = canvas.pick(PALETTES)
    canvas.gradient(shade, blend(shade, colours[3], 0.25))
    for floor in (430, 870):
        x = -20.0
        while x < WIDTH:
            width, height = canvas.between(48, 104), canvas.between(250, 375)
            if canvas.random.random() < 0.1:
                x += width * 1.4
                continue
            spine(canvas, x, floor, width, height, canvas.random.choice(colours), ground)
            x += width + 4
        canvas.box(0, floor, WIDTH, 34, blend(ground, colours[3], 0.55))


def spine(canvas: Canvas, x: float, floor: float, width: float, height: float, colour: str, ink: str) -> None:
    canvas.box(x, floor - height, width, height, colour, radius=8)
    canvas.box(x, floor - height, width * 0.16, height, "#ffffff", 0.12)
    style = canvas.random.randint(0, 2)
    if style == 0:
        for y in (0.14, 0.2, 0.84):
            canvas.box(x, floor - height * (1 - y), width, 8, ink, 0.8)
    elif style == 1:
        canvas.box(x + width * 0.28, floor - height * 0.82, width * 0.44, height * 0.4, ink, 0.8, radius=6)
    else:
        canvas.disc(x + width / 2, floor - height * 0.78, width * 0.24, ink, 0.85)


def pages(canvas: Canvas) -> None:
    """A drawing of an open book whose pages fan out like a sun."""
    ground, shade, *colours = canvas.pick(PALETTES)
    canvas.gradient(colours[1], blend(colours[1], colours[3], 0.4))
    canvas.disc(800, 740, 560, colours[2], 0.35)
    for step in range(12):
        part = step / 11
        for side in (-1, 1):
            tip = (800 + side * (80 + 600 * part), 190 + 400 * part**1.7)
            low = (800 + side * (60 + 640 * part), 560 + 170 * part)
            tone = blend(ground, shade, 0.9 - part * 0.9)
            canvas.shape([(800, 330 + 130 * part), tip, low, (800, 800)], tone)
            canvas.line([(800, 330 + 130 * part), tip, low, (800, 800)], blend(shade, colours[3], 0.3), 3, 0.6)
    canvas.shape([(100, 760), (800, 830), (1500, 760), (1500, 792), (800, 866), (100, 792)], colours[0])


def arches(canvas: Canvas) -> None:
    """A drawing of arches, one within the other, with a light at the end."""
    ground, shade, *colours = canvas.pick(PALETTES)
    canvas.gradient(ground, shade)
    shift = canvas.between(-26, 26)
    tones = [colours[3], colours[0], colours[1], colours[2], blend(colours[2], ground, 0.6), ground]
    for step, tone in enumerate(tones):
        radius, x = 640 - step * 108, 800 + step * shift
        top = 690 - (5 - step) * 10
        canvas.slice(x, top, radius, 180, 360, tone)
        canvas.box(x - radius, top, radius * 2, HEIGHT, tone)
    canvas.disc(800 + 5 * shift, 640, 46, colours[2])


def quarters(canvas: Canvas) -> None:
    """A pattern of squares, circles and quarter circles, like a toy alphabet."""
    ground, shade, *colours = canvas.pick(PALETTES)
    canvas.gradient(ground, ground)
    size = 225
    for column in range(8):
        for row in range(4):
            x, y = column * size - 100, row * size
            back, front = canvas.random.sample([ground, shade, *colours], 2)
            canvas.box(x, y, size, size, back)
            turn = canvas.random.randint(0, 5)
            if turn < 4:
                corner = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)][turn]
                canvas.slice(*corner, size, turn * 90, turn * 90 + 90, front)
            elif turn == 4:
                canvas.disc(x + size / 2, y + size / 2, size * 0.36, front)
            else:
                canvas.shape([(x, y), (x + size, y), (x, y + size)], front)


def lines(canvas: Canvas) -> None:
    """A drawing of a written page, its words only strokes, with one word marked."""
    ground, _, *colours = canvas.pick(PALETTES)
    canvas.gradient(colours[0], blend(colours[0], colours[3], 0.5))
    canvas.box(230, 90, 1180, HEIGHT, "#000000", 0.2, radius=10)
    canvas.box(200, 60, 1180, HEIGHT, ground, radius=10)
    canvas.line([(360, 60), (360, HEIGHT)], colours[1], 5, 0.6)
    for row in range(10):
        x, y = 410.0, 150 + row * 78
        while x < 1180:
            width = canvas.between(60, 210)
            marked = canvas.random.random() < 0.09
            if marked:
                canvas.box(x - 12, y - 16, width + 24, 56, colours[2], 0.75, radius=8)
            canvas.box(x, y, width, 22, blend(colours[3], ground, 0.15 if marked else 0.4), radius=11)
            x += width + 30
    canvas.leaf(1180, 640, 520, -0.85, colours[1], slim=0.13)


MOTIFS: list[Motif] = [shelf, pages, arches, quarters, lines]
