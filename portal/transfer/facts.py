"""What a person said of themselves, taken along: an import fills in what they have not said here, and takes it back."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.services import update_profile
from portal.errors import InvalidSettings
from portal.themes.looks import OWN
from portal.transfer.plans import Problem

FACTS: Final = (
    "name", "language", "timezone", "units", "hour12", "first_weekday", "place", "theme", "palette", "look",
    "wants_suggestions", "keeps_opened",
)  # fmt: skip


def told(user: User) -> dict[str, Any]:
    """What is not as usual; a picture of their own stays where it is."""
    facts = {name: getattr(user, name) for name in FACTS if getattr(user, name) != usual(name)}
    if look := facts.get("look"):
        facts["look"] = {name: value for name, value in look.items() if not str(value).startswith(OWN)}
    return facts


def fill_in(user: User, given: Mapping[str, Any], line: int) -> tuple[dict[str, Any], list[Problem]]:
    """Sets what is as usual here; answers what was set, and what was not. What the person chose here stays."""
    brought, problems = {}, []
    for name, value in given.items():
        if name not in FACTS or value == getattr(user, name):
            continue
        if why := _refusal(user, name, value):
            problems.append(Problem(line, _name_of(name), why))
        else:
            brought[name] = value
    return brought, problems


def _refusal(user: User, name: str, value: Any) -> str:
    """Why it was not set; empty if it was."""
    if getattr(user, name) != usual(name):
        return _("You have chosen otherwise here; that stays.")
    if not isinstance(value, _type_of(name)):
        return _("“%(value)s” cannot stand here; it is left out.") % {"value": str(value)[:40]}
    try:
        update_profile(user=user, **{name: value})
    except InvalidSettings as error:
        user.refresh_from_db(fields=[name])
        return " ".join(_lines(error))
    return ""


def take_back(user: User, brought: Mapping[str, Any]) -> None:
    """As usual again, where nobody has changed it since."""
    since = {name: usual(name) for name, value in brought.items() if getattr(user, name) == value}
    update_profile(user=user, **since)


def usual(name: str) -> Any:
    return _field(name).get_default()


def _type_of(name: str) -> type:
    return dict if name == "place" else str if isinstance(usual(name), str) else type(usual(name))


def _name_of(name: str) -> str:
    return str(_field(name).verbose_name)


def _lines(error: InvalidSettings) -> Iterator[str]:
    return (line for lines in error.errors.values() for line in lines)


def _field(name: str) -> Any:
    return User._meta.get_field(name)
