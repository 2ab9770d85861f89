"""A small world for the recommender: topics, sources, items and people with tastes."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from widgets.models import CatalogueEntry, Item, Source


class World:
    """Makes sources, items, entries and people with one short line each."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.count

    def source(self, title: str = "") -> Source:
        number = self.next()
        return Source.objects.create(kind="channel", key=f"source-{number}", title=title or f"Source {number}")

    def item(self, source: Source, title: str = "", *, topics=(), hours_old: float = 1, **fields) -> Item:
        number = self.next()
        published = timezone.now() - timedelta(hours=hours_old)
        return Item.objects.create(
            source=source,
            uid=str(number),
            title=title or f"Story {number}",
            topics=list(topics),
            published_at=published,
            first_seen_at=published,
            **{"language": "en", **fields},
        )

    def entry(self, title: str, *, kind: str = "feed", topics=(), **fields) -> CatalogueEntry:
        number = self.next()
        fields = {"settings": {"url": f"https://{number}.example"}, "category": "news", "language": "en", **fields}
        return CatalogueEntry.objects.create(
            slug=f"entry-{number}", kind=kind, title=title, topics=list(topics), **fields
        )

    def person(self, **fields):
        return get_user_model().objects.create_user(f"person{self.next()}@example.org", **fields)


@pytest.fixture
def world(db) -> World:
    return World()
