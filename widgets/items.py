"""Items: storing what a source brought, and reading the newest."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from widgets import fulltext, rows, stories
from widgets.base import ItemData, ItemView
from widgets.models import Item, Source
from widgets.untrusted import storable

#: A polled source keeps so many items, and besides them everything younger than KEEP_FOR.
KEEP = 500
KEEP_FOR = timedelta(days=90)

#: Answers which of these items (ids) somebody still needs.
Keeper = Callable[[Collection[int]], Collection[int]]
_keepers: list[Keeper] = []

_LENGTHS = {"uid": 500, "url": 2048, "title": 500, "author": 200, "image": 2048, "language": 10}
_TEXTS = (*_LENGTHS, "summary", "content")
_WRITTEN = [*_TEXTS, "topics", "extra", "content_hash", "published_at", "expires_at", "is_live"]
_COLUMNS = [field.attname for field in Item._meta.concrete_fields if not field.primary_key]
_VIEWED = (
    "id", "source_id", "url", "title", "summary", "author", "image", "published_at", "extra", "has_content", "story",
)  # fmt: skip


class Stored(NamedTuple):
    """What of a stored item decides whether it must be written."""

    id: int
    uid: str
    url: str
    content_hash: str
    is_live: bool
    published_at: datetime
    first_seen_at: datetime
    story: int | None


@dataclass(frozen=True, slots=True)
class Upserted:
    """What `upsert` did; `ids` of all the given items, by uid."""

    created: int
    updated: int
    unchanged: int
    ids: Mapping[str, int]

    @property
    def has_changed(self) -> bool:
        return bool(self.created or self.updated)


def upsert(source: Source, data: Sequence[ItemData], now: datetime) -> Upserted:
    """Stores the items of a source: new ones are added, changed ones keep their id, unchanged ones cost no write.

    Identity is the uid; an item whose uid is new but whose address is known is the old one (all guids changed).
    """
    wanted = {values["uid"]: values for entry in data if (values := _values(entry))["uid"]}
    with transaction.atomic(savepoint=False):
        known = _known(source, wanted)
        fresh = [values for uid, values in wanted.items() if uid not in known]
        changed = [
            _changed(source, known[uid], values)
            for uid, values in wanted.items()
            if uid in known and (known[uid].content_hash != values["content_hash"] or not known[uid].is_live)
        ]
        # The last in the feed comes first, so that among equal dates the feed's own order holds (newest id on top).
        created = [_created(source, values, now) for values in reversed(fresh)]
        _insert(created)
        # By their ids all of them are there: what is not written stays as it is.
        rows.insert(Item, ["id", *_COLUMNS], map(attrgetter("id", *_COLUMNS), changed), updating=_WRITTEN)
        fulltext.index([*created, *changed])
        stories.join([*created, *changed], source.title, now)
    ids = {item.uid: item.id for item in created} | {uid: row.id for uid, row in known.items()}
    return Upserted(len(created), len(changed), len(wanted) - len(created) - len(changed), ids)


def latest(source_ids: Collection[int], limit: int) -> dict[int, list[ItemView]]:
    """The newest `limit` visible items of each source, in one query."""
    place = Window(RowNumber(), partition_by="source_id", order_by=[F("published_at").desc(), F("id").desc()])
    placed = (
        visible(timezone.now())
        .filter(source_id__in=source_ids)
        .annotate(place=place)
        .filter(place__lte=limit)
        .order_by("source_id", "place")
    )
    found: dict[int, list[ItemView]] = {source_id: [] for source_id in source_ids}
    for view in views(placed):
        found[view.source_id].append(view)
    return found


def visible(now: datetime) -> Any:
    """A queryset of the items that may be shown."""
    return Item.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), is_live=True)


def views(items: Any) -> Iterable[ItemView]:
    """Light rows of a queryset of items, in its order; the contents stay in the database."""
    has_content = Case(When(content="", then=Value(False)), default=Value(True))
    return (ItemView(*row) for row in items.annotate(has_content=has_content).values_list(*_VIEWED))


def register_keeper(keeper: Keeper) -> None:
    """`keeper(item_ids)` answers those that somebody still needs; they are never pruned."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def prune(source: Source, now: datetime) -> int:
    """Removes what is beyond KEEP, older than KEEP_FOR and needed by nobody; for polled sources only."""
    beyond = list(source.items.order_by("-published_at", "-id").values_list("id", flat=True)[KEEP:])
    if not beyond:  # mostly
        return 0
    old = set(Item.objects.filter(id__in=beyond, first_seen_at__lt=now - KEEP_FOR).values_list("id", flat=True))
    needed = {item_id for keeper in _keepers for item_id in keeper(old)} if old else set()
    Item.objects.filter(id__in=old - needed).delete()
    return len(old - needed)


def _values(entry: ItemData) -> dict[str, Any]:
    """The columns of an item, clamped to their lengths, with the hash of all that can change."""
    values: dict[str, Any] = {name: storable(getattr(entry, name)) for name in _TEXTS}
    values |= {name: values[name][:length] for name, length in _LENGTHS.items()}
    values |= {"topics": storable(list(entry.topics)), "extra": storable(dict(entry.extra))}
    values |= {"published_at": entry.published_at, "expires_at": entry.expires_at}
    digest = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode("utf-8", "surrogatepass"))
    return values | {"content_hash": digest.hexdigest()}


def _known(source: Source, wanted: Mapping[str, Mapping[str, Any]]) -> dict[str, Stored]:
    """The stored items by the uid under which they come now; one read, no model objects."""
    addresses = {values["url"]: uid for uid, values in wanted.items() if values["url"]}
    found = source.items.filter(Q(uid__in=list(wanted)) | Q(url__in=list(addresses)))
    stored = [Stored(*row) for row in found.values_list(*Stored._fields)]
    known = {row.uid: row for row in stored if row.uid in wanted}
    for row in stored:
        if row.uid not in wanted and (uid := addresses[row.url]) not in known:
            known[uid] = row
    return known


def _created(source: Source, values: Mapping[str, Any], now: datetime) -> Item:
    published_at = min(values["published_at"] or now, now)
    return Item(source=source, first_seen_at=now, **{**values, "published_at": published_at})


def _insert(items: Sequence[Item]) -> None:
    ids = rows.insert(Item, _COLUMNS, map(attrgetter(*_COLUMNS), items))
    for item, id in zip(items, ids, strict=True):
        item.id = id


def _changed(source: Source, row: Stored, values: Mapping[str, Any]) -> Item:
    """The stored item with today's values; it keeps its id and the time it was first seen."""
    published_at = min(values["published_at"] or row.published_at, row.first_seen_at)
    return Item(id=row.id, source=source, story=row.story, **{**values, "published_at": published_at, "is_live": True})
