"""A person's own pictures: drawn anew and kept, and removed from wherever they were seen."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.services import update_profile
from portal.errors import InvalidSettings, NotFound, TooMany
from portal.pages.models import Page
from portal.pages.services import update_page
from portal.themes.backdrops import MAX_BYTES, MAX_PICTURES, WIDTH
from portal.themes.looks import OWN
from portal.themes.models import Backdrop
from widgets.base import FetchError
from widgets.parsing import parse_picture


def add_backdrop(*, user: User, content: bytes) -> Backdrop:
    drawn = drawn_anew(content, WIDTH)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Backdrop.objects.filter(owner=user).count() >= MAX_PICTURES:
            raise TooMany(_("You have %(count)d pictures. Remove one to make room.") % {"count": MAX_PICTURES})
        return Backdrop.objects.create(owner=user, content=drawn)


def drawn_anew(content: bytes, width: int) -> bytes:
    """WebP, and small: only the colours stay, not where it was taken. Raises InvalidSettings."""
    if len(content) > MAX_BYTES:
        limit = {"count": MAX_BYTES // 1024 // 1024}
        raise InvalidSettings({"picture": [_("This picture is larger than %(count)d MB. Send a smaller one.") % limit]})
    try:
        return parse_picture(content, width)
    except FetchError:
        message = _("This file is not a picture that can be read. JPEG, PNG, WebP, AVIF and GIF can.")
        raise InvalidSettings({"picture": [message]}) from None


@transaction.atomic
def remove_backdrop(*, user: User, token: str) -> None:
    """What showed it is plain from now on."""
    if not Backdrop.objects.filter(owner=user, token=token).delete()[0]:
        raise NotFound
    if user.look.get("background") == f"{OWN}{token}":
        update_profile(user=user, look=_without(user.look))
    for page in Page.objects.filter(owner=user, removed_at=None, look__background=f"{OWN}{token}"):
        update_page(user=user, page_id=page.pk, look=_without(page.look))


def _without(look: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in look.items() if name != "background"}
