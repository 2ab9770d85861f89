"""How one person wants their list made, and whether anything is learned from them now."""

from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction

from recommender.asking import push_soon
from recommender.events import Person
from recommender.models import Tuning

SLIDERS: Final = ("surprise", "timeless")


def of(user: Person) -> Tuning:
    """How this person wants their list made: as usual, if they never said."""
    return Tuning.objects.filter(user_id=user.pk).first() or Tuning(user_id=user.pk)


def tune(user: Person, **wanted: Any) -> Tuning:
    """Sets `surprise`, `timeless` (0 to 1) or `order`; what is not named stays."""
    values: dict[str, Any] = {name: min(max(float(wanted[name]), 0.0), 1.0) for name in SLIDERS if name in wanted}
    if "order" in wanted:
        values["order"] = Tuning.Order(wanted["order"])
    return change_tuning(user, values)


def pause(user: Person, until: datetime | None = None) -> Tuning:
    """Nothing is recorded, until then or until they go on; lists are made from what was known before."""
    return change_tuning(user, {"is_paused": True, "paused_until": until})


def resume(user: Person) -> Tuning:
    return change_tuning(user, {"is_paused": False, "paused_until": None})


def change_tuning(user: Person, values: dict[str, Any]) -> Tuning:
    tuned, _ = Tuning.objects.update_or_create(user_id=user.pk, defaults=values)
    transaction.on_commit(partial(push_soon, [user.pk]))
    return tuned
