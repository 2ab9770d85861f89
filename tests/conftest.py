"""What all tests share: a migrated database made once per set of migrations, and an empty cache."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections


def migrations_digest() -> str:
    """Names and contents of all migrations: a template database is good as long as they are the same."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def sqlite_template() -> Path:
    """A migrated SQLite file, made once and copied for each test process (migrating takes some 15 s)."""
    template = Path(tempfile.gettempdir(), f"foyer-test-template-{migrations_digest()}.sqlite3")
    if not template.exists():
        draft = template.with_suffix(f".{os.getpid()}")
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = str(draft)
        call_command("migrate", verbosity=0)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections["default"].close()
        draft.rename(template)
    return template


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> None:
    """Instead of pytest-django's own: connects to a fresh copy of the template."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        copy = Path(settings.DATA_DIR, "test.sqlite3")
        shutil.copyfile(sqlite_template(), copy)
        connections["default"].settings_dict["NAME"] = str(copy)
        settings.DATABASES["default"]["NAME"] = str(copy)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
