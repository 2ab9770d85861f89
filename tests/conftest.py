"""What all tests share: a migrated database, brought back after tests that commit, and an empty cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings

from tests import database

pytest_plugins = ["tests.processes", "tests.chromium", "tests.upstream.fixtures"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> None:
    """Instead of pytest-django's own: a copy of the migrated template."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.create()
    # What tests that commit leave behind is removed this way instead of by Django's flush (see tests/database.py).
    TransactionTestCase._fixture_teardown = lambda _case: database.restore()  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["tests.passwords.QuickHasher"]):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()
