"""The beginning of following a source: its backlog counts as read, but for the newest."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.reading.selectors import live_items
from portal.reading.state.models import Following, ItemMark

#: So many items of a new source are there to read; the rest of its backlog is only there to be found.
UNREAD_AT_FIRST = 10


def begin(pairs: Iterable[tuple[int, int]]) -> None:
    """(user id, source id) of what stands on a page of theirs now; who follows it already goes on as before."""
    wanted = [Following(user_id=user_id, source_id=source_id, is_new=True) for user_id, source_id in pairs]
    if not wanted:
        return
    Following.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=500)
    settle({following.source_id for following in wanted})


def settle_source(sender: object, source_id: int, **_kwargs: object) -> None:
    """Receives `source_changed`: the backlog may have come."""
    if Following.objects.filter(source=source_id, is_new=True).exists():
        settle([source_id])


@transaction.atomic
def settle(source_ids: Collection[int]) -> None:
    """Draws the line for those who are new, of each source that has items by now."""
    has_items = Exists(live_items().filter(source=OuterRef("source")))
    waiting = Following.objects.filter(has_items, source__in=source_ids, is_new=True).select_for_update(of=("self",))
    by_source: dict[int, list[Following]] = {}
    for following in waiting:
        by_source.setdefault(following.source_id, []).append(following)
    for source_id, followings in by_source.items():
        newest_first = (
            live_items().filter(source=source_id).order_by("-published_at", "-pk").values_list("pk", flat=True)
        )
        if ids := list(newest_first):
            _draw_line(followings, ids)


def _draw_line(followings: Collection[Following], ids: Collection[int]) -> None:
    """`ids` are those of the source, the newest first."""
    fresh, backlog = [*ids][:UNREAD_AT_FIRST], [*ids][UNREAD_AT_FIRST:]
    line = max(backlog, default=0)
    for following in followings:
        following.read_until, following.is_new = max(line, following.read_until), False
    Following.objects.bulk_update(followings, ["read_until", "is_new"], batch_size=200)
    ItemMark.objects.bulk_create(
        (
            ItemMark(user_id=following.user_id, source_id=following.source_id, item_id=item_id, is_read=False)
            for following in followings
            for item_id in fresh
            if item_id <= line
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
