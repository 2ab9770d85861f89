"""Records what people do with items and catalogue entries: the only food of the recommender."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from recommender import popular
from recommender.asking import count_soon, push_soon
from recommender.counting import WEIGHTS
from recommender.models import Event, Suggestion, Tuning
from widgets.models import CatalogueEntry, Item

#: More of the same about one thing in a day is noise, or a robot.
DAILY_PER_THING: Final = 5
DAILY_PER_PERSON: Final = 2000
FOR_YOU: Final = "for-you"

#: (item's id, entry's id), one of them.
AboutOne = tuple[int | None, int | None]

_may_learn: ContextVar[Callable[[], bool]] = ContextVar("may_learn", default=lambda: True)


class Person(Protocol):
    """What this app needs to know about a user."""

    @property
    def pk(self) -> int: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_demo(self) -> bool: ...
    @property
    def wants_suggestions(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class EventData:
    """One thing a person did, with an item or with a catalogue entry. `request_id` makes repeating it harmless."""

    kind: str
    item_id: int | None = None
    entry_id: int | None = None
    place: str = ""
    position: int | None = None
    request_id: UUID | None = None

    @property
    def thing(self) -> tuple[str, int | None, int | None]:
        return (self.kind, self.item_id, self.entry_id)


@contextmanager
def learning_if(may: Callable[[], bool]) -> Iterator[None]:
    """What is done inside is recorded only if `may` says so; it is asked only where something would be recorded."""
    token = _may_learn.set(may)
    try:
        yield
    finally:
        _may_learn.reset(token)


def is_served(user: Person) -> bool:
    """Visitors, people who said no, and everybody where the operator switched it off have no list of their own."""
    return bool(settings.PERSONALIZATION and user.is_authenticated and user.wants_suggestions)


def is_collecting(user: Person) -> bool:
    """Nothing is recorded about people who have no list of their own, who paused, or whose session is not to count."""
    return is_served(user) and _may_learn.get()() and not is_paused(user)


def is_paused(user: Person) -> bool:
    still = Q(paused_until=None) | Q(paused_until__gt=timezone.now())
    return Tuning.objects.filter(still, user_id=user.pk, is_paused=True).exists()


def record(user: Person, events: Iterable[EventData]) -> int:
    """Stores what is new, known and within the caps, and asks for a new list; answers how many were stored."""
    if not is_collecting(user):
        return 0
    accepted = within_caps(user, new_only(user, known_only(list(events))))
    if not accepted:
        return 0
    rows = with_list(user, [to_row(user, event) for event in accepted])
    Event.objects.bulk_create(rows, ignore_conflicts=True)
    if any(WEIGHTS[event.kind] for event in accepted):
        transaction.on_commit(partial(push_soon, [user.pk]))
        transaction.on_commit(partial(count_soon, [event.item_id for event in accepted if event.item_id]))
    return len(accepted)


def to_row(user: Person, event: EventData) -> Event:
    return Event(
        user_id=user.pk,
        kind=event.kind,
        item_id=event.item_id,
        entry_id=event.entry_id,
        place=event.place[:20],
        position=event.position if event.position is not None and 0 <= event.position < 2**15 else None,
        request_id=event.request_id,
        is_demo=user.is_demo,
    )


def with_list(user: Person, rows: list[Event]) -> list[Event]:
    """Notes of what was shown in the for-you panel how it came there: from what was pushed, never from the sender.

    What never stood there is not of there, whatever the sender says.
    """
    told = [row for row in rows if row.place == FOR_YOU]
    if not told:
        return rows
    pushed = {thing_of(row): row for row in Suggestion.objects.filter(user_id=user.pk)}
    for row in told:
        cause = pushed.get(thing_of(row))
        if cause and row.kind == Event.Kind.SHOW:
            row.policy, row.propensity = cause.policy, cause.propensity
            row.list_id, row.signals = cause.list_id, cause.signals
    unknown = [row for row in told if thing_of(row) not in pushed]
    stood = stood_there(user, unknown, has_list=bool(pushed)) if unknown else set()
    for row in unknown:
        row.place = FOR_YOU if thing_of(row) in stood else ""
    return rows


def thing_of(row: Event | Suggestion) -> AboutOne:
    return row.item_id, row.entry_id


def stood_there(user: Person, rows: Sequence[Event], *, has_list: bool) -> set[AboutOne]:
    """What of this the person saw in the panel today (their list may have changed since), or sees there until they
    have a list of their own."""
    since = timezone.now() - timedelta(days=1)
    shown = Event.objects.filter(user_id=user.pk, kind=Event.Kind.SHOW, place=FOR_YOU, created_at__gte=since)
    about = Q(item__in={row.item_id for row in rows}) | Q(entry__in={row.entry_id for row in rows})
    stood: set[AboutOne] = set(shown.filter(about).values_list("item_id", "entry_id"))
    if has_list:
        return stood
    items, entries = popular.ids(get_language() or "en")
    return stood | {(pk, None) for pk in items} | {(None, pk) for pk in entries}


def known_only(events: Sequence[EventData]) -> list[EventData]:
    """Without kinds, items and entries that do not exist, and without events about two things or none."""
    sound = [event for event in events if event.kind in WEIGHTS and (event.item_id is None) != (event.entry_id is None)]
    item_ids = {event.item_id for event in sound if event.item_id is not None}
    entry_ids = {event.entry_id for event in sound if event.entry_id is not None}
    items = set(Item.objects.filter(pk__in=item_ids).values_list("pk", flat=True)) if item_ids else set()
    entries = set(CatalogueEntry.objects.filter(pk__in=entry_ids).values_list("pk", flat=True)) if entry_ids else set()
    return [event for event in sound if event.item_id in items or event.entry_id in entries]


def new_only(user: Person, events: Sequence[EventData]) -> list[EventData]:
    """Without what was already sent, in this call or in an earlier one."""
    request_ids = {event.request_id for event in events if event.request_id}
    if not request_ids:
        return list(events)
    stored = Event.objects.filter(user_id=user.pk, request_id__in=request_ids)
    seen: set[UUID | None] = set(stored.values_list("request_id", flat=True))
    fresh = []
    for event in events:
        if event.request_id is None or event.request_id not in seen:
            fresh.append(event)
            seen.add(event.request_id)
    return fresh


def within_caps(user: Person, events: Sequence[EventData]) -> list[EventData]:
    if not events:
        return []
    today = Event.objects.filter(user_id=user.pk, created_at__gte=timezone.now() - timedelta(days=1))
    counts = {row[:3]: row[3] for row in today.values_list("kind", "item_id", "entry_id").annotate(Count("pk"))}
    done = Counter(counts)
    room = DAILY_PER_PERSON - done.total()
    accepted: list[EventData] = []
    for event in events:
        done[event.thing] += 1
        if done[event.thing] <= DAILY_PER_THING and len(accepted) < room:
            accepted.append(event)
    return accepted
