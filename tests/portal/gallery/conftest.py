"""A chief editor with a page to publish, an editor who may not, and a reader."""

import pytest
from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.pages import services
from portal.pages.gallery import services as gallery
from portal.pages.gallery.models import PageTemplate
from portal.pages.models import Page
from portal.publishing import roles
from tests.portal.pages import desk


@pytest.fixture
def chief(db) -> User:
    made = User.objects.create_user("chief@example.org", "a-long-password")
    made.groups.add(Group.objects.get(name=roles.CHIEF_EDITORS))
    return made


@pytest.fixture
def editor(db) -> User:
    made = User.objects.create_user("editor@example.org", "a-long-password")
    made.groups.add(Group.objects.get(name=roles.EDITORS))
    return made


@pytest.fixture
def reader(db) -> User:
    made = User.objects.create_user("reader@example.org", "a-long-password")
    services.create_page(user=made, title="Mine")
    return made


@pytest.fixture
def draft(chief: User) -> Page:
    """With a, b and a feed on it."""
    page = services.create_page(user=chief, title="Draft", icon="globe", colour="blue").page
    desk.add(chief, page, "a", 0)
    desk.add(chief, page, "b", 1)
    services.add_panel(user=chief, page_id=page.pk, kind="feed", settings={"url": "https://a.example/feed"}, column=2)
    return page


@pytest.fixture
def template(chief: User, draft: Page) -> PageTemplate:
    return gallery.publish_template(user=chief, page_id=draft.pk, title="The city", description="All about it.")
