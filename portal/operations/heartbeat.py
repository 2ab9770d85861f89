"""Beat sends a heartbeat, a worker writes down when: proof that broker, beat and worker do their work."""

import time

from django.core.cache import cache

KEY = "operations:heartbeat"
EVERY_SECONDS = 20
# Beyond this many seconds the worker or beat is taken for dead.
LATE_SECONDS = 90


def record() -> None:
    cache.set(KEY, time.time(), timeout=24 * 3600)


def last() -> float | None:
    """When, in seconds since 1970; None if there was none within a day or the cache is away."""
    return cache.get(KEY)


def age() -> float | None:
    """Seconds since the last heartbeat."""
    return None if (at := last()) is None else max(0.0, time.time() - at)
