"""What a person tells the guess: each word of it holds at once, on every page they open."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound
from portal.reading import fragment
from portal.tastes.about import check_reach
from recommender import history, preferences, tuning
from recommender.models import Preference, Tuning
from recommender.preferences import About, NoSuchThing

DIRECTIONS: Final = frozenset(Preference.Direction.values)
#: Names of pauses, and how long they last; None: until the person goes on.
PAUSES: Final[dict[str, timedelta | None]] = {"hour": timedelta(hours=1), "day": timedelta(days=1), "open": None}


def state_taste(*, user: User, about: About, direction: str, until: datetime | None = None) -> Preference:
    """Says it, instead of what was said of the same thing before. Raises NotFound."""
    if direction not in DIRECTIONS:
        raise NotFound
    check_reach(user, about)
    try:
        stated = preferences.state(user, about, direction, until=until)
    except NoSuchThing:
        raise NotFound from None
    fragment.forget(user.pk)
    return stated


def withdraw_taste(*, user: User, about: About) -> bool:
    """Takes back what was said of it; False if nothing was."""
    try:
        was_stated = preferences.withdraw(user, about)
    except NoSuchThing:
        raise NotFound from None
    fragment.forget(user.pk)
    return was_stated


def tune_list(*, user: User, **wanted: Any) -> Tuning:
    """`surprise` and `timeless` from 0 to 1, `order`; what is not named stays. Raises InvalidSettings."""
    if wanted.get("order", "best") not in Tuning.Order.values:
        raise InvalidSettings({"order": [_("This is not one of the choices.")]})
    tuned = tuning.tune(user, **wanted)
    fragment.forget(user.pk)
    return tuned


def pause_learning(*, user: User, span: str) -> Tuning:
    """Nothing is noted for so long (PAUSES); lists are made of what was known before. Raises NotFound."""
    if span not in PAUSES:
        raise NotFound
    length = PAUSES[span]
    return tuning.pause(user, timezone.now() + length if length else None)


def resume_learning(*, user: User) -> Tuning:
    return tuning.resume(user)


def forget_thing(*, user: User, about: About) -> int:
    """All that this person did with one item or entry; answers how many deeds are forgotten."""
    count = history.forget(user, item_id=about.item_id, entry_id=about.entry_id)
    fragment.forget(user.pk)
    return count


def forget_day(*, user: User, day: date) -> int:
    """One day as the clocks at their place count it."""
    count = history.forget_day(user, day, user.zone)
    fragment.forget(user.pk)
    return count


def forget_everything(*, user: User, with_statements: bool = False) -> int:
    """All they did; with `with_statements` also what they said, and how they tuned the list."""
    count = history.forget_everything(user, with_statements=with_statements)
    fragment.forget(user.pk)
    return count


def finish_list(*, user: User) -> None:
    """That is all for today: the panel stays closed until tomorrow."""
    _set(user, for_you_done_on=timezone.now().astimezone(user.zone).date())


def reopen_list(*, user: User) -> None:
    _set(user, for_you_done_on=None)


def place_panel(*, user: User, place: str) -> None:
    """Beside the page, on a page of its own, or nowhere; nowhere also means that nothing is noted any more."""
    if place == "off":
        _set(user, wants_suggestions=False)
    elif place in User.ForYouPlace.values:
        _set(user, wants_suggestions=True, for_you_place=place)
    else:
        raise InvalidSettings({"place": [_("This is not one of the choices.")]})


def _set(user: User, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(user, name, value)
    user.save(update_fields=list(facts))
    fragment.forget(user.pk)
