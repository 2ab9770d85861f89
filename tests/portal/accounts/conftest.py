"""A template page as a visitor sees it, and a browser that has seen it."""

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.pages.models import Page, Panel, Section


@pytest.fixture
def template() -> Page:
    """Nobody's page with two panels, at version 7."""
    page = Page.objects.create(title="Home", slug="home", is_home=True, language="en", version=7)
    section = Section.objects.create(page=page)
    for position, title in enumerate(["news", "weather"]):
        Panel.objects.create(section=section, position=position, kind="notes", title=title, settings={"text": title})
    return page


@pytest.fixture
def browser() -> Client:
    return Client()


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", name="Ada")
