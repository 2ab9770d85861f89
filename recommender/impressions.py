"""What people were shown in the for-you panel and what they opened of it: the lessons of the blend."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from recommender.blending import Choice, Weights
from recommender.counting import LIKES, by_known_people
from recommender.events import FOR_YOU
from recommender.models import Event

WINDOW: Final = timedelta(days=30)
#: A list is opened from on the day it was shown, or it was not.
ANSWERED_WITHIN: Final = timedelta(days=1)
MOST_SHOWN: Final = 200_000
#: One person's choices weigh no more than so many.
MOST_PER_PERSON: Final = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing in a list: who saw it, where, with what chance it stood there, and whether it was opened."""

    user_id: int
    list_id: UUID
    item_id: int
    at: datetime
    place: int
    signals: Weights
    propensity: float
    is_opened: bool = False


def load(now: datetime | None = None) -> list[Shown]:
    """Items shown in the window, each once per list, oldest first."""
    since = (now or timezone.now()) - WINDOW
    seen = Event.objects.filter(
        by_known_people(), kind=Event.Kind.SHOW, place=FOR_YOU, created_at__gte=since, user__wants_suggestions=True
    ).exclude(list_id=None)
    columns = ("user_id", "list_id", "item_id", "created_at", "position", "signals", "propensity")
    rows = seen.exclude(item=None).order_by("-created_at", "-pk").values_list(*columns)[:MOST_SHOWN]
    once: dict[tuple[UUID, int], Shown] = {}
    for user_id, list_id, item_id, at, place, signals, propensity in reversed(list(rows)):
        shown = Shown(user_id, list_id, item_id, at, place or 0, signals or {}, propensity or 1.0)
        once.setdefault((list_id, item_id), shown)
    return marked(list(once.values()), since)


def marked(shown: list[Shown], since: datetime) -> list[Shown]:
    """Each opening is an answer to the last list in which the thing was shown before it."""
    rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, one in enumerate(shown):
        rows[one.user_id, one.item_id].append(row)
    likes = Event.objects.filter(kind__in=LIKES, place=FOR_YOU, created_at__gte=since).exclude(item=None)
    for user_id, item_id, at in likes.values_list("user_id", "item_id", "created_at"):
        before = [row for row in rows.get((user_id, item_id), ()) if shown[row].at <= at]
        if before and at - shown[before[-1]].at <= ANSWERED_WITHIN:
            shown[before[-1]] = replace(shown[before[-1]], is_opened=True)
    return shown


def choices_of(shown: Iterable[Shown]) -> list[Choice]:
    """One for each opened thing of a list of two or more, in the order of time; nobody's count without end."""
    lists: defaultdict[UUID, list[Shown]] = defaultdict(list)
    for one in shown:
        lists[one.list_id].append(one)
    made: defaultdict[int, list[tuple[datetime, Choice]]] = defaultdict(list)
    for together in lists.values():
        made[together[0].user_id] += choices_in(together)
    newest = [pair for pairs in made.values() for pair in sorted(pairs, key=lambda pair: pair[0])[-MOST_PER_PERSON:]]
    return [choice for _, choice in sorted(newest, key=lambda pair: pair[0])]


def choices_in(together: Sequence[Shown]) -> list[tuple[datetime, Choice]]:
    if len(together) < 2 or not any(one.signals for one in together):
        return []
    signals, places = [one.signals for one in together], [one.place for one in together]
    return [(one.at, Choice(signals, places, row)) for row, one in enumerate(together) if one.is_opened]
