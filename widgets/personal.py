"""What a panel may take otherwise than the rest of its person's page: units, clock, first day of the week.

A type that names one of these in `varies_on` gets the choice without doing anything. Without a choice the panel follows
the person's settings, and nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import OWN, Place, Viewer, WidgetType

FOLLOWS = ("", _("As in your settings"))
#: By field of the viewer: what the setting is called, and what can be chosen.
CHOICES: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
    "units": (_("Units"), [("metric", _("°C, km/h")), ("imperial", _("°F, mph"))]),
    "hour12": (_("Clock"), [("no", _("24 hours, as 18:30")), ("yes", _("12 hours, as 6:30 PM"))]),
    "first_weekday": (
        _("First day of the week"),
        [("0", _("Monday")), ("6", _("Sunday")), ("5", _("Saturday"))],
    ),
}


def form_class(widget: WidgetType) -> type[forms.Form]:
    """The type's own form, and behind its fields those of this module that concern it."""
    return _form_class(widget.SettingsForm, tuple(name for name in CHOICES if name in widget.varies_on))


@cache
def _form_class(own: type[forms.Form], names: tuple[str, ...]) -> type[forms.Form]:
    return type(own.__name__, (own,), {f"{OWN}{name}": _field(name) for name in names}) if names else own


def _field(name: str) -> forms.ChoiceField:
    label, choices = CHOICES[name]
    return forms.ChoiceField(label=label, choices=[FOLLOWS, *choices], required=False)


def without_empty(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """As it is stored: what follows the person leaves no trace."""
    return {name: value for name, value in cleaned.items() if value or not name.startswith(OWN)}


def viewer_for(settings: Mapping[str, Any], viewer: Viewer) -> Viewer:
    """The viewer as this panel shall see them."""
    chosen = {
        name: _value(name, str(settings[f"{OWN}{name}"]))
        for name, (_label, choices) in CHOICES.items()
        if any(settings.get(f"{OWN}{name}") == value for value, _words in choices)
    }
    return replace(viewer, **chosen) if chosen else viewer


def placed(widget: WidgetType, settings: Mapping[str, Any], place: Place | None) -> Mapping[str, Any]:
    """The settings that `sources` is asked with: of a type that follows, the person's place for a missing one."""
    follows = widget.follows_place and not settings.get("place") and settings.get("latitude") is None
    if place is None or not follows:
        return settings
    return {**settings, "name": place.name, "latitude": place.latitude, "longitude": place.longitude}


def _value(name: str, chosen: str) -> Any:
    return chosen == "yes" if name == "hour12" else int(chosen) if name == "first_weekday" else chosen
