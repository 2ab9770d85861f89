"""Words as they are compared: without case and accents, in every script, the same in Python and in both databases."""

import re
import unicodedata

#: Signs above and below letters: accents, and the vowel signs of Hebrew and Arabic, which few people type.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]")
#: In the scripts from Devanagari to Khmer, vowels that stand beside their letter are no letters to `\w`.
_WORD = re.compile("(?:[^\\W_]|[\u0900-\u109f\u1780-\u17ff])+")
#: Scripts that set no blanks between words: Thai and Lao, Chinese and Japanese.
_UNSPACED = re.compile("([\u0e00-\u0eff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")


def folded(text: str) -> str:
    """ "Météo" → "meteo"."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def tokens(text: str) -> list[str]:
    """The words of a text, folded; where a script sets no blanks, each two neighbouring signs."""
    plain = folded(text)
    found = _WORD.findall(plain)
    return found if plain.isascii() else [token for word in found for token in _split(word)]


def _split(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word]
    return [token for part in _UNSPACED.split(word) if part for token in _pairs(part)]


def _pairs(part: str) -> list[str]:
    if len(part) == 1 or not _UNSPACED.match(part):
        return [part]
    return [part[at : at + 2] for at in range(len(part) - 1)]
