"""Makes people's lists and stores them: the worker's half of suggestions. Never touches a page."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from recommender import preferences, readers, shelf, things
from recommender.drafting import items_for, widgets_for
from recommender.lanes import newest
from recommender.models import Suggestion
from recommender.preferences import Stated
from recommender.signals import suggestions_pushed
from widgets.models import CatalogueEntry, Item

log = logging.getLogger(__name__)

BATCH: Final = 200


def push(user_ids: Collection[int]) -> int:
    """Writes new lists for these people; takes away the lists of those who want none. Answers how many were written."""
    ids = sorted(set(user_ids))
    return sum(push_batch(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def push_batch(user_ids: Sequence[int]) -> int:
    started = timezone.now()
    stories, offers = shelf.current("items"), shelf.current("widgets")
    people = readers.load(user_ids, stories.offer) if settings.PERSONALIZATION else []
    tastes = [reader.items for reader in people]
    known = things.items_by_id({pk for taste in tastes for pk in (*newest(taste.liked), *newest(taste.unwanted))})
    met = shelf.meet(stories, list(known.values()))
    now = started.timestamp()
    rows = {
        reader.user_id: [*items_for(reader, stories, met, now), *widgets_for(reader, offers, met, now)]
        for reader in people
    }
    store(user_ids, rows, started)
    return len(rows)


def store(user_ids: Sequence[int], rows: Mapping[int, Sequence[Suggestion]], started: datetime) -> None:
    """Replaces the lists in one transaction; announces those that changed. `started` is when the events were read."""
    made = [suggestion for suggestions in rows.values() for suggestion in suggestions]
    for suggestion in made:
        suggestion.created_at = started
    with transaction.atomic():
        fresh = still_there(made)
        # Two pushes of one person take turns (SQLite has one writer anyway).
        locked = get_user_model().objects.select_for_update().filter(pk__in=user_ids).order_by("pk")
        # Somebody may have been erased, or have muted something, while their list was made.
        there = set(locked.values_list("pk", flat=True))
        fresh = obeyed([row for row in fresh if row.user_id in there])
        old = Suggestion.objects.filter(user_id__in=user_ids)
        before = grouped(old.order_by("user_id", "rank"))
        old.delete()
        Suggestion.objects.bulk_create(fresh)
        after = grouped(fresh)
        for user_id in user_ids:
            if before.get(user_id) != after.get(user_id):
                transaction.on_commit(partial(announce, user_id))


def still_there(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Without things that were deleted since the shelf was filled."""
    items = set(Item.objects.filter(pk__in={row.item_id for row in suggestions}).values_list("pk", flat=True))
    entries = set(
        CatalogueEntry.objects.filter(pk__in={row.entry_id for row in suggestions}).values_list("pk", flat=True)
    )
    return [row for row in suggestions if row.item_id in items or row.entry_id in entries]


def obeyed(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Without what its person muted since they were read."""
    said = preferences.in_force({row.user_id for row in suggestions})
    muting = {user_id for user_id, one in said.items() if one != preferences.NOTHING}
    about = Item.objects.in_bulk({row.item_id for row in suggestions if row.item_id and row.user_id in muting})
    return [row for row in suggestions if not (row.user_id in muting and is_muted(row, said[row.user_id], about))]


def is_muted(row: Suggestion, said: Stated, items: Mapping[int, Item]) -> bool:
    if row.item_id:
        return said.mutes(items[row.item_id])
    return row.entry_id in said.muted_entry_ids


def grouped(suggestions: Iterable[Suggestion]) -> dict[int, list[tuple[int | None, int | None]]]:
    found: dict[int, list[tuple[int | None, int | None]]] = {}
    for suggestion in suggestions:
        found.setdefault(suggestion.user_id, []).append((suggestion.item_id, suggestion.entry_id))
    return found


def announce(user_id: int) -> None:
    for _, error in suggestions_pushed.send_robust(sender=Suggestion, user_id=user_id):
        if error:
            log.warning("A push could not be announced: %s", error)
