"""Who the stories are about: a reader with a page, an editor at a desk, and a small town whose readers have tastes."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import models, services
from portal.publishing import roles
from portal.publishing import services as publishing
from portal.publishing.models import Channel
from recommender.models import Event
from widgets.models import Item

WORDS = {
    "stars": "telescope galaxy comet orbit nebula planet eclipse crater aurora pulsar",
    "food": "bread recipe oven garlic butter soup noodles tomato pepper dough",
    "rails": "station signal locomotive timetable tunnel carriage express sleeper gauge junction",
}


@pytest.fixture
def reader(server: Any) -> User:
    return User.objects.create_user("reader@example.org", "a-long-password", name="Rosa")


@pytest.fixture
def home(reader: User) -> models.Page:
    return services.create_page(user=reader, title="Home").page


@pytest.fixture
def channels(server: Any) -> dict[str, Channel]:
    """Three channels with ten articles each."""
    made = {topic: publishing.create_channel(slug=topic, title=topic.title()) for topic in WORDS}
    now = timezone.now()
    for topic, words in WORDS.items():
        for number, word in enumerate(words.split()):
            publishing.create_article(
                channel=made[topic],
                title=f"The {word} of the day",
                summary=f"About the {word}.",
                body=f"<p>All that is known about the {word}.</p>",
                topics=[topic],
                published_at=now - timedelta(hours=number + 1),
            )
    return made


@pytest.fixture
def town(channels: dict[str, Channel]) -> None:
    """Sixty people who read about one thing each, in this last week."""
    rng, now = Random(5), timezone.now()
    items = {topic: list(Item.objects.filter(source=channel.source)) for topic, channel in channels.items()}
    people = [User(email=f"person-{number}@example.org") for number in range(60)]
    User.objects.bulk_create(people)
    topics = list(WORDS)
    Event.objects.bulk_create(
        Event(user=person, kind="open", item=item, created_at=now - timedelta(hours=rng.uniform(1, 160)))
        for number, person in enumerate(people)
        for item in rng.sample(items[topics[number % 3]], 7)
    )


Place = Callable[..., models.Panel]


@pytest.fixture
def place(reader: User, home: models.Page) -> Place:
    """Puts a panel on the reader's page."""

    def place(kind: str, settings: dict[str, Any], **more: Any) -> models.Panel:
        change = services.add_panel(user=reader, page_id=home.pk, kind=kind, settings=settings, **more)
        assert change.panel
        return change.panel

    return place


@pytest.fixture
def staff(server: Any) -> dict[str, User]:
    """Somebody who may write, and somebody who may publish."""
    made = {}
    for name, group in (("editor", roles.EDITORS), ("chief", roles.CHIEF_EDITORS)):
        made[name] = User.objects.create_user(f"{name}@example.org", "a-long-password", name=name.title())
        made[name].groups.add(Group.objects.get(name=group))
    return made
