"""The demo is seeded once for all tests of this folder; each test works on it in a transaction of its own."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tests import database


@pytest.fixture(scope="package")
def seeded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("demo", verbosity=0)
        yield
        database.restore()


@pytest.fixture
def demo(seeded, db) -> None:
    """A portal with the demo in it."""
