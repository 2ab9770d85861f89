"""Earthquakes of the last hour, day, week or month, everywhere or around one's own place."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, Place, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.times import here
from widgets.untrusted import mapping, number, objects, seconds, text, within

MAGNITUDES = {
    "significant": _("Those that matter"), "4.5": _("4.5 and stronger"), "2.5": _("2.5 and stronger"),
    "1.0": _("1.0 and stronger"), "all": _("All that were measured"),
}  # fmt: skip
PERIODS = {"hour": _("Last hour"), "day": _("Last day"), "week": _("Last 7 days"), "month": _("Last 30 days")}
#: So many are kept of a feed that may have ten thousand.
KEPT = 300
EARTH, MILE = 6371.0, 1.609344


class EarthquakesForm(forms.Form):
    magnitude = forms.ChoiceField(label=_("Magnitude"), choices=list(MAGNITUDES.items()), initial="4.5")
    period = forms.ChoiceField(label=_("Period"), choices=list(PERIODS.items()), initial="day")
    radius = forms.IntegerField(
        label=_("Only within"),
        help_text=_("Kilometres from the place in your settings. Empty: everywhere."),
        min_value=10,
        max_value=20000,
        required=False,
    )
    rows = RowsField()


@register
class EarthquakesWidget(WidgetType):
    """Where the earth shook."""

    kind, title, icon, category = "earthquakes", _("Earthquakes"), "activity", "world"
    refresh_every = timedelta(minutes=10)
    SettingsForm = EarthquakesForm
    upstreams: ClassVar[Mapping[str, str]] = {"earthquakes": "https://earthquake.usgs.gov"}
    is_private = False
    varies_on = ("language", "timezone", "units", "place")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {name: settings[name] for name in ("magnitude", "period")})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        name = f"{request.settings['magnitude']}_{request.settings['period']}"
        address = f"{upstreams.address('earthquakes')}/earthquakes/feed/v1.0/summary/{name}.geojson"
        answer = request.http.get(address).json()
        if not isinstance(within(answer, "features"), list):
            raise FetchError("unreadable", _("The list of earthquakes came in a form that cannot be read."))
        shocks = [shock for each in objects(answer["features"]) if (shock := _shock(each))]
        newest = sorted(shocks, key=lambda shock: shock["time"], reverse=True)[:KEPT]
        return FetchResult(payload={"shocks": newest}, site_url="https://earthquake.usgs.gov/earthquakes/map/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if not sources or "shocks" not in sources[0].payload:
            return {}
        radius, place = settings.get("radius"), viewer.place
        shocks = [{**shock, "distance": _distance(shock, place)} for shock in sources[0].payload["shocks"]]
        if radius and place:
            shocks = [shock for shock in shocks if shock["distance"] is not None and shock["distance"] <= radius]
        is_imperial = viewer.units == "imperial"
        return {
            "shocks": [_shown(shock, viewer, is_imperial) for shock in shocks[: settings["rows"]]],
            "unit": "mi" if is_imperial else "km",
            "wants_place": bool(radius and not place),
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)


def _shock(feature: Mapping[str, Any]) -> dict[str, Any] | None:
    told, point = mapping(feature.get("properties")), within(feature, "geometry", "coordinates")
    time, magnitude = seconds(told.get("time"), 0.001), number(told.get("mag"))
    if time is None or magnitude is None:
        return None
    east, north, depth = (number(within(point, index)) for index in range(3))
    return {
        "magnitude": magnitude,
        "place": text(told.get("place"), 120),
        "time": time,
        "url": text(told.get("url"), 300),
        "point": [north, east] if north is not None and east is not None else None,
        "depth": depth,
    }


def _distance(shock: Mapping[str, Any], place: Place | None) -> float | None:
    """Kilometres along the surface (haversine)."""
    if not place or not shock["point"]:
        return None
    north, east, other_north, other_east = map(radians, (*shock["point"], place.latitude, place.longitude))
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(max(half, 0.0), 1.0)))


def _shown(shock: Mapping[str, Any], viewer: Viewer, is_imperial: bool) -> dict[str, Any]:
    def far(kilometres: float | None) -> float | None:
        return kilometres / MILE if kilometres is not None and is_imperial else kilometres

    return {
        **shock,
        "moment": here(shock["time"], viewer),
        "depth": far(shock["depth"]),
        "distance": far(shock["distance"]),
    }
