"""What all tests share: a migrated database, brought back after tests that commit, and empty caches."""

import os
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from xdist import is_xdist_worker
from xdist.scheduler import LoadFileScheduling

from portal.pages import ready
from tests import database

DEMO = "tests/portal/demo/"

pytest_plugins = ["tests.processes", "tests.chromium", "tests.upstream.fixtures"]


def pytest_sessionstart(session: pytest.Session) -> None:
    """The database is made while the tests are collected, which takes about as long; by the first process, for all."""
    if not is_xdist_worker(session) and not session.config.option.collectonly:
        Thread(target=database.prepare).start()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long ones first, so that no process is still at one when the others have nothing left.

    PostgreSQL is for the tests that touch a database; the others are the same on both and ran on SQLite.
    """
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("slow", "browser")])
    if os.environ.get("FOYER_TEST_DATABASE") != "postgres":
        return
    kept = [item for item in items if {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())} or marked(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


class FilesTogether(LoadFileScheduling):
    """A file is run by one process, and so are the files about the demo, which takes ten seconds to make."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return DEMO if file.startswith(DEMO) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    return FilesTogether(config, log)


def marked(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None


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
    ready.shelf = ready.Shelf(ready.MEMORY)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language active in the thread: the next test begins in the portal's own."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
