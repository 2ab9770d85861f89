"""How much may be fetched for nothing but a look: enough for anybody who chooses, too little to be abused."""

from django.core.cache import cache
from django.http import HttpRequest
from redis import RedisError

#: Within WINDOW seconds: by one person (or one address, for visitors), and from one host by all together.
WINDOW = 600
FOR_ONE = 60
FROM_HOST = 60


def may_fetch(request: HttpRequest, host: str) -> bool:
    """Counts this fetch; false when it would be one too many."""
    return may_ask(f"{request.user.pk or request.META.get('REMOTE_ADDR', '')}", host)


def may_ask(who: str, host: str) -> bool:
    return _count(f"looks-by:{who}") <= FOR_ONE and _count(f"looks-at:{host}") <= FROM_HOST


def _count(name: str) -> int:
    try:
        cache.add(name, 0, WINDOW)
        return cache.incr(name)
    except (RedisError, ValueError):  # no cache, or it ran out just now
        return 1
