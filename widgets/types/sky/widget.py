"""Sun and moon where one lives: rising, setting, twilight, phases."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.astronomy import SunTimes, moon_light, moon_phases, moon_times, sun_times
from widgets.base import Place, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.times import short_date
from widgets.types.sky.pictures import day_bar, lit_part
from widgets.zones import CityField, city_of, place_of

DAY = timedelta(days=1)
PHASES = {
    "new": _("New moon"),
    "first-quarter": _("First quarter"),
    "full": _("Full moon"),
    "last-quarter": _("Last quarter"),
}
#: What is between two phases, and what is said within a day of one.
BETWEEN = (_("Waxing crescent"), _("Waxing gibbous"), _("Waning gibbous"), _("Waning crescent"))


class SkyForm(forms.Form):
    city = CityField(help_text=_("A larger city nearby, such as Berlin or New York. Empty: your own place."))


@register
class SkyWidget(WidgetType):
    """Sunrise and sunset, twilight, and the moon."""

    kind, title, icon, category = "sky", _("Sun and moon"), "sunrise", "daily"
    SettingsForm = SkyForm
    varies_on = ("language", "timezone", "hour12", "place")
    body_lasts = timedelta(minutes=15)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        now, place = timezone.now(), find_place(settings, viewer)
        zone = ZoneInfo(place.timezone if place else viewer.timezone)
        here = now.astimezone(zone)
        return {
            "place": place,
            "sun": _sun(here, place, viewer) if place else None,
            "moon": _moon(here, place, viewer),
            "phases": [
                _phase(phase.name, phase.moment.astimezone(zone), is_southern(place)) for phase in moon_phases(now)
            ],
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return city_of(settings["city"]) if settings["city"] else str(self.title)


def find_place(settings: Mapping[str, Any], viewer: Viewer) -> Place | None:
    """The chosen city, else the person's place, else the principal city of their time zone."""
    return place_of(settings["city"]) if settings["city"] else viewer.place or place_of(viewer.timezone)


def clock(moment: datetime | None, zone: Any, viewer: Viewer) -> str:
    """A time of day there; a dash for what does not happen."""
    return formats.time_format(moment.astimezone(zone), "g:i A" if viewer.hour12 else "H:i") if moment else "–"


def _sun(here: datetime, place: Place, viewer: Viewer) -> dict[str, Any]:
    zone = here.tzinfo
    today, before = (
        sun_times(day, place.latitude, place.longitude, zone) for day in (here.date(), (here - DAY).date())
    )
    times = {name: clock(getattr(today, name), zone, viewer) for name in ("sunrise", "sunset", "dawn", "dusk")}
    return times | {
        "polar": today.polar,
        "length": duration(today.length),
        "change": round((today.length - before.length).total_seconds() / 60),
        "bar": day_bar(here, today),
        "words": _words(today),
    }


def duration(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return _now("%(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}


def _words(sun: SunTimes) -> str:
    if sun.polar == "day":
        return _now("The sun does not set today.")
    if sun.polar == "night":
        return _now("The sun does not rise today.")
    return ""


def _moon(here: datetime, place: Place | None, viewer: Viewer) -> dict[str, Any]:
    light = moon_light(here)
    times = moon_times(here.date(), place.latitude, place.longitude, here.tzinfo) if place else None
    return {
        "name": moon_name(here),
        "percent": round(light.fraction * 100),
        "shape": lit_part(light.fraction, (light.age < 0.5) != is_southern(place)),
        "rise": clock(times.rise, here.tzinfo, viewer) if times else "",
        "set": clock(times.set, here.tzinfo, viewer) if times else "",
    }


def moon_name(here: datetime) -> str:
    """That of the phase on its own calendar day, else what lies between the last and the next."""
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    following = moon_phases(midnight, 1)[0]
    if following.moment < midnight + DAY:
        return str(PHASES[following.name])
    return str(BETWEEN[(list(PHASES).index(following.name) - 1) % 4])


def is_southern(place: Place | None) -> bool:
    """Where the moon hangs the other way round."""
    return place is not None and place.latitude < 0


def _phase(name: str, moment: datetime, turned: bool) -> dict[str, Any]:
    fraction = {"new": 0.0, "full": 1.0}.get(name, 0.5)
    return {
        "name": str(PHASES[name]),
        "day": short_date(moment),
        "moment": moment.isoformat(timespec="minutes"),
        "shape": lit_part(fraction, (name == "first-quarter") != turned),
    }
