"""The cache, which may be away: nothing is found in it then, nothing is kept, and every page is drawn anew."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis import RedisError

log = logging.getLogger(__name__)
_outage = {"is_known": False}


class PatientCache(RedisCache):
    """Answers like an empty cache while Redis does not answer; what is wrong is said once, and by /health/ready.

    `add` still raises: it is there for locks, and whoever takes one must hear the truth.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return attempt(default, super().get, key, default, version)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return attempt({}, super().get_many, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        attempt(None, super().set, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return attempt([], super().set_many, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return attempt(False, super().delete, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        attempt(None, super().delete_many, *args, **kwargs)


def attempt(otherwise: Any, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        answer = call(*args, **kwargs)
    except RedisError as error:
        if not _outage["is_known"]:
            log.warning("The cache does not answer, so every page is drawn anew: %s", error)
        _outage["is_known"] = True
        return otherwise
    if _outage["is_known"]:
        log.info("The cache answers again.")
    _outage["is_known"] = False
    return answer
