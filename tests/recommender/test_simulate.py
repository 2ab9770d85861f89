"""Five hundred readers with hidden tastes, over fourteen days by the calendar: how often the panel is right."""

from collections import Counter
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from recommender import pushing, shelf, training
from recommender.events import EventData, record
from recommender.models import Event, ModelVersion, Suggestion
from tests.recommender.conftest import FIRST_ID
from widgets.models import Item, Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READERS, DAYS, TOPICS, STORIES_A_DAY = 500, 14, 12, 60
TRAINED_ON, MEASURED_FROM = (4, 8, 12), 10
OPENS_LIKED, OPENS_OTHER = 0.5, 0.04  # the chance to open what is of one's taste, and what is not
SPAM_BOTS = READERS // 100


class Town:
    """Readers come every fourth day; what they like is known to nobody, and half of the stories do not say their topic."""

    def __init__(self, clock) -> None:
        self.rng, self.clock, self.taste_of_item = Random(11), clock, {}
        self.item_ids = count(FIRST_ID)  # the same on each database, as chance is drawn from ids
        self.sources = Source.objects.bulk_create(
            Source(pk=FIRST_ID + number, kind="feed", key=f"paper-{number}", title=f"Paper {number}", is_public=True)
            for number in range(2 * TOPICS)
        )
        User = get_user_model()
        joined = clock() - timedelta(days=30)
        people = User.objects.bulk_create(
            User(pk=FIRST_ID + number, email=f"r{number}@example.org", password="!", language="en", date_joined=joined)
            for number in range(READERS + SPAM_BOTS)
        )
        self.readers, self.bots = people[:READERS], people[READERS:]
        self.tastes = {reader.pk: set(self.rng.sample(range(TOPICS), 2)) for reader in self.readers}
        self.met = {reader.pk: set() for reader in self.readers}
        self.right, self.shown = Counter(), Counter()

    def publish(self) -> None:
        """Told by their words; every second one also by its topic."""
        stories = []
        for number in range(STORIES_A_DAY):
            topic = number % TOPICS
            words = [f"{word}{chr(97 + topic) * 3}" for word in self.rng.sample(WORDS, 4)]
            stories.append(
                Item(
                    pk=next(self.item_ids),
                    source=self.sources[2 * topic + number // TOPICS % 2],
                    uid=f"{self.clock():%j}-{number}",
                    title=" ".join([*words, f"{number}{self.clock():%d}"]),
                    topics=[f"topic {topic}"] if number // TOPICS % 2 else [],
                    language="en",
                    published_at=self.clock() - timedelta(minutes=self.rng.randrange(600)),
                    first_seen_at=self.clock(),
                )
            )
        for number, item in enumerate(Item.objects.bulk_create(stories)):
            self.taste_of_item[item.pk] = number % TOPICS
        self.today = [item.pk for item in stories]

    def likes(self, reader, item_id: int) -> bool:
        return self.taste_of_item.get(item_id) in self.tastes[reader.pk]

    def would_open(self, reader, item_id: int) -> bool:
        return self.rng.random() < (OPENS_LIKED if self.likes(reader, item_id) else OPENS_OTHER)

    def write(self, reader, kind: str, item_id: int, **more) -> Event:
        self.met[reader.pk].add(item_id) if kind == "open" else None
        return Event(user=reader, kind=kind, item_id=item_id, created_at=self.clock(), **more)

    def browse(self, readers) -> list[Event]:
        """What they find by themselves, on their pages."""
        found = ((reader, pk) for reader in readers for pk in self.rng.sample(self.today, 8))
        return [self.write(reader, "open", pk, place="panel") for reader, pk in found if self.would_open(reader, pk)]

    def look_at_lists(self, readers) -> list[Event]:
        pushing.push([reader.pk for reader in readers])
        lists: dict[int, list[Suggestion]] = {reader.pk: [] for reader in readers}
        for row in Suggestion.objects.filter(user__in=lists, entry=None).order_by("rank"):
            lists[row.user_id].append(row)
        return [event for reader in readers for event in self.look(reader, lists[reader.pk])]

    def look(self, reader, rows) -> list[Event]:
        told = []
        for row in rows:
            shown = {"list_id": row.list_id, "signals": row.signals, "propensity": row.propensity, "position": row.rank}
            told.append(self.write(reader, "show", row.item_id, place="for-you", **shown))
            if self.would_open(reader, row.item_id):
                told.append(self.write(reader, "open", row.item_id, place="for-you"))
        return told

    def compare(self, readers) -> None:
        """The panel beside the ten most popular that the same reader has not met, at the same moment."""
        lately = shelf.popularity("items")
        popular = sorted(lately, key=lambda pk: (-lately[pk], pk))
        for reader in readers:
            own = Suggestion.objects.filter(user=reader, entry=None).values_list("item_id", flat=True)
            best = [pk for pk in popular if pk not in self.met[reader.pk]][:10]
            for name, listed in (("panel", list(own)), ("popularity", best)):
                self.right[name] += sum(self.likes(reader, pk) for pk in listed)
                self.shown[name] += len(listed)

    def rate(self, name: str) -> float:
        return self.right[name] / self.shown[name]


WORDS = [
    "arch",
    "bolt",
    "cord",
    "dune",
    "ember",
    "fjord",
    "grain",
    "haven",
    "inlet",
    "jolt",
    "knoll",
    "ledge",
    "mast",
    "notch",
    "orbit",
    "plume",
    "quill",
    "ridge",
    "slate",
    "tusk",
]


@pytest.fixture(scope="module")
def _days():
    """The clock stands at the same hour of the same day in each run."""
    return timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def town(db, _days, monkeypatch, world):
    moment = {"now": _days - timedelta(days=DAYS)}
    monkeypatch.setattr(timezone, "now", lambda: moment["now"])
    town = Town(lambda: moment["now"])
    spam = Item.objects.create(
        source=Source.objects.create(kind="feed", key="spam", title="Spam", is_public=True), uid="spam",
        title="Buy these pills", language="en", published_at=moment["now"] + timedelta(days=1),
    )  # fmt: skip
    for day in range(DAYS):
        moment["now"] += timedelta(days=1)
        town.publish()
        for bot in town.bots:
            record(bot, [EventData("open", item_id=spam.pk)] * 20)
        Event.objects.filter(user__in=town.bots).update(created_at=moment["now"])
        if day in TRAINED_ON:
            training.train(epochs=8)
            # A model is made when the calendar says so: what the live one has not seen is asked of both.
            ModelVersion.objects.filter(created_at__gt=moment["now"]).update(created_at=moment["now"])
        here = town.readers[day % 4 :: 4]
        events = town.browse(here)
        if day >= TRAINED_ON[0]:
            if day >= MEASURED_FROM:
                pushing.push([reader.pk for reader in here])
                town.compare(here)
            events += town.look_at_lists(here)
        Event.objects.bulk_create(events, batch_size=2000)
    town.spam = spam
    return town


def test_readers_get_three_times_what_popularity_gives_and_change_their_minds(town):
    """One story, because the fourteen days are long."""
    assert town.rate("panel") >= 3 * town.rate("popularity"), (town.rate("panel"), town.rate("popularity"))
    assert town.rate("popularity") > 0.1  # a fair rival

    listed = Suggestion.objects.filter(item=town.spam).exclude(user__in=town.bots)
    assert not listed.exclude(lane="explore").exists()  # one percent of all clicked it every day

    live = ModelVersion.objects.get(subject="items", state="live")
    assert live.weights["choices"] > 500
    assert live.metrics["lightfm"]["ndcg"] > 2 * live.metrics["popularity"]["ndcg"]

    changed = town.readers[:40]
    before, after = Counter(), Counter()
    for reader in changed:
        new = next(topic for topic in range(TOPICS) if topic not in town.tastes[reader.pk])
        fresh = [pk for pk, topic in town.taste_of_item.items() if topic == new and pk not in town.met[reader.pk]][-30:]
        pushing.push([reader.pk])
        before[reader.pk] = suggested_of(town, reader, new)
        record(reader, [EventData("open", item_id=pk) for pk in town.rng.sample(fresh, 5)])
        pushing.push([reader.pk])
        after[reader.pk] = suggested_of(town, reader, new)
    assert sum(before.values()) / len(changed) < 1
    assert sum(after.values()) / len(changed) >= 4
    assert sum(after[reader.pk] >= 3 for reader in changed) >= 0.8 * len(changed), after


def suggested_of(town: Town, reader, topic: int) -> int:
    rows = Suggestion.objects.filter(user=reader, entry=None).values_list("item_id", flat=True)
    return sum(town.taste_of_item.get(pk) == topic for pk in rows)
