"""A real Chromium before a real server; a person whose page has something on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import User
from portal.pages import models, services
from tests.chromium import complaining, give_session
from tests.portal.pages import desk
from tests.processes import Server
from widgets import items
from widgets.base import ItemData
from widgets.models import CatalogueEntry, Source

expect.set_options(timeout=5_000)


@pytest.fixture
def ada(server: Server) -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", name="Ada")


@pytest.fixture
@transaction.atomic
def home(ada: User) -> models.Page:
    """Panels a, b in the first column, c in the second, and a feed with stories in the third."""
    page = services.create_page(user=ada, title="Home", icon="house").page
    for name, column in (("a", 0), ("b", 0), ("c", 1)):
        desk.add(ada, page, name, column)
    now = timezone.now()
    panel = services.add_panel(
        user=ada, page_id=page.pk, kind="feed", settings={"url": "https://news.example.org/"}, column=2
    ).panel
    source = panel.sources.get()
    stories = [
        ItemData(uid=str(i), title=f"Story {i}", content=f"<p>Text {i}</p>", published_at=now - timedelta(hours=i))
        for i in range(5)
    ]
    items.upsert(source, stories, now)
    Source.objects.filter(pk=source.pk).update(
        state="ok",
        version=1,
        fetched_at=now,
        next_fetch_at=now + timedelta(hours=1),  # else a worker that another test left behind asks at once
        title="The Ledger",
        is_public=True,
    )
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Pad", category="tools", description="To write on.")
    return page


@pytest.fixture
def shown(server: Server, home: models.Page, ada: User, browser: Browser) -> Iterator[Page]:
    """Ada's home page in the browser."""
    with visiting(browser, server, ada) as page, complaining(page):
        yield page


@pytest.fixture
def unscripted(server: Server, home: models.Page, ada: User, browser: Browser) -> Iterator[Page]:
    """The same without JavaScript."""
    with visiting(browser, server, ada, java_script_enabled=False) as page:
        yield page


@contextmanager
def visiting(browser: Browser, server: Server, user: User, **options: Any) -> Iterator[Page]:
    usual = {"viewport": {"width": 1440, "height": 1000}, "service_workers": "block"}
    context = browser.new_context(**{**usual, **options})
    context.set_default_timeout(6_000)
    give_session(context, server, user)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()
