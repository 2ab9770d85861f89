"""A kind word with the time of day and the date."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register


class GreetingForm(forms.Form):
    name = forms.CharField(label=_("Your name"), help_text=_("It may be left out."), max_length=40, required=False)


@register
class GreetingWidget(WidgetType):
    """Good morning, and what day it is."""

    kind, title, icon, category = "greeting", _("Greeting"), "smile", "fun"
    SettingsForm = GreetingForm
    varies_on = ("language", "timezone")
    body_lasts = timedelta(minutes=15)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        here = timezone.now().astimezone(ZoneInfo(viewer.timezone))
        return {
            "words": greeting(here.hour, settings["name"]),
            "day": formats.date_format(here, "l"),
            "date": formats.date_format(here, "DATE_FORMAT"),
            "moment": here.date().isoformat(),
            "week": here.isocalendar().week,
        }


def greeting(hour: int, name: str) -> str:
    """Whole sentences, because languages put the name in different places."""
    if 5 <= hour < 12:
        words = _now("Good morning, %(name)s") if name else _now("Good morning")
    elif 12 <= hour < 18:
        words = _now("Good afternoon, %(name)s") if name else _now("Good afternoon")
    elif 18 <= hour < 23:
        words = _now("Good evening, %(name)s") if name else _now("Good evening")
    else:
        words = _now("A quiet night to you, %(name)s") if name else _now("A quiet night to you")
    return words % {"name": name} if name else words
