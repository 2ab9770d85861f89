"""What somebody waits for and no row keeps: a worker does it once, the cache holds the answer for some minutes.

Whoever asks meanwhile for the same finds the errand under way, so that nobody's server is asked twice.
"""

import hashlib
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis import RedisError

logger = logging.getLogger(__name__)

#: Seconds that an answer is kept, and after which one that did not come is not expected any more.
KEPT = 600
PATIENCE = 40
#: A failure may pass: it is not held against an address for long.
FAILURE_KEPT = 60

State = Literal["unasked", "under way", "done", "lost"]


@dataclass(frozen=True, slots=True)
class Errand:
    """`answer` is what the worker left, once it is done. "lost": nobody can do it just now."""

    state: State
    answer: Any = None


def name_of(*parts: str) -> str:
    """A name for the cache, whatever signs the parts have."""
    return f"errand:{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"


def look(names: Iterable[str]) -> dict[str, Errand]:
    """How each of these errands stands."""
    wanted = list(names)
    found = cache.get_many(wanted)
    return {name: _errand(found.get(name)) for name in wanted}


def _errand(kept: Any) -> Errand:
    if kept is None:
        return Errand("unasked")
    if "answer" in kept:
        return Errand("done", kept["answer"])
    return Errand("under way" if time.time() - kept["asked_at"] < PATIENCE else "lost")


def send(name: str, task: str, *args: Any) -> Errand:
    """Sends a worker, unless one is on the way or has been: an errand that was lost is sent again."""
    try:
        if not cache.add(name, {"asked_at": time.time()}, KEPT):
            known = look([name])[name]
            if known.state != "lost":
                return known
            cache.set(name, {"asked_at": time.time()}, KEPT)
        current_app.send_task(task, args=[name, *args], retry=False, expires=PATIENCE)
    except (RedisError, OperationalError, OSError) as error:
        logger.warning("The errand %s could not be sent: %s", task, error)
        cache.delete(name)
        return Errand("lost")
    return Errand("under way")


def finish(name: str, answer: Any, *, kept: int = KEPT) -> None:
    cache.set(name, {"answer": answer}, kept)


def forget(name: str) -> None:
    """So that somebody may be sent again."""
    cache.delete(name)
