"""What people say they like and what they do not want to see. What they said holds at once. Loads no numpy."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from recommender.asking import push_soon
from recommender.events import Person
from recommender.features import normal_topics
from recommender.models import Preference, Suggestion
from widgets.models import CatalogueEntry, Item, Source

Direction = Preference.Direction


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about: exactly one of these."""

    topic: str = ""
    source_id: int | None = None
    item_id: int | None = None
    entry_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        columns = {"topic": self.topic, "source_id": self.source_id, "item_id": self.item_id, "entry_id": self.entry_id}
        return {name: value for name, value in columns.items() if value not in {"", None}}


@dataclass(frozen=True, slots=True)
class Stated:
    """All that one person said, in the form in which lists obey it. Weights run from -1 (less) to 1 (more)."""

    topics: dict[str, float] = field(default_factory=dict)
    source_ids: dict[int, float] = field(default_factory=dict)
    muted_topics: frozenset[str] = frozenset()
    muted_source_ids: frozenset[int] = frozenset()
    muted_item_ids: frozenset[int] = frozenset()
    muted_entry_ids: frozenset[int] = frozenset()
    #: Features (`topic:…`, `source:…`) that nothing may be concluded from.
    dropped: frozenset[str] = frozenset()

    def mutes(self, item: Item) -> bool:
        return bool(
            item.pk in self.muted_item_ids
            or item.source_id in self.muted_source_ids
            or self.muted_topics & set(normal_topics(item.topics))
        )


NOTHING: Final = Stated()


class NoSuchThing(ValueError):
    """A statement about nothing, about two things, or about something that is not there."""


@transaction.atomic
def state(
    user: Person, about: About, direction: str, *, weight: float = 1.0, until: datetime | None = None
) -> Preference:
    """Says it, instead of what was said of the same thing before. A mute holds at once. Raises NoSuchThing."""
    about = checked(about)
    lock(user)
    values = {"direction": Direction(direction), "weight": min(max(weight, 0.0), 1.0), "until": until}
    preference, _ = Preference.objects.update_or_create(
        user_id=user.pk, **about.columns, defaults=values | {"created_at": timezone.now()}
    )
    take_away_muted(user.pk)
    transaction.on_commit(partial(push_soon, [user.pk]))
    return preference


@transaction.atomic
def withdraw(user: Person, about: About) -> bool:
    """Takes back what was said of it; False if nothing was."""
    columns = about.columns | ({"topic": normal_topic(about.topic)} if about.topic else {})
    count, _rows = Preference.objects.filter(user_id=user.pk, **columns).delete() if columns else (0, {})
    if count:
        transaction.on_commit(partial(push_soon, [user.pk]))
    return bool(count)


def stated(user: Person) -> QuerySet[Preference]:
    """What this person said and what still holds, newest first, with the titles of what it is about."""
    return holding().filter(user_id=user.pk).select_related("source", "item", "entry").order_by("-created_at", "-pk")


def in_force(user_ids: Collection[int]) -> dict[int, Stated]:
    """What lists have to obey, for many people in one query."""
    said: defaultdict[int, list[Preference]] = defaultdict(list)
    for preference in holding().filter(user_id__in=user_ids):
        said[preference.user_id].append(preference)
    return {user_id: as_stated(preferences) for user_id, preferences in said.items()}


def as_stated(said: Iterable[Preference]) -> Stated:
    told = list(said)
    mutes = [one for one in told if one.direction == Direction.MUTE]
    drops = [one for one in told if one.direction == Direction.DROP]
    signs = {Direction.MORE: 1.0, Direction.PIN: 1.0, Direction.LESS: -1.0}
    leaning = [(one, signs[Direction(one.direction)] * one.weight) for one in told if one.direction in signs]
    return Stated(
        topics={one.topic: weight for one, weight in leaning if one.topic},
        source_ids={one.source_id: weight for one, weight in leaning if one.source_id},
        muted_topics=frozenset(one.topic for one in mutes if one.topic),
        muted_source_ids=frozenset(one.source_id for one in mutes if one.source_id),
        muted_item_ids=frozenset(one.item_id for one in mutes if one.item_id),
        muted_entry_ids=frozenset(one.entry_id for one in mutes if one.entry_id),
        dropped=frozenset(f"topic:{one.topic}" if one.topic else f"source:{one.source_id}" for one in drops),
    )


def take_away_muted(user_id: int) -> None:
    """From the list as it is now. Call it with the person locked, so that no push writes a muted thing again."""
    said = in_force([user_id]).get(user_id, NOTHING)
    rows = Suggestion.objects.filter(user_id=user_id).select_related("item")
    muted = [
        row.pk
        for row in rows.only("item__topics", "item__source_id", "entry_id")
        if (row.item and said.mutes(row.item)) or row.entry_id in said.muted_entry_ids
    ]
    Suggestion.objects.filter(pk__in=muted).delete()


def lock(user: Person) -> None:
    """Statements and pushes of one person take turns."""
    list(get_user_model().objects.select_for_update().filter(pk=user.pk).values_list("pk"))


def holding() -> QuerySet[Preference]:
    return Preference.objects.filter(Q(until=None) | Q(until__gt=timezone.now()))


def checked(about: About) -> About:
    if len(about.columns) != 1:
        raise NoSuchThing("A statement is about one thing.")
    if about.topic:
        return About(topic=normal_topic(about.topic))
    rows = ((Source, about.source_id), (Item, about.item_id), (CatalogueEntry, about.entry_id))
    if not any(pk is not None and model._default_manager.filter(pk=pk).exists() for model, pk in rows):
        raise NoSuchThing("There is no such thing.")
    return about


def normal_topic(topic: str) -> str:
    """As topics are stored with items."""
    known = normal_topics([topic[:80]])
    if not known:
        raise NoSuchThing("A topic has a name.")
    return known[0]
