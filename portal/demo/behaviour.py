"""What the demo's readers did in the last two weeks: each follows a taste, with some chance."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from portal.accounts.models import User
from portal.demo.people import READER_TASTE, Person, Taste
from recommender.models import Event
from widgets.models import CatalogueEntry, Item

WINDOW: Final = timedelta(days=14)
#: How much more a topic that somebody likes draws them than one they do not care for (exponent).
PULL: Final = 2.4


@dataclass(frozen=True, slots=True)
class Story:
    """An item or a catalogue entry, as far as a reader's interest goes."""

    id: int
    topics: frozenset[str]
    since: datetime


def record_readers(people: Iterable[Person], now: datetime) -> int:
    """Events of everybody who has none yet; answers how many."""
    active = set(Event.objects.filter(is_demo=True).values_list("user_id", flat=True).distinct())
    stories, offers = read_stories(), read_offers(now)
    events = [
        event
        for person in people
        if person.user.pk not in active
        for event in reader_events(person, stories, offers, now)
    ]
    Event.objects.bulk_create(in_order(events), batch_size=1000)
    return len(events)


def in_order(events: Iterable[Event]) -> list[Event]:
    """As they would have come: whoever reads them by number reads them by time."""
    return sorted(events, key=lambda event: event.created_at)


def record_demo_reader(user: User, now: datetime) -> int:
    """Half a dozen articles about the sky and the kitchen, read with love; much is left to be suggested."""
    if Event.objects.filter(user=user).exists():
        return 0
    events = in_order(demo_reader_events(user, read_stories(), now))
    Event.objects.bulk_create(events)
    return len(events)


def read_stories() -> list[Story]:
    rows = Item.objects.filter(is_demo=True, is_live=True).order_by("pk").values_list("pk", "topics", "published_at")
    return [Story(pk, frozenset(topics), since) for pk, topics, since in rows]


def read_offers(now: datetime) -> list[Story]:
    rows = CatalogueEntry.objects.filter(language__in=("", "en"), is_retired=False).order_by("pk")
    return [Story(entry.pk, frozenset(entry.topics), now - WINDOW) for entry in rows if entry.topics]


def liking(taste: Mapping[str, float], story: Story) -> float:
    return sum(weight for topic, weight in taste.items() if topic in story.topics)


def reader_events(person: Person, stories: Sequence[Story], offers: Sequence[Story], now: datetime) -> Iterator[Event]:
    chance = person.chance()
    for story in chosen(stories, person.taste, chance.randint(13, 24), chance):
        at = moment(story.since, now, chance)
        liked = liking(person.taste, story)
        if not liked and chance.random() < 0.15:
            yield event(person.user, Event.Kind.HIDE, at, item_id=story.id)
            continue
        yield event(person.user, Event.Kind.OPEN, at, item_id=story.id)
        if liked and chance.random() < 0.3:
            yield event(person.user, Event.Kind.SAVE, min(at + timedelta(minutes=2), now), item_id=story.id)
    for offer in chosen(offers, person.taste, chance.randint(2, 6), chance):
        yield event(person.user, Event.Kind.ADD, moment(offer.since, now, chance), entry_id=offer.id, place="catalogue")


def demo_reader_events(user: User, stories: Sequence[Story], now: datetime) -> Iterator[Event]:
    chance = Random(user.email)  # noqa: S311
    for topics in ({"astronomy", "spaceflight"}, {"cooking", "fermentation"}):
        liked = [story for story in stories if story.topics & topics]
        for story in liked[::2][:3]:
            at = moment(story.since, now, chance)
            yield event(user, Event.Kind.OPEN, at, item_id=story.id)
            yield event(user, Event.Kind.SAVE, min(at + timedelta(minutes=3), now), item_id=story.id)
            yield event(user, Event.Kind.OPEN, min(at + timedelta(hours=9), now), item_id=story.id, place="saved")
    dull = [story for story in stories if not liking(READER_TASTE, story)]
    for story in dull[::12][:3]:
        yield event(user, Event.Kind.HIDE, moment(story.since, now, chance), item_id=story.id)
    added = CatalogueEntry.objects.filter(
        slug__in=("headlines-space", "moon-phases", "smitten-kitchen", "weather-london")
    )
    for entry in added.order_by("slug"):
        yield event(user, Event.Kind.ADD, now - timedelta(days=6), entry_id=entry.pk, place="catalogue")


def chosen(stories: Sequence[Story], taste: Taste, count: int, chance: Random) -> list[Story]:
    """So many, without repetition, the liked ones first and foremost (weights as exponents of a random key)."""

    def key(story: Story) -> float:
        return chance.random() ** (1 / math.exp(PULL * liking(taste, story)))

    return sorted(stories, key=key, reverse=True)[:count]


def moment(since: datetime, now: datetime, chance: Random) -> datetime:
    """Some time after `since` within the window; most people come early."""
    start = max(since, now - WINDOW)
    return start + (now - start) * chance.random() ** 2


def event(
    user: User, kind: str, at: datetime, *, item_id: int | None = None, entry_id: int | None = None,
    place: str = "panel",
) -> Event:  # fmt: skip
    return Event(user=user, kind=kind, item_id=item_id, entry_id=entry_id, place=place, created_at=at, is_demo=True)
