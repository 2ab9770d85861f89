"""Words as they are compared: without case and accents, in every script, the same in Python and in both databases."""

import re
import unicodedata

#: Signs above and below letters: accents, and the vowel signs of Hebrew and Arabic, which few people type.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]")
#: In the scripts from Devanagari to Khmer, vowels that stand beside their letter are no letters to `\w`.
_WORD = re.compile("(?:[^\\W_]|[\u0900-\u109f\u1780-\u17ff])+")
#: Scripts that set no blanks between words: Thai and Lao, Chinese and Japanese.
_UNSPACED = re.compile("([\u0e00-\u0eff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")

#: Letters and digits in lower case, and a blank for every other sign of ASCII.
_IN_ASCII = {code: sign.lower() if (sign := chr(code)).isalnum() else " " for code in range(128)}


def folded(text: str) -> str:
    """ "Météo" → "meteo"."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def tokens(text: str) -> list[str]:
    """The words of a text, folded; where a script sets no blanks, each two neighbouring signs."""
    plain = folded(text)
    if plain.isascii():
        return words_in_ascii(plain)
    return [token for word in _WORD.findall(plain) for token in _split(word)]


def words_in_ascii(text: str) -> list[str]:
    """The folded words of a text without other signs, several times faster than they can be searched for."""
    return text.translate(_IN_ASCII).split()


def _split(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word]
    return [token for part in _UNSPACED.split(word) if part for token in _pairs(part)]


def _pairs(part: str) -> list[str]:
    if len(part) == 1 or not _UNSPACED.match(part):
        return [part]
    return [part[at : at + 2] for at in range(len(part) - 1)]
