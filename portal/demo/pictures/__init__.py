"""Draws the demo's pictures: one per article, always the same for the same name."""

from io import BytesIO

from portal.demo.pictures import books, city, kitchen, machines, outdoors, sky
from portal.demo.pictures.canvas import Canvas, Motif

MOTIFS: dict[str, Motif] = {
    motif.__name__: motif for part in (sky, kitchen, machines, outdoors, books, city) for motif in part.MOTIFS
}


def draw(motif: str, seed: str) -> bytes:
    """A JPEG of the motif; the seed chooses its palette and its details."""
    canvas = Canvas(seed)
    MOTIFS[motif](canvas)
    file = BytesIO()
    canvas.finish().save(file, "JPEG", quality=84)
    return file.getvalue()


def describe(motif: str) -> str:
    """What the picture shows, for people who do not see it: the motif's own docstring."""
    return (MOTIFS[motif].__doc__ or "").strip()
