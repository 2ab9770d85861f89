"""What is kept about one person: to read, to take along, and to forget without a trace."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from recommender import inference, preferences, tuning
from recommender.asking import count_soon, push_soon
from recommender.events import Person
from recommender.models import Event, Preference, Suggestion, Tuning
from recommender.preferences import lock

PAGE: Final = 50
#: In a download: all of a person's events, in steps that fit into memory.
STEP: Final = 2000
TUNED: Final = ("surprise", "timeless", "order", "is_paused", "paused_until")


@dataclass(frozen=True, slots=True)
class Told:
    """One event as its person sees it."""

    id: int
    kind: str
    at: datetime
    title: str
    item_id: int | None
    entry_id: int | None
    place: str


def of(user: Person, *, before: int | None = None, most: int = PAGE) -> list[Told]:
    """The newest first, without what was only shown; `before` is the id of the last one seen."""
    rows = events_of(user).exclude(kind=Event.Kind.SHOW)
    return [Told(*row) for row in named(rows.filter(pk__lt=before) if before else rows)[:most]]


def forget(user: Person, *, item_id: int | None = None, entry_id: int | None = None) -> int:
    """All that this person did with one thing; answers how many events went."""
    if (item_id is None) == (entry_id is None):
        return 0
    about = Q(item=item_id) if item_id is not None else Q(entry=entry_id)
    return forget_rows(user, events_of(user).filter(about))


def forget_day(user: Person, day: date, zone: tzinfo) -> int:
    """One day, as the clocks of `zone` count it."""
    first, last = (datetime.combine(one, time.min, zone) for one in (day, day + timedelta(days=1)))
    return forget_rows(user, events_of(user).filter(created_at__gte=first, created_at__lt=last))


def take_back(user: Person, kind: str, item_id: int) -> int:
    """The last time that this person did this with an item, as if it had not been; answers how many events went."""
    rows = events_of(user).filter(kind=kind, item=item_id)
    return forget_rows(user, rows.filter(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[:1])))


@transaction.atomic
def forget_everything(user: Person, *, with_statements: bool = False) -> int:
    """All they did and the list made of it; with `with_statements` also what they said and how they tuned it.

    Models hold nothing of single people: nothing of it is left anywhere.
    """
    lock(user)
    count = forget_rows(user, events_of(user))
    Suggestion.objects.filter(user_id=user.pk).delete()
    if with_statements:
        Preference.objects.filter(user_id=user.pk).delete()
        Tuning.objects.filter(user_id=user.pk).delete()
    return count


def download(user: Person) -> dict[str, Any]:
    """All of it, as plain values for JSON. `events` is an iterator: there may be many."""
    tuned = tuning.of(user)
    return {
        "events": (asdict(Told(*row)) for row in named(events_of(user)).iterator(chunk_size=STEP)),
        "stated": list(said(user)),
        "inferred": [asdict(leaning) for leaning in inference.inferred(user)],
        "tuning": {
            name: getattr(tuned, name) for name in ("surprise", "timeless", "order", "is_paused", "paused_until")
        },
        "suggestions": list(
            Suggestion.objects.filter(user_id=user.pk)
            .order_by("rank")
            .values("item_id", "entry_id", "rank", "lane", "reason", "policy", "created_at")
        ),
    }


def said(user: Person) -> Iterator[dict[str, Any]]:
    for one in preferences.stated(user):
        about = one.topic or str(one.source or one.item or one.entry or "")
        yield {"about": about, "direction": one.direction, "weight": one.weight, "until": one.until}


def events_of(user: Person) -> QuerySet[Event]:
    return Event.objects.filter(user_id=user.pk)


def named(events: QuerySet[Event]) -> QuerySet[Event, tuple]:
    titles = Coalesce("item__title", "entry__title")
    return events.order_by("-pk").values_list("pk", "kind", "created_at", titles, "item_id", "entry_id", "place")


@transaction.atomic
def forget_rows(user: Person, rows: QuerySet[Event]) -> int:
    lock(user)
    item_ids = list(rows.filter(~Q(item=None)).values_list("item_id", flat=True).distinct())
    count, _ = rows.delete()
    if count:
        transaction.on_commit(partial(push_soon, [user.pk]))
        transaction.on_commit(partial(count_soon, item_ids))
    return count
