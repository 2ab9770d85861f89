"""A person with one page, and a second person who must never reach it."""

import pytest

from portal.accounts.models import User
from portal.pages import services
from portal.pages.models import Page
from portal.pages.services import Change
from tests.portal.pages import desk


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password")


@pytest.fixture
def eve() -> User:
    return User.objects.create_user("eve@example.org", "a-long-password")


@pytest.fixture
def page(ada: User) -> Page:
    """One section of three columns."""
    return services.create_page(user=ada, title="Home").page


@pytest.fixture
def abc(ada: User, page: Page) -> list[Change]:
    """Panels a and b in the first column, c in the second."""
    return [desk.add(ada, page, name, column) for name, column in (("a", 0), ("b", 0), ("c", 1))]
