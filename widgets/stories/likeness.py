"""Whether two items tell the same story. Pure. In doubt they do not: two rows too many cost less than one lost."""

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b

from widgets.stories import links
from widgets.wording import tokens

#: Aggregators bring a link days later; an equal title means the same only while it is news.
SAME_LINK = timedelta(days=14)
SAME_TITLE = timedelta(days=3)
#: Titles of fewer words may be equal by chance.
TELLING = 4
#: Of so many words a title is believed without a summary beside it.
TELLING_ALONE = 7
#: A summary of fewer words proves nothing.
SUMMARY = 8
SUMMARY_USED = 80
#: Shorter words (of ASCII letters) say little.
LONG = 4
THIRDS = 3

_SITE = re.compile(r"\s+[-|–—•:·]+\s+([^-|–—•·]{2,40})$")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Telling:
    """What is known of an item; `story` is the number of the story it belongs to already."""

    id: int
    source_id: int
    source_title: str
    url: str
    title: str
    summary: str
    published_at: datetime
    story: int | None = None

    @cached_property
    def link(self) -> str:
        link = links.normal(self.url)
        return link if links.names_a_page(link) else ""

    @cached_property
    def words(self) -> list[str]:
        return tokens(_without_site(self.title, self.source_title))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if _NUMBER.search(word))

    @cached_property
    def heading(self) -> tuple[str, ...]:
        """The title without its numbers: what a source says again and again ("Weekly thread 7") is no title."""
        return tuple(word for word in self.words if not _NUMBER.search(word))

    @cached_property
    def gist(self) -> frozenset[tuple[str, ...]]:
        """Each three neighbouring words of the summary; nothing where it is too short to prove anything."""
        words = tokens(self.summary[:1000])[:SUMMARY_USED]
        if len(words) < SUMMARY or words[: len(self.words)] == self.words == words:
            return frozenset()
        return frozenset(zip(words, words[1:], words[2:], strict=False))


def clues(item: Telling) -> Iterator[int]:
    """Numbers of which two items that tell the same share at least one.

    The words of a title fall into three parts, by themselves: one more, less or changed leaves at least one part whole.
    A part of little words alone ("the", "of") is no clue: half of all titles would share it.
    """
    if item.link:
        yield _number(f"link {item.link}")
    if len(item.words) >= TELLING:
        parts: list[list[str]] = [[] for _third in range(THIRDS)]
        for word in sorted(item.vocabulary):
            parts[zlib.crc32(word.encode()) % THIRDS].append(word)
        for third, part in enumerate(parts):
            if any(map(_says_much, part)):
                yield _number(f"{third} {' '.join(part)}")


def tell_the_same(one: Telling, other: Telling) -> bool:
    """By their addresses, else by their titles, which then need a summary to speak for them."""
    if one.source_id == other.source_id:
        return False
    apart = abs(one.published_at - other.published_at)
    if one.link and one.link == other.link:
        return apart <= SAME_LINK
    if apart > SAME_TITLE or min(len(one.words), len(other.words)) < TELLING:
        return False
    return _say_the_same(one, other)


def _say_the_same(one: Telling, other: Telling) -> bool:
    words, others = one.vocabulary, other.vocabulary
    shared = len(words & others) / len(words | others)
    if shared < 0.5 or one.numbers != other.numbers:  # most pairs: the summaries need no look
        return False
    told = len(one.gist & other.gist) / min(len(one.gist), len(other.gist)) if one.gist and other.gist else None
    if one.words == other.words:
        return len(words) >= TELLING_ALONE if told is None else told >= 0.15
    if told is None or not _is_about(one.summary, words & others):
        return False
    return told >= (0.3 if shared >= 0.75 else 0.6)


def _is_about(summary: str, words: Collection[str]) -> bool:
    """Not so what a platform writes below every entry, whatever it says."""
    return len(set(filter(_says_much, words)).intersection(tokens(summary[:1000]))) > 1


def _says_much(word: str) -> bool:
    return len(word) >= LONG or not word.isascii()


def _without_site(title: str, site: str) -> str:
    """ "Rain at last - The Daily Bread" → "Rain at last", where the source is called so."""
    found = _SITE.search(title)
    if not found:
        return title
    end, own = tokens(found[1]), tokens(site)
    return title[: found.start()] if end and own and (set(end) <= set(own) or set(own) <= set(end)) else title


def _number(clue: str) -> int:
    return int.from_bytes(blake2b(clue.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
