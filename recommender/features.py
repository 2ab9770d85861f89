"""What is known about a thing or a person, as named weights: the inputs of the model.

An identity weighs 1, and all other features together weigh 1: so a thing nobody has read yet is known by its half.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from recommender.choices import Choices

Features = dict[str, float]
IDENTITY: Final = "user:"
THING: Final = "thing:"

WORD: Final = re.compile(r"[^\W\d_]{4,}")
WORD_BUCKETS: Final = 2048
WORDS_PER_THING: Final = 6
#: Kinds that differ by what they bring. Of all others (a clock, the weather) one on a page is enough.
STREAMS: Final = frozenset({"channel", "feed", "headlines"})
#: How much each group of features weighs against the others, before they are scaled to 1 together.
SHARES: Final = {"topic": 4.0, "source": 2.0, "kind": 2.0, "category": 1.0, "word": 2.0, "language": 0.5}
#: No list has more picks of the editors, as long as there is something else.
MOST_PICKS: Final = 2
STOPWORDS: Final = frozenset(
    word
    for line in (
        "about after again also been before being could does doing down every first from have here into just like made",
        "make many more most much only other over said should some than that their them then there these they this",
        "those through under until very want were what when where which while will with without would year years your",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Thing:
    """An item or a catalogue entry as this app sees it. Times are seconds since 1970."""

    id: int
    title: str
    text: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    source_id: int | None = None
    source_title: str = ""
    kind: str = ""
    category: str = ""
    published: float = 0.0
    expires: float = float("inf")
    featured: bool = False
    #: Equal for items of several sources that tell the same.
    story: int | None = None

    @property
    def identity(self) -> str:
        return f"{THING}{self.id}"

    @property
    def is_one_enough(self) -> bool:
        return bool(self.kind) and self.kind not in STREAMS


def identity_of(user_id: int) -> str:
    return f"{IDENTITY}{user_id}"


def of_thing(thing: Thing) -> Features:
    return {thing.identity: 1.0, **without_identity(thing)}


def of_stranger(thing: Thing) -> Features:
    """For a thing that no model has met: what is known about it stands in for what it would have learned."""
    return {name: 2 * weight for name, weight in without_identity(thing).items()}


def without_identity(thing: Thing) -> Features:
    groups = {
        "topic": topic_names(thing.topics),
        "source": [f"source:{thing.source_id}"] if thing.source_id else [],
        "kind": [f"kind:{thing.kind}"] if thing.kind else [],
        "category": [f"category:{thing.category}"] if thing.category else [],
        "word": [f"word:{crc32(word.encode()) % WORD_BUCKETS}" for word in words(thing.title)[:WORDS_PER_THING]],
        "language": [f"language:{base_language(thing.language)}"] if thing.language else [],
    }
    return summing_to_one({name: SHARES[group] / len(names) for group, names in groups.items() for name in names})


def of_person(user_id: int, choices: Choices) -> Features:
    return {identity_of(user_id): 1.0, **of_choices(choices)}


def of_choices(choices: Choices) -> Features:
    """What a person chose by hand, as features of the person."""
    names = [*topic_names(choices.topics), *(f"source:{source_id}" for source_id in sorted(choices.source_ids))]
    return summing_to_one(dict.fromkeys(names, 1.0))


def summing_to_one(features: Features) -> Features:
    total = sum(features.values())
    return {name: weight / total for name, weight in features.items()}


def topic_names(topics: Iterable[str]) -> list[str]:
    return sorted({f"topic:{topic}" for topic in topics})


def normal_topics(topics: object) -> tuple[str, ...]:
    """Topics as stored by whomever, in one form."""
    if not isinstance(topics, list | tuple | set | frozenset):
        return ()
    return tuple(sorted({str(topic).strip().casefold() for topic in topics if str(topic).strip()}))


def base_language(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def words(text: str) -> list[str]:
    """The telling words of a text, once each, in order."""
    return list(dict.fromkeys(word for word in WORD.findall(text.casefold()) if word not in STOPWORDS))
