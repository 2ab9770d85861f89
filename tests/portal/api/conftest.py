"""A script with a token, and the template that visitors see."""

import pytest
from django.test import Client

from portal.accounts.models import AccessToken, User
from portal.pages.models import Page, Panel, Section
from widgets.models import CatalogueEntry


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password")


@pytest.fixture
def script(ada: User) -> Client:
    """Speaks JSON and knows nothing but Ada's token."""
    _token, secret = AccessToken.issue(ada, "script")
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def template() -> Page:
    page = Page.objects.create(title="Home", slug="home", is_home=True, language="en", version=7)
    section = Section.objects.create(page=page)
    Panel.objects.create(section=section, kind="notes", title="hello", settings={"text": "hello"})
    return page


@pytest.fixture
def entry() -> CatalogueEntry:
    return CatalogueEntry.objects.create(
        slug="example-news",
        kind="feed",
        settings={"url": "https://news.example.org/feed"},
        title="Example News",
        category="news",
        language="en",
    )
