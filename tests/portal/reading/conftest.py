"""A person with a page and a feed on it that has stories."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services
from portal.pages.models import Page, Panel
from widgets import items
from widgets.base import ItemData
from widgets.models import Item, Source

Story = Callable[..., Item]


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", language="en")


@pytest.fixture
def eve() -> User:
    return User.objects.create_user("eve@example.org", "a-long-password", language="en")


@pytest.fixture
def page(ada: User) -> Page:
    return services.create_page(user=ada, title="Home").page


@pytest.fixture
def panel(ada: User, page: Page) -> Panel:
    return place_feed(ada, page, "https://news.example/feed")


@pytest.fixture
def feed(panel: Panel) -> Source:
    return panel.sources.get()


@pytest.fixture
def stories(feed: Source) -> list[Item]:
    """Three, the first is the newest."""
    return [tell(feed, f"Story {hours}", hours) for hours in (3, 2, 1)][::-1]


@pytest.fixture
def tab(ada: User, client: Client) -> Client:
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    return client


def place_feed(user: User, page: Page, url: str, **more: Any) -> Panel:
    change = services.add_panel(user=user, page_id=page.pk, kind="feed", settings={"url": url, **more})
    assert change.panel is not None
    return change.panel


def tell(source: Source, title: str, hours_ago: float = 0, **more: Any) -> Item:
    """A story arrives, as a worker stores it."""
    now = timezone.now()
    put(
        source,
        [ItemData(uid=title, title=title, url=f"https://news.example/{title}", published_at=at(hours_ago), **more)],
    )
    Source.objects.filter(pk=source.pk).update(state="ok", fetched_at=now)
    return Item.objects.get(source=source, uid=title)


def put(source: Source, data: list[ItemData]) -> None:
    items.upsert(source, data, timezone.now())
    source.refresh_from_db()
    source.version += 1
    source.save(update_fields=["version"])


def at(hours_ago: float) -> datetime:
    return timezone.now() - timedelta(hours=hours_ago)
