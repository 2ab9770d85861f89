"""Whether a story is what a rule is about. Pure: no database, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeAlias
from urllib.parse import urlsplit

from portal.reading.rules.models import Rule
from recommender.features import normal_topics
from widgets.wording import folded

What = Rule.What
Row: TypeAlias = tuple[int, int, str, str, str, object, str, str]


class Said(Protocol):
    """A rule, or what will be one."""

    what: str
    value: str


class Story(NamedTuple):
    """What rules look at, in the form in which they compare it."""

    id: int
    source_id: int
    words: str
    author: str
    topics: frozenset[str]
    hosts: tuple[str, ...]


def story_of(row: Row) -> Story:
    """Of (id, source's id, title, summary, author, topics, address, address of the source's site)."""
    id, source_id, title, summary, author, topics, url, site_url = row
    hosts = tuple(filter(None, (host_of(url), host_of(site_url))))
    words = folded(f"{title}\n{summary}")
    return Story(id, source_id, words, folded(author), frozenset(normal_topics(topics)), hosts)


def host_of(address: str) -> str:
    """ "https://www.Example.org/x" and "example.org" → "example.org"; nothing of what has none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


class Matcher:
    """Several rules as one question: however many there are, a story is read once."""

    def __init__(self, rules: Iterable[Said]) -> None:
        values: dict[str, set[str]] = {what: set() for what in What.values}
        for rule in rules:
            values[rule.what].add(rule.value)
        self.words = _pattern(values[What.WORD])
        self.authors = _pattern(values[What.AUTHOR])
        self.topics = frozenset(normal_topics(values[What.TOPIC]))
        self.sites = frozenset(map(host_of, values[What.SITE])) - {""}

    def fits(self, story: Story) -> bool:
        return bool(
            (self.words and self.words.search(story.words))
            or (self.authors and self.authors.search(story.author))
            or self.topics & story.topics
            or (self.sites and any(self._has_site(host) for host in story.hosts))
        )

    def _has_site(self, host: str) -> bool:
        """Itself, or a part of it: "blog.example.org" is of "example.org"."""
        return host in self.sites or any(host.endswith(f".{site}") for site in self.sites)


def _pattern(values: Iterable[str]) -> re.Pattern[str] | None:
    """Whole words, with any space between them: "AI" is not in "said". Where words begin is asked once for all."""
    told = sorted(filter(None, (folded(value).split() for value in values)))
    spaced = [_words(words) for words in told if _is_spaced(words[0][0])]
    others = [_words(words) for words in told if not _is_spaced(words[0][0])]
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})", *others] if spaced else others
    return re.compile("|".join(parts)) if parts else None


def _words(words: Sequence[str]) -> str:
    after = r"(?!\w)" if _is_spaced(words[-1][-1]) else ""
    return r"\s+".join(map(re.escape, words)) + after


def _is_spaced(letter: str) -> bool:
    """Whether its script puts spaces between words: Chinese, Japanese and Thai do not."""
    is_wide = unicodedata.east_asian_width(letter) in "WF" and not "\uac00" <= letter <= "\ud7a3"
    return (letter.isalnum() or letter == "_") and not is_wide and not "\u0e00" <= letter <= "\u0eff"
