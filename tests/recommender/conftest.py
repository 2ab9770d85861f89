"""A small world for the recommender: sources, items, catalogue entries, and people with tastes."""

from datetime import timedelta
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from portal.pages.models import Page, Panel, Section
from recommender import drafting, promotion, shelf
from recommender.models import Event
from widgets import rows
from widgets.models import CatalogueEntry, Item, Source

WORDS = {
    topic: words.split()
    for topic, words in {
        "stars": "telescope galaxy comet orbit nebula planet eclipse crater",
        "food": "bread recipe oven garlic butter soup noodles tomato",
        "money": "market bond savings interest budget mortgage shares pension",
        "plants": "seedling compost orchid pruning meadow beetle fern moss",
        "trains": "railway station signal locomotive timetable tunnel carriage express",
        "sport": "match goal league sprint coach stadium relay tennis",
    }.items()
}


#: Ids are given here: chance is drawn from them, and a sequence of PostgreSQL goes on from test to test.
FIRST_ID = 1_000_000


class World:
    """Makes sources, items, entries and people with one short line each; the same in each run, on each database."""

    def __init__(self) -> None:
        self.count = FIRST_ID

    def next(self) -> int:
        self.count += 1
        return self.count

    def source(self, title: str = "", *, is_public: bool = True) -> Source:
        number = self.next()
        return Source.objects.create(
            pk=number, kind="feed", key=f"source-{number}", title=title or f"Source {number}", is_public=is_public
        )

    def item(self, source: Source, title: str = "", *, topics=(), hours_old: float = 1, **fields) -> Item:
        number = self.next()
        published = timezone.now() - timedelta(hours=hours_old)
        return Item.objects.create(
            pk=number, source=source, uid=str(number), title=title or f"Story number {number} {number:x}{number:x}", topics=list(topics),
            published_at=published, first_seen_at=published, **{"language": "en", **fields},
        )  # fmt: skip

    def entry(self, title: str, *, kind: str = "feed", topics=(), **fields) -> CatalogueEntry:
        number = self.next()
        fields = {"settings": {"url": f"https://{number}.example"}, "category": "news", "language": "en", **fields}
        return CatalogueEntry.objects.create(
            pk=number, slug=f"entry-{number}", kind=kind, title=title, topics=list(topics), **fields
        )

    def person(self, **fields):
        number = self.next()
        return get_user_model().objects.create_user(f"person{number}@example.org", pk=number, **fields)

    def people(self, count: int) -> list:
        """Many at once, in one statement."""
        numbers = [self.next() for _ in range(count)]
        return get_user_model().objects.bulk_create(
            get_user_model()(pk=number, email=f"person{number}@example.org") for number in numbers
        )

    def did(self, person, kind: str, *things, days_ago: float = 0.5) -> None:
        """Straight into the table, with the time it happened."""
        for number, thing in enumerate(things):
            about = {"item": thing} if isinstance(thing, Item) else {"entry": thing}
            at = timezone.now() - timedelta(days=days_ago, seconds=-number)
            Event.objects.create(user=person, kind=kind, created_at=at, **about)

    def place(
        self, person, entry: CatalogueEntry | None = None, *, kind: str = "feed", source: Source | None = None
    ) -> Page:
        """A panel on the person's page."""
        page, _ = Page.objects.get_or_create(owner=person, title="Home", slug="home")
        section, _ = Section.objects.get_or_create(page=page)
        panel = Panel.objects.create(section=section, entry=entry, kind=entry.kind if entry else kind)
        if source:
            panel.sources.add(source)
        return page


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture(autouse=True)
def nothing_loaded():
    """No model and no shelf from another test."""
    promotion.forget()
    shelf.forget()


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    """What chance adds to a list is drawn anew each day: here it is always the same one."""
    monkeypatch.setattr(drafting, "today", lambda: "2026-01-01")


@pytest.fixture(autouse=True)
def model_folder(settings, tmp_path):
    settings.MODEL_DIR = tmp_path / "models"
    return settings.MODEL_DIR


@pytest.fixture
def town(world):
    """120 readers of two topics each out of six, 90 items, some 2,600 likes; seeded."""
    rng = Random(7)
    items = {topic: stories(world, topic, rng) for topic in WORDS}
    readers = [(person, rng.sample(sorted(WORDS), 2)) for person in world.people(120)]
    events = []
    for reader, tastes in readers:
        wanted = [item for topic in tastes for item in rng.sample(items[topic], 9)]
        stray = [rng.choice(items[topic]) for topic in WORDS if topic not in tastes]
        for item in dict.fromkeys([*wanted, *stray]):
            at = timezone.now() - timedelta(hours=rng.uniform(1, 96))
            kind = rng.choice(["open", "open", "open", "save"])
            events.append((reader.pk, kind, item.pk, at, "", "", False))
    rows.insert(Event, ["user_id", "kind", "item_id", "created_at", "place", "policy", "is_demo"], events)
    world.items, world.readers = items, readers
    return world


def stories(world: World, topic: str, rng: Random) -> list[Item]:
    source = world.source(f"The {topic} paper")
    return [
        world.item(
            source,
            " ".join([*rng.sample(WORDS[topic], 3), f"part{n}{topic}"]),
            topics=[topic],
            hours_old=rng.uniform(2, 120),
        )
        for n in range(15)
    ]
