"""A place that a person names: the settings that ask for it, what a source keeps of it, and where it lies."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, HttpClient
from widgets.untrusted import mapping, number, sequence, text

#: For the `upstreams` of a type whose places are looked up here.
UPSTREAM = {"places": "https://geocoding-api.open-meteo.com"}
EMPTY = _("Say for which place: here, or once and for all in your own settings.")
PLACE_KEPT = 30 * 24 * 3600


class PlaceForm(forms.Form):
    """For a type with `follows_place`: an empty place is the person's own."""

    place = forms.CharField(
        label=_("Place"),
        help_text=_("A city; add a region if there are several: Paris, Texas. Empty: your own place."),
        max_length=80,
        required=False,
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        help_text=_("Only if the place cannot be found."),
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            raise ValidationError(_now("Give both latitude and longitude, or neither."))
        changed = set(self.changed_data)
        if "place" in changed and not changed & {"latitude", "longitude"}:
            # Another city by name: the point of the one before would show its weather under the new name.
            cleaned["latitude"] = cleaned["longitude"] = None
        return cleaned


def wanted(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a source keeps of these settings: the name, or a point rounded to about a kilometre for neighbours to share.

    Empty where no place is known.
    """
    if settings.get("latitude") is not None:
        point = {name: round(settings[name], 2) for name in ("latitude", "longitude")}
        return {**point, "name": settings["name"]} if settings.get("name") else point
    return {"place": settings["place"]} if settings.get("place") else {}


def locate(http: HttpClient, source_settings: Mapping[str, Any]) -> dict[str, Any]:
    """`name`, `latitude` and `longitude` of what `wanted` kept."""
    if "place" in source_settings:
        return find_place(http, source_settings["place"])
    return {"name": "", **source_settings}


def find_place(http: HttpClient, words: str) -> dict[str, Any]:
    """The place of "Paris" or of "Paris, Texas": what follows the comma chooses among those of one name."""
    key = f"place:{hashlib.sha1(words.lower().encode(), usedforsecurity=False).hexdigest()}"
    if found := cache.get(key):
        return dict(found)
    name, _comma, region = (part.strip() for part in words.partition(","))
    query = urlencode({"name": name, "count": 20, "language": "en", "format": "json"})
    answer = http.get(f"{upstreams.address('places')}/v1/search?{query}").json()
    places = [place for each in sequence(mapping(answer).get("results")) if (place := _place(each, region))]
    if not places:
        message = _("No place named “%(name)s” was found. Check the spelling, or give its latitude and longitude.")
        raise FetchError("no-such-place", message % {"name": words})
    cache.set(key, places[0], PLACE_KEPT)
    return places[0]


def _place(result: Any, region: str) -> dict[str, Any] | None:
    result = mapping(result)
    latitude, longitude = number(result.get("latitude")), number(result.get("longitude"))
    where = " ".join(text(result.get(name)) for name in ("admin1", "country", "country_code")).lower()
    if latitude is None or longitude is None or region.lower() not in where:
        return None
    return {"name": text(result.get("name")), "latitude": latitude, "longitude": longitude}
