"""How items do among all: people, not clicks, fading at several speeds. Follows from the events; can be repeated."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from recommender.counting import LIKES, by_known_people, who_like_other_things
from recommender.events import FOR_YOU
from recommender.models import Event, ItemStat
from recommender.things import batches
from widgets.models import Item

WINDOW: Final = timedelta(days=14)
#: Half-lives in seconds, by the column that fades with them.
HALF_LIVES: Final = {"hours_6": 6 * 3600.0, "hours_12": 12 * 3600.0, "day_1": 24 * 3600.0, "days_3": 72 * 3600.0}
CROWD: Final = 20.0
#: An item was shown to so many in vain before anything is known of it.
SHOWN_BEFORE: Final = 20.0
COLUMNS: Final = (*HALF_LIVES, "people", "shown", "opened", "at")


def count(item_ids: Collection[int], now: datetime | None = None) -> int:
    """Writes the figures of these items anew; answers how many are there."""
    at = now or timezone.now()
    return sum(count_batch(batch, at) for batch in batches(set(item_ids)))


def count_all(now: datetime | None = None) -> int:
    """Everything that anybody liked within the window; the figures of all else go."""
    at = now or timezone.now()
    told = Event.objects.filter(recent(at)).exclude(item=None).values_list("item_id", flat=True).distinct()
    item_ids = set(told)
    for batch in batches(set(ItemStat.objects.values_list("pk", flat=True)) - item_ids):
        ItemStat.objects.filter(pk__in=batch).delete()
    return count(item_ids, at)


def count_batch(item_ids: Sequence[int], at: datetime) -> int:
    told = Event.objects.filter(recent(at), by_known_people(), item__in=item_ids)
    liked: defaultdict[int, list[float]] = defaultdict(list)
    known = told.filter(who_like_other_things(), kind__in=LIKES)
    likes = known.values_list("item_id", "user_id").annotate(last=Max("created_at")).order_by()
    for item_id, _, last in likes:
        liked[item_id].append(max((at - last).total_seconds(), 0.0))
    shown = people(told.filter(kind=Event.Kind.SHOW, place=FOR_YOU))
    opened = people(known.filter(place=FOR_YOU))
    with transaction.atomic():
        there = Item.objects.filter(pk__in=item_ids).values_list("pk", flat=True)
        rows = [figures(pk, liked[pk], shown[pk], opened[pk], at) for pk in there]
        ItemStat.objects.bulk_create(rows, update_conflicts=True, unique_fields=["item"], update_fields=COLUMNS)
    return len(rows)


def figures(item_id: int, ages: Sequence[float], shown: int, opened: int, at: datetime) -> ItemStat:
    """`ages`: one per person, in seconds."""
    faded = {column: fade(ages, half_life) for column, half_life in HALF_LIVES.items()}
    return ItemStat(item_id=item_id, **faded, people=len(ages), shown=max(shown, opened), opened=opened, at=at)


def trends(item_ids: Sequence[int]) -> dict[str, NDArray[np.float32]]:
    """How these items do now, from 0 to 1: among all in the last hours, over days, and where they were suggested."""
    rows = {row.pk: row for batch in batches(item_ids) for row in ItemStat.objects.filter(pk__in=batch, people__gt=1)}
    now = timezone.now()
    found = {name: np.zeros(len(item_ids), np.float32) for name in ("rising", "lasting", "clicked")}
    for place, pk in enumerate(item_ids):
        if row := rows.get(pk):
            age = (now - row.at).total_seconds()
            found["rising"][place] = crowd(row.hours_6 * 0.5 ** (age / HALF_LIVES["hours_6"]))
            found["lasting"][place] = crowd(row.days_3 * 0.5 ** (age / HALF_LIVES["days_3"]))
            found["clicked"][place] = row.opened / (row.shown + SHOWN_BEFORE)
    return found


def crowd(people: float) -> float:
    """Half at a `CROWD` of people: a handful of them is not many."""
    return people / (people + CROWD)


def fade(ages: Iterable[float], half_life: float) -> float:
    return sum(0.5 ** (age / half_life) for age in ages)


def people(told: QuerySet[Event]) -> Counter[int]:
    return Counter(dict(told.values_list("item_id").annotate(Count("user_id", distinct=True)).order_by()))


def recent(at: datetime) -> Q:
    """The demo's events never grow too old to count."""
    return Q(created_at__gte=at - WINDOW) | Q(is_demo=True)
