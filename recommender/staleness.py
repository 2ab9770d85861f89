"""Whose list has grown old."""

from datetime import timedelta
from typing import Final

from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.utils import timezone

from recommender.models import Suggestion
from recommender.things import public_items

HERE_LATELY: Final = timedelta(days=1)
#: Longer than the time between two notes of when somebody was seen.
HERE_NOW: Final = timedelta(minutes=30)
OLD: Final = timedelta(minutes=30)


def recent_people(within: timedelta) -> QuerySet:
    since = timezone.now() - within
    return get_user_model().objects.filter(last_seen_at__gte=since, is_active=True, wants_suggestions=True)


def recent_user_ids(within: timedelta = HERE_LATELY) -> list[int]:
    """Who was seen last comes first."""
    return list(recent_people(within).order_by("-last_seen_at", "pk").values_list("pk", flat=True))


def stale_user_ids(within: timedelta = HERE_LATELY) -> list[int]:
    """People who were here, without a list, with one that is old, older than the newest item, or with a lost item."""
    newest = public_items().order_by("-pk").values_list("first_seen_at", flat=True).first()
    limit = max(filter(None, (timezone.now() - OLD, newest)))
    made = dict(Suggestion.objects.values_list("user_id").annotate(Max("created_at")).order_by())
    lost = set(Suggestion.objects.filter(item__is_live=False).values_list("user_id", flat=True))
    return [pk for pk in recent_user_ids(within) if pk not in made or made[pk] < limit or pk in lost]
