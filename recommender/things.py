"""Reads items and catalogue entries from the database as the recommender sees them, without their long texts."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from recommender.features import Thing, normal_topics
from widgets.items import visible
from widgets.models import CatalogueEntry, Item

TAG: Final = re.compile(r"<[^>]*>")
TEXT_LENGTH: Final = 400
ITEM_COLUMNS: Final = (
    "id", "title", "summary", "topics", "language", "source_id", "source__title", "published_at", "expires_at",
    "story", "featured_until",
)  # fmt: skip


def items(rows: QuerySet[Item]) -> list[Thing]:
    return [item_as_thing(row) for row in rows.values(*ITEM_COLUMNS)]


def items_by_id(item_ids: Collection[int]) -> dict[int, Thing]:
    return {thing.id: thing for batch in batches(item_ids) for thing in items(Item.objects.filter(pk__in=batch))}


def public_items() -> QuerySet[Item]:
    """All that may be suggested to anybody: whatever stands only on people's own pages is nobody else's business."""
    return visible(timezone.now()).filter(source__is_public=True)


def recent_items(limit: int) -> list[Thing]:
    """The newest that may be suggested."""
    recent = public_items().filter(published_at__lte=timezone.now())
    return items(recent.order_by("-published_at", "-pk")[:limit])


def is_pick(until: datetime | None) -> bool:
    return until is not None and until > timezone.now()


def entries() -> list[Thing]:
    return [entry_as_thing(entry) for entry in CatalogueEntry.objects.filter(is_retired=False).order_by("pk")]


def batches(ids: Collection[int], size: int = 500) -> Iterable[list[int]]:
    """Databases limit how many values one query may name."""
    ordered = sorted(ids)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


def item_as_thing(row: Mapping[str, Any]) -> Thing:
    return Thing(
        id=row["id"],
        title=row["title"],
        text=TAG.sub(" ", row["summary"])[:TEXT_LENGTH],
        topics=normal_topics(row["topics"]),
        language=row["language"],
        source_id=row["source_id"],
        source_title=row["source__title"],
        published=row["published_at"].timestamp(),
        expires=row["expires_at"].timestamp() if row["expires_at"] else float("inf"),
        story=row["story"],
        featured=is_pick(row["featured_until"]),
    )


def entry_as_thing(entry: CatalogueEntry) -> Thing:
    return Thing(
        id=entry.pk,
        title=entry.title,
        text=entry.description,
        topics=normal_topics(entry.topics),
        language=entry.language,
        kind=entry.kind,
        category=entry.category,
        featured=entry.is_featured,
    )
