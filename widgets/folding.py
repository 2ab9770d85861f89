"""Text as it is compared: without case and accents."""

import re
import unicodedata

#: More words than these narrow nothing.
WORDS_AT_MOST = 8
_MARKS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """ "Météo" → "meteo"."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def words_of(asked: str) -> list[str]:
    return folded(asked).split()[:WORDS_AT_MOST]
