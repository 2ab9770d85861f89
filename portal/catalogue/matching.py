"""Finds what somebody means by a few words: whole words and beginnings first, else words that are spelled alike."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

#: More words than these narrow nothing.
WORDS_AT_MOST = 8
#: Words as alike as this are taken for misspellings of each other (what PostgreSQL's pg_trgm takes, too).
ALIKE = 0.3
#: Shorter words are alike by chance.
SHORTEST_MISSPELLED = 4
SWAPPED = 0.6
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be looked for: its words, each with how much it counts that somebody asked for it."""

    words: Mapping[str, float]

    @classmethod
    def of(cls, *texts: tuple[float, str]) -> "Subject":
        """From texts with their weights; a word that occurs in several counts as in the weightiest."""
        words: dict[str, float] = {}
        for weight, text in texts:
            for word in fold(text):
                words[word] = max(weight, words.get(word, 0))
        return cls(words)

    def fit(self, asked: Iterable[str], *, may_be_misspelled: bool) -> float:
        """How well all the words fit; 0 where one of them does not."""
        total = 0.0
        for word in asked:
            best = max(
                (weight * closeness(word, own, may_be_misspelled) for own, weight in self.words.items()), default=0
            )
            if not best:
                return 0
            total += best
        return total


def fold(text: str) -> list[str]:
    """The words without case and accents: "Météo-Suisse" → meteo, suisse."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def closeness(asked: str, own: str, may_be_misspelled: bool) -> float:
    """From 0 (nothing in common) to 1 (the same word)."""
    if asked == own:
        return 1
    if own.startswith(asked):
        return 0.8
    if asked in own and (len(asked) > 2 or not asked.isascii()):
        return 0.5
    if not may_be_misspelled or min(len(asked), len(own)) < SHORTEST_MISSPELLED:
        return 0
    likeness = alikeness(asked, own)
    return likeness / 2 if likeness >= ALIKE else 0


@lru_cache(maxsize=20_000)
def alikeness(one: str, other: str) -> float:
    """The share of their trigrams that two words have in common; two letters in wrong order are one slip, not four."""
    if len(one) == len(other) and any(_swapped(one, place) == other for place in range(len(one) - 1)):
        return SWAPPED
    first, second = _trigrams(one), _trigrams(other)
    return len(first & second) / len(first | second)


def _swapped(word: str, place: int) -> str:
    return f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"


@lru_cache(maxsize=10_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
