"""What counts as a like, and whose likes count."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from recommender.models import Event

#: What a kind says about liking. A person's weights for one thing are added up; at or below zero it is not liked.
WEIGHTS: Final[dict[str, float]] = {
    Event.Kind.SHOW: 0.0,
    Event.Kind.OPEN: 1.0,
    Event.Kind.SAVE: 3.0,
    Event.Kind.UNSAVE: -3.0,
    Event.Kind.MORE: 2.0,
    Event.Kind.LESS: -4.0,
    Event.Kind.HIDE: -4.0,
    Event.Kind.UNHIDE: 4.0,
    Event.Kind.ADD: 3.0,
    Event.Kind.REMOVE: -3.0,
}
LIKES: Final = tuple(kind for kind, weight in WEIGHTS.items() if weight > 0 and kind != Event.Kind.UNHIDE)
GUEST_COUNTS_AFTER: Final = timedelta(days=1)


def by_known_people() -> Q:
    """Not by guests of the last day: they cost nothing to make, so many of them prove nothing."""
    return ~Q(user__is_guest=True, user__date_joined__gte=timezone.now() - GUEST_COUNTS_AFTER)


def who_like_other_things() -> Exists:
    """Of likes of items: by people who liked another one too. Whoever clicks one thing only proves nothing about it."""
    others = Event.objects.filter(user=OuterRef("user"), kind__in=LIKES).exclude(item=None)
    return Exists(others.exclude(item=OuterRef("item")))
