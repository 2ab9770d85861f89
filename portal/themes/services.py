"""A look on its way into the database."""

from typing import Any

from portal.accounts.models import User
from portal.themes import looks
from portal.themes.models import Backdrop


def clean_look(chosen: Any, *, owner: User) -> dict[str, str]:
    """The choices as they are stored; raises InvalidSettings."""
    return looks.checked(chosen, own_pictures(owner))


def own_pictures(owner: User) -> list[str]:
    """Their tokens, the newest first."""
    return list(Backdrop.objects.filter(owner=owner).values_list("token", flat=True))
