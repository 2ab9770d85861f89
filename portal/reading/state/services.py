"""Calling items read and unread, one by one and many at once; each change reaches the person's other devices."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Q
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.live.publish import announce
from portal.reading import selectors
from portal.reading.state.models import Following, ItemMark, Sweep
from portal.reading.state.selectors import with_state
from widgets.models import Item

SWEEPS_KEPT = 20
#: More than a page shows, and more than a script need name at once.
ITEMS_AT_ONCE = 1_000


@transaction.atomic
def mark_items(*, user: User, item_ids: Collection[int], is_read: bool) -> int:
    """Those that the person may see; answers how many were different before."""
    lock(user)
    wanted = selectors.items_for(user).filter(pk__in=[*item_ids][:ITEMS_AT_ONCE])
    changed = list(with_state(wanted, user).exclude(is_read=is_read).values_list("pk", "source_id"))
    _write(user, changed, is_read=is_read)
    tell_marks(user, [item_id for item_id, _source in changed], is_read=is_read)
    return len(changed)


@transaction.atomic
def mark_opened(*, user: User, item_ids: Collection[int]) -> None:
    """Read by opening; remembered with its time only where the person lets the portal do so."""
    lock(user)
    items = list(selectors.items_for(user).filter(pk__in=item_ids).values_list("pk", "source_id"))
    if not items:
        return
    opened_at = {"opened_at": timezone.now()} if user.keeps_opened else {}
    _write(user, items, is_read=True, **opened_at)
    tell_marks(user, [item_id for item_id, _source in items], is_read=True)


def _write(user: User, items: Iterable[tuple[int, int]], **values: Any) -> None:
    """(item id, source id), with these values of a mark."""
    marks = [ItemMark(user=user, item_id=item_id, source_id=source_id, **values) for item_id, source_id in items]
    if marks:
        ItemMark.objects.bulk_create(
            marks, update_conflicts=True, unique_fields=["user", "item"], update_fields=list(values), batch_size=500
        )


@transaction.atomic
def sweep(
    *, user: User, source_ids: Collection[int], before: datetime | None = None, moment: str = "published_at"
) -> Sweep | None:
    """Calls everything of these sources read, or that whose `moment` is before a time; None where all of it was."""
    lock(user)
    mine = {source_id for source_id in selectors.source_ids(user) if source_id in source_ids}
    young = Q(**{f"{moment}__gte": before}) if before else None
    lines = _lines(mine, young)
    stragglers = _stragglers(user, mine, young)
    old = dict(Following.objects.filter(user=user, source__in=lines).values_list("source_id", "read_until"))
    risen = {source_id: line for source_id, line in lines.items() if line > old.get(source_id, 0)}
    unread = _marks_below(user, lines)
    if not (risen or unread or stragglers):
        return None
    made = Sweep.objects.create(
        user=user,
        before={
            "lines": {source_id: old.get(source_id, 0) for source_id in risen},
            "unread": unread,
            "new": [item_id for item_id, _source in stragglers],
        },
    )
    Following.objects.bulk_create(
        [Following(user=user, source_id=source_id, read_until=line) for source_id, line in risen.items()],
        update_conflicts=True,
        unique_fields=["user", "source"],
        update_fields=["read_until"],
        batch_size=500,
    )
    ItemMark.objects.filter(user=user, item__in=unread).update(is_read=True)
    _write(user, stragglers, is_read=True)
    _tidy(user, old, but=unread)
    tell_all(user)
    return made


def _lines(source_ids: Collection[int], young: Q | None) -> dict[int, int]:
    """For each source the last item of which it holds that all up to it are old enough."""
    items = Item.objects.filter(source__in=source_ids).order_by().values("source_id")
    if young is None:
        return dict(items.annotate(line=Max("pk")).values_list("source_id", "line"))
    rows = items.annotate(last=Max("pk"), first=Min("pk", filter=young))
    return {
        source_id: first - 1 if first else last
        for source_id, last, first in rows.values_list("source_id", "last", "first")
    }


def _stragglers(user: User, source_ids: Collection[int], young: Q | None) -> list[tuple[int, int]]:
    """Items that are old enough, and came behind one that is not."""
    if young is None:
        return []
    old = Item.objects.filter(~young, source__in=source_ids)
    lines = _lines(source_ids, young)
    unread = with_state(old, user).filter(is_read=False).values_list("pk", "source_id")
    return [(item_id, source_id) for item_id, source_id in unread if item_id > lines.get(source_id, 0)]


def _marks_below(user: User, lines: dict[int, int]) -> list[int]:
    marks = ItemMark.objects.filter(user=user, source__in=lines, is_read=False).values_list("item_id", "source_id")
    return [item_id for item_id, source_id in marks if item_id <= lines[source_id]]


def _tidy(user: User, old_lines: dict[int, int], but: Collection[int]) -> None:
    """Marks that say what an older line says need not be kept; nor sweeps that nobody will undo."""
    marks = ItemMark.objects.filter(user=user, source__in=old_lines, is_read=True, opened_at=None).exclude(item__in=but)
    told = [pk for pk, item, source in marks.values_list("pk", "item_id", "source_id") if item <= old_lines[source]]
    ItemMark.objects.filter(pk__in=told).delete()
    kept = Sweep.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[:SWEEPS_KEPT]
    Sweep.objects.filter(user=user).exclude(pk__in=list(kept)).delete()


@transaction.atomic
def undo_sweep(*, user: User, sweep_id: int) -> None:
    """As it was before; what was marked since stays marked. Undone twice is undone once."""
    lock(user)
    made = Sweep.objects.filter(user=user, pk=sweep_id).first()
    if made is None:
        raise NotFound
    by_line: dict[int, list[int]] = defaultdict(list)
    for source_id, line in made.before.get("lines", {}).items():
        by_line[line].append(int(source_id))
    for line, source_ids in by_line.items():
        Following.objects.filter(user=user, source__in=source_ids).update(read_until=line)
    again = [*made.before.get("unread", []), *made.before.get("new", [])]
    ItemMark.objects.filter(user=user, item__in=again).update(is_read=False)
    Sweep.objects.filter(user=user, pk=sweep_id).update(before={})
    tell_all(user)


@transaction.atomic
def forget_opened(*, user: User, item_id: int | None = None) -> None:
    """What was opened lately, or one thing of it; it stays read."""
    marks = ItemMark.objects.filter(user=user, opened_at__isnull=False)
    if item_id is not None:
        marks = marks.filter(item=item_id)
    marks.update(opened_at=None)
    tell_all(user)


def hand_over(guest: User, user: User) -> None:
    """What the guest knew of sources that the account does not follow, and of all of them which to fetch whole."""
    has = Following.objects.filter(user=user)
    whole = Following.objects.filter(user=guest, wants_full_text=True)
    has.filter(source__in=list(whole.values_list("source", flat=True))).update(wants_full_text=True)
    Following.objects.filter(user=guest).exclude(source__in=list(has.values_list("source", flat=True))).update(
        user=user
    )


def lock(user: User) -> None:
    """One change of a person's marks after the other."""
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()


def touch(user: User) -> None:
    """Pages that were drawn before are out of date."""
    User.objects.filter(pk=user.pk).update(reading_version=F("reading_version") + 1)


def tell_marks(user: User, item_ids: Collection[int], *, is_read: bool) -> None:
    if item_ids:
        touch(user)
        told = {"items": list(item_ids), "read": is_read}
        transaction.on_commit(partial(announce, f"user:{user.pk}", "marks", told))


def tell_all(user: User) -> None:
    """So much changed that pages look anew."""
    touch(user)
    transaction.on_commit(partial(announce, f"user:{user.pk}", "reading", {}))
