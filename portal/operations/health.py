"""What must work for the portal to do its job, checked one by one, each with a sentence on what to do."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.operations import heartbeat, queues

log = logging.getLogger(__name__)


class Unhealthy(Exception):
    """The message says what is wrong and what to do."""


class Remark(Exception):
    """Not wrong, but worth knowing."""


@dataclass(frozen=True)
class Finding:
    name: str
    is_well: bool
    message: str
    is_remark: bool = False


def check_all() -> list[Finding]:
    return [examine(name, check) for name, check in CHECKS.items()]


def examine(name: str, check: Callable[[], str]) -> Finding:
    """A check answers a sentence on how it is, or raises; whatever it raises is a finding, not an error of ours."""
    try:
        return Finding(name, True, check())
    except Remark as remark:
        return Finding(name, True, str(remark), is_remark=True)
    except Unhealthy as unhealthy:
        return Finding(name, False, str(unhealthy))
    except Exception as error:
        # Anybody may ask for our health: addresses and names in the error are for the log only.
        log.warning("The check of %s fails: %s", name, error)
        return Finding(name, False, f"It does not answer ({type(error).__name__}). The log says more.")


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return f"{connection.vendor} answers."


_known = {"is_migrated": False}


def migrations() -> str:
    """Asked until it is well: reading all migrations is too much work for each call."""
    if not _known["is_migrated"]:
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise Unhealthy(f"{len(plan)} migrations are not applied. Run: manage.py migrate")
        _known["is_migrated"] = True
    return "All migrations are applied."


def cache_works() -> str:
    cache.set("operations:probe", "here", timeout=60)
    if cache.get("operations:probe") != "here":
        raise Unhealthy("What is written to the cache does not come back. Look at Redis's memory and policy.")
    return "The cache remembers."


def broker() -> str:
    waiting = sum(queues.lengths().values())
    return f"The broker answers; {waiting} tasks wait."


def worker() -> str:
    """The heartbeat goes from beat through the broker to a worker, so its age covers all three."""
    age = heartbeat.age()
    if age is None:
        raise Unhealthy("No heartbeat yet. Start a worker (celery -A portal worker) and beat (python -m portal.beat).")
    if age > heartbeat.LATE_SECONDS:
        raise Unhealthy(f"The last heartbeat was {age:.0f} s ago. Look at the worker's and beat's logs.")
    return f"The last heartbeat was {age:.0f} s ago."


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "cache": cache_works,
    "broker": broker,
    "worker": worker,
}
