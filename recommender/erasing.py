"""When a person is erased: their rows go with them, and what was counted from these is counted anew."""

from functools import partial
from typing import Any

from django.db import transaction

from recommender.asking import count_soon
from recommender.models import Event


def recount(sender: type, instance: Any, **_kwargs: object) -> None:
    """Receives `pre_delete` of people. Models and caches of this app hold nothing of single people."""
    item_ids = Event.objects.filter(user_id=instance.pk).exclude(item=None).values_list("item_id", flat=True).distinct()
    if found := list(item_ids):
        transaction.on_commit(partial(count_soon, found))
