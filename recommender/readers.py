"""What is known about people when their lists are made: what they did, what they chose, what they can read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model

from recommender import choices, likes, preferences, refusals
from recommender.choices import NOTHING, Choices
from recommender.features import base_language, normal_topics
from recommender.models import Event, Tuning
from recommender.preferences import Stated

MOST_EVENTS: Final = 500
#: After these the thing is known to the person; only "no longer hidden" takes it back.
REVERSALS: Final = (Event.Kind.UNHIDE,)


@dataclass(frozen=True, slots=True)
class Taste:
    """Likes and dislikes of things of one sort, newest first, and all that needs no suggesting any more."""

    liked: dict[int, float] = field(default_factory=dict)
    unwanted: dict[int, float] = field(default_factory=dict)
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    user_id: int
    language: str
    choices: Choices = NOTHING
    items: Taste = Taste()
    entries: Taste = Taste()
    said: Stated = preferences.NOTHING
    refused_item_ids: frozenset[int] = frozenset()
    tuning: Tuning = field(default_factory=Tuning)


@dataclass(frozen=True, slots=True)
class Row:
    """One event, as far as it matters here."""

    item_id: int | None
    entry_id: int | None
    deed: likes.Deed


def load(user_ids: Collection[int], offer: refusals.Offer | None = None) -> list[Reader]:
    """Those of these people who want suggestions, in a handful of queries for all.

    `offer`: what may come onto their lists.
    """
    people = get_user_model().objects.filter(pk__in=user_ids, is_active=True, wants_suggestions=True)
    languages = dict(people.order_by("pk").values_list("pk", "language"))
    chosen = choices.of(list(languages))
    rows = events_of(languages)
    said = preferences.in_force(list(languages))
    refused = refusals.of(list(languages), offer or refusals.Offer())
    tunings = Tuning.objects.in_bulk(list(languages))
    return [
        Reader(
            user_id=user_id,
            language=base_language(language or settings.LANGUAGE_CODE),
            choices=with_normal_topics(chosen[user_id]),
            items=taste_of([row.deed for row in rows[user_id] if row.item_id]),
            entries=taste_of([row.deed for row in rows[user_id] if row.entry_id]),
            said=said.get(user_id, preferences.NOTHING),
            refused_item_ids=refused[user_id],
            tuning=tunings.get(user_id) or Tuning(user_id=user_id),
        )
        for user_id, language in languages.items()
    ]


def events_of(user_ids: Collection[int]) -> dict[int, list[Row]]:
    """The newest events of each, oldest first."""
    told = Event.objects.filter(user_id__in=user_ids).exclude(kind=Event.Kind.SHOW).order_by("-created_at", "-pk")
    found: defaultdict[int, list[Row]] = defaultdict(list)
    columns = ("user_id", "item_id", "entry_id", "kind", "created_at")
    for user_id, item_id, entry_id, kind, at in told.values_list(*columns)[: MOST_EVENTS * max(len(user_ids), 1)]:
        found[user_id].insert(0, Row(item_id, entry_id, (user_id, item_id or entry_id or 0, kind, at)))
    return found


def taste_of(deeds: Sequence[likes.Deed]) -> Taste:
    weighed = sorted(likes.from_deeds(deeds), key=lambda like: -like.last)
    last = {thing_id: kind for _, thing_id, kind, _ in deeds}
    return Taste(
        liked={like.thing_id: like.weight for like in weighed if like.weight > 0},
        unwanted={like.thing_id: -like.weight for like in weighed if like.weight < 0},
        known=frozenset(thing_id for thing_id, kind in last.items() if kind not in REVERSALS),
    )


def with_normal_topics(chosen: Choices) -> Choices:
    topics = frozenset(normal_topics(chosen.topics))
    return Choices(kinds=chosen.kinds, source_ids=chosen.source_ids, entry_ids=chosen.entry_ids, topics=topics)
