"""What every template knows."""

from typing import Any

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.themes import backdrops, stylesheets
from portal.themes.looks import USUAL, Look

THEMES = ("system", "light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    draft = getattr(request, "draft", None)
    look = draft["look"] if draft else look_of(request)
    user = request.user
    return {
        "site_name": "Foyer",
        "look": look,
        "draft": draft,
        "backdrop": backdrops.address,
        "bar_colour": stylesheets.bar_colour,
        "sun_sheet": sun_sheet_of(user),
        "look_sheets": stylesheets.addresses(look, sun_sheet_of(user)),
        "sheets_of": stylesheets.addresses,
        "language": translation.get_language() or "en",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": look.theme,
        "palette": look.palette,
        "next_theme": next_theme(look.theme),
        "theme_words": words_for(look.theme),
        "is_person": user.is_authenticated,
        "is_member": user.is_authenticated and not user.is_guest,
        "may_edit": isinstance(user, User) and user.is_staff,
        # Untold, the browser knows better.
        "clock": ("12" if user.hour12 else "24") if isinstance(user, User) and user.is_introduced else "",
        "zone": user.timezone if isinstance(user, User) else "",
        "asks_place": isinstance(user, User) and not (user.is_introduced or user.place),
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


def sun_sheet_of(user: Any) -> str:
    return stylesheets.sun_address(user.sun_place()) if isinstance(user, User) else ""


def next_theme(theme: str) -> str:
    """What the switch in the header changes to; from sunset it goes to light."""
    return THEMES[(THEMES.index(theme) + 1) % len(THEMES)] if theme in THEMES else "light"


def words_for(theme: str) -> str:
    return {
        "system": _("Colours follow the device. Change to light"),
        "light": _("Light colours. Change to dark"),
        "sunset": _("Dark from sunset on. Change to light"),
        "dark": _("Dark colours. Change to follow the device"),
    }[theme]


def notices_for(request: HttpRequest) -> list[Message]:
    """What is to be said, once each: a double click asks twice for the same."""
    return list({(message.message, message.tags): message for message in get_messages(request)}.values())
