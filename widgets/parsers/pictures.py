"""Pictures of strangers: looked at, made small, and drawn anew, so that nothing of theirs but colours gets through."""

import warnings
from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from widgets.parsers.errors import Unreadable

#: No SVG: it is a program that draws, and may do more.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "ICO", "BMP")
MAX_PIXELS = 40_000_000
QUALITY = 78

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def parse(body: bytes, width: int) -> dict[str, Any]:
    """The picture as WebP, at most so wide and twice as high; its first frame, upright, without its metadata."""
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            # Asked before anything is decoded.
            if picture.width * picture.height > MAX_PIXELS or min(picture.size) < 1:
                raise Unreadable("not-a-picture")
            picture.draft("RGB", (width, width * 2))
            small = ImageOps.exif_transpose(picture.convert("RGBA" if _may_be_clear(picture) else "RGB"))
            small.thumbnail((width, width * 2))
            drawn = BytesIO()
            small.save(drawn, "WEBP", quality=QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unreadable("not-a-picture") from None
    return {"webp": b64encode(drawn.getvalue()).decode(), "width": small.width, "height": small.height}


def _may_be_clear(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in picture.info
