"""Pictures of strangers in the child: made small and drawn anew, bombs and programs refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from widgets import parsing
from widgets.base import FetchError


def drawn(form="PNG", size=(400, 300), mode="RGB", **options):
    file = BytesIO()
    Image.new(mode, size, options.pop("colour", "teal")).save(file, form, **options)
    return file.getvalue()


def opened(body, width=160):
    picture = Image.open(BytesIO(parsing.parse_picture(body, width)))
    picture.load()
    return picture


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "ICO"])
def test_a_picture_becomes_a_small_webp(form):
    picture = opened(drawn(form), 80)
    assert picture.format == "WEBP"
    assert picture.width <= 80
    assert picture.height <= 160


def test_a_small_picture_is_not_blown_up_and_stays_clear():
    picture = opened(drawn(size=(16, 16), mode="RGBA", colour=(0, 0, 0, 0)), 160)
    assert picture.size == (16, 16)
    assert picture.convert("RGBA").getpixel((8, 8))[3] == 0


def test_what_a_camera_wrote_into_it_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "at home"  # turned; described
    picture = opened(drawn("JPEG", (400, 200), exif=exif.tobytes()))
    assert picture.height > picture.width
    assert not picture.getexif()


def bomb(width, height):
    """A PNG whose head promises more pixels than anybody wants to unpack."""

    def chunk(name, data):
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>no picture</html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7",
        drawn()[:200],
        bomb(50_000, 50_000),
        bomb(7_000, 6_000),
        b"GIF89a" + b"\xff" * 40,
    ],
)
def test_what_is_no_picture_is_refused(body):
    with pytest.raises(FetchError) as caught:
        parsing.parse_picture(body, 160)
    assert caught.value.code == "not-a-picture"


def test_icons_of_a_page_are_found_the_fitting_one_first():
    page = b"""<head><base href="/a/"><link rel=icon href=x.svg type=image/svg+xml><link rel="icon" sizes=16x16 href=16.png>
    <link rel="apple-touch-icon" sizes=180x180 href=180.png><link rel="shortcut icon" href="//cdn.example/32.png" sizes=32x32></head>"""
    assert parsing.find_icons(page, "https://e.example/") == [
        "https://cdn.example/32.png", "https://e.example/a/180.png", "https://e.example/a/16.png",
    ]  # fmt: skip
