"""Whose list has grown old."""

from datetime import timedelta
from typing import Final

from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.utils import timezone

from recommender.models import Suggestion
from widgets.models import Item

HERE_LATELY: Final = timedelta(days=1)
OLD: Final = timedelta(minutes=30)


def recent_people() -> QuerySet:
    since = timezone.now() - HERE_LATELY
    return get_user_model().objects.filter(last_seen_at__gte=since, is_active=True, wants_suggestions=True)


def recent_user_ids() -> list[int]:
    return list(recent_people().order_by("pk").values_list("pk", flat=True))


def stale_user_ids() -> list[int]:
    """People who were here lately, without a list, with one that is old, or with one older than the newest item."""
    newest = Item.objects.filter(is_live=True).order_by("-pk").values_list("first_seen_at", flat=True).first()
    limit = max(filter(None, (timezone.now() - OLD, newest)))
    made = dict(Suggestion.objects.values_list("user_id").annotate(Max("created_at")).order_by())
    return [pk for pk in recent_user_ids() if pk not in made or made[pk] < limit]
