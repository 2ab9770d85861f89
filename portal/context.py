"""What every template knows."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accounts.models import User

THEMES = ("system", "light", "dark")
PALETTES = ("paper", "ink", "sea", "moss", "clay", "night", "contrast")


def site(request: HttpRequest) -> dict[str, Any]:
    theme, palette = looks(request)
    user = request.user
    return {
        "site_name": "Foyer",
        "language": translation.get_language() or "en",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": theme,
        "palette": palette,
        "next_theme": THEMES[(THEMES.index(theme) + 1) % len(THEMES)],
        "theme_words": words_for(theme),
        "is_person": user.is_authenticated,
        "is_member": user.is_authenticated and not user.is_guest,
        "may_edit": isinstance(user, User) and user.is_staff,
        "initial": str(user)[:1].upper(),
        "notices": SimpleLazyObject(lambda: list(get_messages(request))),
    }


def looks(request: HttpRequest) -> tuple[str, str]:
    """(theme, palette): of the person, or of a visitor's cookies; only names that exist."""
    user = request.user
    chosen = (user.theme, user.palette) if user.is_authenticated else cookies(request)
    theme, palette = chosen
    return theme if theme in THEMES else "system", palette if palette in PALETTES else "paper"


def cookies(request: HttpRequest) -> tuple[str, str]:
    return request.COOKIES.get("foyer_theme", ""), request.COOKIES.get("foyer_palette", "")


def words_for(theme: str) -> str:
    return {
        "system": _("Colours follow the device. Change to light"),
        "light": _("Light colours. Change to dark"),
        "dark": _("Dark colours. Change to follow the device"),
    }[theme]
