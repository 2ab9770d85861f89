"""What somebody looks for in texts: words, cut alike out of what is asked and out of what is looked through. Pure.

Without case and accents; of scripts that put no blanks between words each sign by itself, because those are then found
as neighbours.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from markupsafe import Markup, escape

from widgets.wording import folded, words_in_ascii

WORDS_AT_MOST = 8
#: Han, Kana, Thai, Lao, Khmer, Myanmar.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_PIECE = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[\w\u0300-\u036f])+")


def words_of(text: str) -> list[str]:
    plain = folded(text)
    return words_in_ascii(plain) if plain.isascii() else _WORD.findall(plain)


def pieces_of(asked: str) -> list[str]:
    """What was asked as it was typed, between blanks; more than these narrow nothing."""
    return folded(asked).split()[:WORDS_AT_MOST]


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: phrases of words, all of which must be there; of the last one, its last word may go on."""

    phrases: Sequence[Sequence[str]]

    @classmethod
    def of(cls, asked: str) -> Self:
        phrases = (words_of(piece) for piece in pieces_of(asked))
        return cls([phrase for phrase in phrases if phrase])

    def for_sqlite(self) -> str:
        return " ".join(f'"{" ".join(phrase)}"' for phrase in self.phrases) + "*"

    def for_postgresql(self) -> str:
        return " & ".join(" <-> ".join(f"'{word}'" for word in phrase) for phrase in self.phrases) + ":*"

    def has(self, word: str) -> bool:
        """Whether this word of a text is one of those asked for."""
        if not self.phrases:
            return False
        plain = folded(word)
        last = self.phrases[-1][-1]
        return any(plain in phrase for phrase in self.phrases) or plain.startswith(last)


def excerpt(text: str, query: Query, length: int) -> str:
    """The part of a text around the first word that was asked for; the beginning where there is none."""
    plain = " ".join(text.split())
    at = next((found.start() for found in _PIECE.finditer(plain) if _is_hit(found[0], query)), 0)
    start = plain.rfind(" ", 0, max(at - length // 3, 0)) + 1 if at > length // 3 else 0
    part = plain[start : start + length]
    return f"{'…' if start else ''}{part}{'…' if start + length < len(plain) else ''}"


def mentions(text: str, query: Query) -> bool:
    """Whether a word that was asked for is in the text."""
    return any(_is_hit(found[0], query) for found in _PIECE.finditer(text))


def marked(text: str, query: Query) -> Markup:
    """The text with a <mark> around each word that was asked for."""
    parts, at = [], 0
    for found in _PIECE.finditer(text):
        if _is_hit(found[0], query):
            parts += [escape(text[at : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
            at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _is_hit(piece: str, query: Query) -> bool:
    if _WORD.fullmatch(piece) or not re.match(f"[{_UNSPACED}]", piece):
        return query.has(piece)
    return any("".join(phrase) in piece for phrase in query.phrases)
