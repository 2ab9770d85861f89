"""Where the drawn for-you panel lies in the cache, and how it is forgotten."""

from django.conf import settings
from django.core.cache import cache
from django.db.models import F

from portal.accounts.models import User


def key_for(user: User | None, language: str) -> str:
    """With the version the person had when they were loaded: what is drawn from older facts is never found again."""
    return f"for-you:{user.pk}:{user.for_you_version}:{language}" if user else f"for-you:visitor:{language}"


def forget(user_id: int) -> None:
    User.objects.filter(pk=user_id).update(for_you_version=F("for_you_version") + 1)


def erase(sender: object, instance: User, **_kwargs: object) -> None:
    """Receives `pre_delete` of people: nothing that was drawn for them stays behind."""
    cache.delete_many([key_for(instance, language) for language, _name in settings.LANGUAGES])


def forget_pushed(sender: object, user_id: int, **_kwargs: object) -> None:
    """Receives `suggestions_pushed`."""
    forget(user_id)
