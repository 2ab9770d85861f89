"""Says in words why something is suggested: from the reader's own history, or from what many do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from widgets.filters import isolated


def why(reason: Mapping[str, Any]) -> str:
    """One line for a reason's code and the name it mentions; empty for a code that is not known here."""
    name = _name_in(reason)
    told = _named(_code_of(reason), name) if name else ""
    return told or _plain(reason.get("code", ""))


def _code_of(reason: Mapping[str, Any]) -> str:
    """A topic that stands on the page is not yet one that is read often."""
    code = str(reason.get("code", ""))
    return f"{reason['basis']} {code}" if reason.get("basis") in {"chosen", "said"} else code


def _name_in(reason: Mapping[str, Any]) -> str:
    names = (reason.get(field) for field in ("name", "title", "source", "topic", "item", "entry", "kind"))
    return next((str(name) for name in names if name), "")


def _named(code: str, name: str) -> str:
    words = {
        "read": _("Because you read “%(name)s”"),
        "source": _("Because you follow %(name)s"),
        "topic": _("About %(name)s, which you read often"),
        "chosen topic": _("About %(name)s, a topic of your page"),
        "said topic": _("About %(name)s, as you asked for"),
        "said source": _("From %(name)s, as you asked for"),
        "page": _("Fits your page: you have %(name)s"),
    }.get(code, "")
    return words % {"name": isolated(name)} if words else ""


def _plain(code: str) -> str:
    return {
        "read": _("Close to what you read"),
        "source": _("From a source you follow"),
        "topic": _("About what you read often"),
        "page": _("Fits your page"),
        "popular": _("Popular with readers here"),
        "fresh": _("New today"),
        "editors": _("Chosen by the editors"),
        "explore": _("Something different, to see if you like it"),
    }.get(code, "")
