"""What the portal concludes from what one person did: worked out when asked for, stored nowhere. Loads no numpy."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from recommender import likes
from recommender.events import Person, is_served
from recommender.features import normal_topics
from recommender.models import Event
from recommender.preferences import NOTHING, About, Stated, in_force
from widgets.models import Item, Source

#: So many of the newest events say what somebody likes.
MOST_EVENTS: Final = 500
#: One read is no habit.
LEAST_READS: Final = 2

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is inferred of one topic or source, from -1 to 1, and from how many things the person met."""

    about: About
    title: str
    weight: float
    reads: int


def inferred(user: Person, most: int = 20) -> list[Leaning]:
    """Topics and sources, strongest first, from this person's own deeds alone; without what they spoke about."""
    if not is_served(user):
        return []
    said = in_force([user.pk]).get(user.pk, NOTHING)
    topics, sources = weighed(user)
    titles = dict(Source.objects.filter(pk__in=sources).values_list("pk", "title"))
    found = [
        *leanings({topic: (About(topic=topic), topic) for topic in topics}, topics),
        *leanings({pk: (About(source_id=pk), title) for pk, title in titles.items()}, sources),
    ]
    unsaid = [leaning for leaning in found if not speaks_of(said, leaning.about)]
    return sorted(unsaid, key=lambda leaning: -abs(leaning.weight))[:most]


def speaks_of(said: Stated, about: About) -> bool:
    if about.topic:
        return about.topic in said.topics.keys() | said.muted_topics or f"topic:{about.topic}" in said.dropped
    known = said.source_ids.keys() | said.muted_source_ids
    return about.source_id in known or f"source:{about.source_id}" in said.dropped


def weighed(user: Person) -> tuple[dict[str, list[float]], dict[int, list[float]]]:
    """What each met thing says about its topics and its source."""
    told = Event.objects.filter(user_id=user.pk).exclude(kind=Event.Kind.SHOW).exclude(item=None)
    deeds = told.order_by("-pk").values_list("user_id", "item_id", "kind", "created_at")[:MOST_EVENTS]
    weights = {like.thing_id: like.weight for like in likes.from_deeds(deeds)}
    topics: defaultdict[str, list[float]] = defaultdict(list)
    sources: defaultdict[int, list[float]] = defaultdict(list)
    for pk, about, source_id in Item.objects.filter(pk__in=weights).values_list("pk", "topics", "source_id"):
        sources[source_id].append(weights[pk])
        for topic in normal_topics(about):
            topics[topic].append(weights[pk])
    return topics, sources


def leanings(titles: Mapping[Key, tuple[About, str]], found: Mapping[Key, list[float]]) -> list[Leaning]:
    sums = {key: sum(found[key]) for key in titles if len(found[key]) >= LEAST_READS}
    strongest = max(map(abs, sums.values()), default=1.0) or 1.0
    return [Leaning(*titles[key], round(total / strongest, 3), len(found[key])) for key, total in sums.items() if total]
