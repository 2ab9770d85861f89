"""An editor's words as readers get them."""

import re

from django.utils.text import slugify
from wagtail.rich_text import expand_db_html

from widgets import sanitize

OPENING_LENGTH = 240


def clean_body(body: str) -> str:
    """Rich text as Wagtail stores it → HTML that may be shown to anyone. Editors are not trusted more than feeds."""
    return sanitize.clean(expand_db_html(body), "")


def opening(content: str) -> str:
    """The first words, for an article without a summary."""
    return sanitize.text(content, OPENING_LENGTH)


def topic_slugs(words: str) -> list[str]:
    """`"City life, Trains,,trains"` → `["city-life", "trains"]`."""
    slugs = (slugify(word, allow_unicode=True) for word in re.split(r"[,;\n]", words))
    return list(dict.fromkeys(slug for slug in slugs if slug))
