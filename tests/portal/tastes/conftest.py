"""Ada, who reads: a public source with stories, a private one of Eve's, and Ada's pushed list."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from recommender import events, pushing
from recommender.events import EventData
from tests.portal.pages import desk
from widgets.models import CatalogueEntry, Item, Source


@pytest.fixture
def world(client) -> SimpleNamespace:
    source = Source.objects.create(kind="feed", key="public", title="The Ledger", is_public=True)
    stories = [
        Item.objects.create(
            source=source, uid=str(number), title=f"Story {number}", topics=["baking" if number % 2 else "tea"],
            language="en", published_at=timezone.now() - timedelta(hours=number),
        )
        for number in range(8)
    ]  # fmt: skip
    entry = CatalogueEntry.objects.create(slug="sky", kind="sky", title="Sun and moon", category="daily")
    ada, eve = (User.objects.create_user(f"{name}@example.org", language="en") for name in ("ada", "eve"))
    pages.create_page(user=ada, title="Home")
    private = Source.objects.create(kind="calendar", key="private", title="Eve's calendar")
    desk.add(eve, pages.create_page(user=eve, title="Home").page, "calendar").panel.sources.add(private)
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    return SimpleNamespace(ada=ada, eve=eve, source=source, stories=stories, entry=entry, private=private)


@pytest.fixture
def reads(world):
    """Ada opens these stories, and her list is made anew."""

    def act(*numbers: int, kind: str = "open") -> None:
        events.record(world.ada, [EventData(kind, item_id=world.stories[number].pk) for number in numbers])
        pushing.push([world.ada.pk])

    return act
