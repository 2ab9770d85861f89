"""The tests' database: a copy of a migrated template, which can be brought back to how the migrations left it.

Migrating takes some ten seconds, so the template is made once: for SQLite once per set of migrations, for PostgreSQL
once per cluster. Bringing back replaces Django's flush, which would also remove what data migrations wrote (groups, the
review workflow, content types), and is safe while a server and a worker are connected.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

TEMPLATE = "foyer_template"

# Keeps a second copy of every row that the migrations wrote, beside the tables, and writes down how to bring it back:
# finding the columns anew each time would take longer than bringing back. Foreign keys are not checked on the way, so
# the order does not matter. Sequences go on: no id is used twice.
KEEP = """
CREATE SCHEMA kept;
DO $$ DECLARE t text; columns text; steps text := 'SET LOCAL session_replication_role = replica;'; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', t);
    SELECT string_agg(quote_ident(column_name), ', ') INTO columns FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = t AND is_generated = 'NEVER';
    steps := steps || format('DELETE FROM public.%1$I;
      INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM kept.%1$I;', t, columns);
  END LOOP;
  EXECUTE format('CREATE PROCEDURE kept.restore() LANGUAGE plpgsql AS %L', 'BEGIN ' || steps || ' END');
END $$;
"""


def create() -> None:
    """Makes this process's database from the template."""
    if connection.vendor == "sqlite":
        restore()
        return
    with postgres_template() as admin:
        admin.execute(f"CREATE DATABASE {connection.settings_dict['NAME']} TEMPLATE {TEMPLATE}")


def restore() -> None:
    """Brings everything back to how the migrations left it."""
    if connection.vendor == "sqlite":
        connection.close()
        with (
            contextlib.closing(sqlite3.connect(sqlite_template())) as template,
            contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)) as copy,
        ):
            template.backup(copy)
    else:
        with connection.cursor() as cursor:
            cursor.execute("CALL kept.restore()")


def sqlite_template() -> Path:
    template = Path(tempfile.gettempdir(), f"foyer-test-template-{migrations_digest()}.sqlite3")
    if not template.exists():
        with the_only_one(template.name):
            if not template.exists():
                draft = template.with_suffix(".draft")
                draft.unlink(missing_ok=True)
                migrate(f"sqlite:///{draft}")
                with contextlib.closing(sqlite3.connect(draft)) as database:
                    database.execute("PRAGMA journal_mode=DELETE")
                draft.rename(template)
    return template


@contextlib.contextmanager
def postgres_template() -> Iterator[psycopg.Connection]:
    """A connection from which the template can be copied; it is made if nobody did so before."""
    with the_only_one("postgres"), psycopg.connect(cluster_url("postgres"), autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            make_postgres_template(admin)
        yield admin


def prepare() -> None:
    """Makes the template, which the first test would else wait for."""
    if connection.vendor == "sqlite":
        sqlite_template()
    else:
        with postgres_template():
            pass


def make_postgres_template(admin: psycopg.Connection) -> None:
    admin.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}_draft")
    admin.execute(f"CREATE DATABASE {TEMPLATE}_draft")
    migrate(cluster_url(f"{TEMPLATE}_draft"))
    with psycopg.connect(cluster_url(f"{TEMPLATE}_draft"), autocommit=True) as draft:
        draft.execute(KEEP)
    admin.execute(f"ALTER DATABASE {TEMPLATE}_draft RENAME TO {TEMPLATE}")


def migrate(url: str) -> None:
    """In a process of its own: this one stays connected to nothing."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "-v0"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True)


def migrations_digest() -> str:
    """Names and contents of all migrations, and of what runs after them: a template is good as long as they stay."""
    digest = hashlib.sha256(Path(apps.get_app_config("portal").path, "publishing", "roles.py").read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.name}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def cluster_url(database: str) -> str:
    return os.environ["FOYER_TEST_CLUSTER"] + database


@contextlib.contextmanager
def the_only_one(name: str) -> Iterator[None]:
    """One test process of this machine at a time."""
    with open(Path(tempfile.gettempdir(), f"{name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
