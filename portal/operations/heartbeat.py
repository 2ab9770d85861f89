"""Beat sends a heartbeat, a worker writes down when: proof that broker, beat and worker do their work."""

import time

from django.core.cache import cache

KEY = "operations:heartbeat"
EVERY_SECONDS = 20
# Beyond this many seconds the worker or beat is taken for dead.
LATE_SECONDS = 90


def record() -> None:
    cache.set(KEY, time.time(), timeout=24 * 3600)


def age() -> float | None:
    """Seconds since the last heartbeat; None if there was none within a day."""
    beat_at = cache.get(KEY)
    return None if beat_at is None else max(0.0, time.time() - beat_at)
