"""What people change about looks: the choices checked, pictures added and removed."""

from typing import Any

from portal.accounts.models import User
from portal.themes import looks
from portal.themes.models import Backdrop


def clean_look(chosen: Any, *, owner: User) -> dict[str, str]:
    """The choices as they are stored; raises InvalidSettings."""
    return looks.checked(chosen, own_pictures(owner))


def own_pictures(owner: User) -> set[str]:
    return set(Backdrop.objects.filter(owner=owner).values_list("token", flat=True))
