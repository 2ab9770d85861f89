"""An editor's words as readers get them."""

import re

from django.utils.text import slugify
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.rich_text import expand_db_html

from widgets import sanitize

OPENING_LENGTH = 240
_INLINE = re.compile(r"</?(?:a|b|em|i|strong)\b[^>]*>")
#: Sharp in the reader's column and on a dense phone screen, small enough for a page full of panels (20-60 KB).
PICTURE = "width-800|format-webp"


def clean_body(body: str) -> str:
    """Rich text as Wagtail stores it → HTML that may be shown to anyone. Editors are not trusted more than feeds."""
    return sanitize.clean(expand_db_html(body), "")


def picture_for_readers(picture: AbstractImage | None) -> AbstractRendition | None:
    """The picture in the size that readers get. A lost file must not keep the words from being published."""
    try:
        return picture.get_rendition(PICTURE) if picture else None
    except SourceImageIOError:
        return None


def opening(content: str) -> str:
    """The first words of clean HTML, for an article without a summary."""
    return sanitize.text(_INLINE.sub("", content), OPENING_LENGTH)


def topic_slugs(words: str) -> list[str]:
    """`"City life, Trains,,trains"` → `["city-life", "trains"]`."""
    slugs = (slugify(word, allow_unicode=True) for word in re.split(r"[,;\n]", words))
    return list(dict.fromkeys(slug for slug in slugs if slug))
