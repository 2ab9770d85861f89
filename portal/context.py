"""What every template knows."""

from typing import Any

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.themes.looks import USUAL, Look

THEMES = ("system", "light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    look = look_of(request)
    theme = look.theme if look.theme in THEMES else "system"
    user = request.user
    return {
        "site_name": "Foyer",
        "look": look,
        "language": translation.get_language() or "en",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": theme,
        "palette": look.palette,
        "next_theme": THEMES[(THEMES.index(theme) + 1) % len(THEMES)],
        "theme_words": words_for(theme),
        "is_person": user.is_authenticated,
        "is_member": user.is_authenticated and not user.is_guest,
        "may_edit": isinstance(user, User) and user.is_staff,
        "initial": str(user)[:1].upper(),
        "notices": SimpleLazyObject(lambda: notices_for(request)),
    }


def look_of(request: HttpRequest) -> Look:
    """The look of the person, or of a visitor's cookies; only what is a choice."""
    user = request.user
    if isinstance(user, User):
        return USUAL.over(user.look | {"theme": user.theme, "palette": user.palette})
    cookies = request.COOKIES
    return USUAL.over({"theme": cookies.get("foyer_theme"), "palette": cookies.get("foyer_palette")})


def words_for(theme: str) -> str:
    return {
        "system": _("Colours follow the device. Change to light"),
        "light": _("Light colours. Change to dark"),
        "dark": _("Dark colours. Change to follow the device"),
    }[theme]


def notices_for(request: HttpRequest) -> list[Message]:
    """What is to be said, once each: a double click asks twice for the same."""
    return list({(message.message, message.tags): message for message in get_messages(request)}.values())
