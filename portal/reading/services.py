"""What a person does with an item: keep it, let it go, hide it, bring it back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from portal.accounts.models import User
from portal.errors import NotFound
from portal.reading import fragment, selectors
from portal.reading.models import SavedItem
from portal.reading.state import services as state
from portal.reading.state.models import Following
from recommender import events, history, suggestions
from recommender.events import EventData

#: Whose source is on no page any more is readable only as long as it is saved: so long there is a way back.
REGRET = timedelta(hours=1)


@transaction.atomic
def save_item(*, user: User, item_id: int, place: str = "") -> SavedItem:
    """Saving twice is saving once. What was just let go can be saved again, whatever road led to it before."""
    item = selectors.live_items().filter(pk=item_id).first() if cache.get(_regret(user, item_id)) else None
    item = item or selectors.item_for(user, item_id)
    saved, is_new = SavedItem.objects.get_or_create(user=user, item=item)
    if is_new:
        events.record(user, [EventData(kind="save", item_id=item.pk, place=place)])
        state.touch(user)
    return saved


@transaction.atomic
def unsave_item(*, user: User, item_id: int, place: str = "") -> None:
    """What is not saved cannot be let go: the answer is the same, and nothing is recorded."""
    count, _rows = SavedItem.objects.filter(user=user, item__pk=item_id).delete()
    if count:
        cache.set(_regret(user, item_id), True, REGRET.total_seconds())
        events.record(user, [EventData(kind="unsave", item_id=item_id, place=place)])
        state.touch(user)


def _regret(user: User, item_id: int) -> str:
    return f"regret:{user.pk}:{item_id}"


@transaction.atomic
def keep_items(*, user: User, moments: Mapping[int, datetime]) -> set[int]:
    """As they were saved elsewhere, so nothing is learned of it; answers the ids of those that were not saved here."""
    there = set(SavedItem.objects.filter(user=user, item__in=moments).values_list("item", flat=True))
    fresh = moments.keys() - there
    rows = [SavedItem(user=user, item_id=item_id, saved_at=moments[item_id]) for item_id in sorted(fresh)]
    SavedItem.objects.bulk_create(rows, ignore_conflicts=True)
    if fresh:
        state.touch(user)
    return set(fresh)


@transaction.atomic
def let_go(*, user: User, item_ids: Collection[int]) -> None:
    """The way back from `keep_items`."""
    SavedItem.objects.filter(user=user, item__in=item_ids).delete()
    state.touch(user)


def mark_item(*, user: User, item_id: int, is_read: bool) -> None:
    """Read or unread, as the person says."""
    state.mark_items(user=user, item_ids=[selectors.item_for(user, item_id).pk], is_read=is_read)


def hide_item(*, user: User, item_id: int) -> None:
    """It is gone from the for-you panel at once, and counts against its like."""
    item = selectors.item_for(user, item_id)
    suggestions.dismiss(user, item_id=item.pk)
    fragment.forget(user.pk)


def unhide_item(*, user: User, item_id: int, place: str = "") -> None:
    item = selectors.item_for(user, item_id)
    events.record(user, [EventData(kind="unhide", item_id=item.pk, place=place)])
    fragment.forget(user.pk)


def lean(*, user: User, item_id: int, kind: str, place: str = "") -> None:
    """More or less of what is like this."""
    item = selectors.item_for(user, item_id)
    events.record(user, [EventData(kind=kind, item_id=item.pk, place=place)])
    fragment.forget(user.pk)


def unlean(*, user: User, item_id: int, kind: str) -> None:
    """Takes back the last more or less."""
    item = selectors.item_for(user, item_id)
    history.take_back(user, kind, item.pk)
    fragment.forget(user.pk)


def record_events(*, user: User, told: Sequence[EventData]) -> int:
    """What a browser or a script tells. Nobody learns by it whether an item exists that they cannot read."""
    wanted = {event.item_id for event in told if event.item_id is not None}
    readable = set(selectors.items_for(user).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    count = events.record(user, [event for event in told if event.item_id is None or event.item_id in readable])
    state.mark_opened(user=user, item_ids={e.item_id for e in told if e.kind == "open" and e.item_id in readable})
    fragment.forget(user.pk)
    return count


def want_full_text(*, user: User, source_id: int, wanted: bool) -> None:
    """Of a source on their pages; its stories are then fetched whole when they are opened."""
    if source_id not in set(selectors.source_ids(user)):
        raise NotFound
    Following.objects.update_or_create(user=user, source_id=source_id, defaults={"wants_full_text": wanted})


def dismiss_entry(*, user: User, entry_id: int) -> None:
    """Not this widget: it is not suggested again."""
    if not suggestions.showable(user).filter(entry=entry_id).exists():
        raise NotFound
    suggestions.dismiss(user, entry_id=entry_id)
    fragment.forget(user.pk)
