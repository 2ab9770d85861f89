"""Where the drawn for-you panel lies in the cache, and how it is forgotten."""

from django.core.cache import cache

from portal.accounts.models import User


def key_for(user: User | None, language: str) -> str:
    return f"for-you:{user.pk}" if user else f"for-you:visitor:{language}"


def forget(user_id: int) -> None:
    cache.delete(f"for-you:{user_id}")


def forget_pushed(sender: object, user_id: int, **_kwargs: object) -> None:
    """Receives `suggestions_pushed`."""
    forget(user_id)
