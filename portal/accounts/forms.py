"""What a person says about themselves, as forms; what is true and allowed, the services decide."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.places.places import City, find, folded

WEEKDAYS = [(0, _("Monday")), (6, _("Sunday")), (5, _("Saturday"))]
HOURS = [("24", "15:30"), ("12", "3:30 pm")]
DEGREES = ("latitude", "longitude")


def languages() -> list[tuple[str, Any]]:
    return [("", _("as the browser asks")), *settings.LANGUAGES]


class PlaceAndTimeForm(forms.Form):
    """Language, place, time and units. A place may be said by its name alone; of several, the person chooses one."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages)
    place_name = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=80,
        help_text=_("A city, for the weather, the sunset and the like. Nobody else sees it."),
        widget=forms.TextInput(attrs={"list": "cities", "autocomplete": "off", "data-places": "/places/"}),
    )
    place_choice = forms.CharField(required=False, max_length=200)
    latitude = forms.FloatField(label=_("Degrees north"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Degrees east"), required=False, min_value=-180, max_value=180)
    timezone = forms.CharField(
        label=_("Time zone"),
        required=False,
        max_length=60,
        help_text=_("Like Europe/Berlin. Empty: that of your place."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    units = forms.ChoiceField(label=_("Units"), choices=User.Units.choices, widget=forms.RadioSelect)
    hours = forms.ChoiceField(label=_("Hours"), choices=HOURS, widget=forms.RadioSelect)
    first_weekday = forms.TypedChoiceField(label=_("The week begins on"), choices=WEEKDAYS, coerce=int)

    def __init__(self, data: Any = None, *, user: User | None) -> None:
        self.user = user or User()
        self.choices_of_place: list[City] = []
        super().__init__(data, initial=self.known())

    def known(self) -> dict[str, Any]:
        user, place = self.user, self.user.place or {}
        names = ("language", "timezone", "units", "first_weekday")
        return {
            **{name: getattr(user, name) for name in names},
            "hours": "12" if user.hour12 else "24",
            "place_name": place.get("name", ""),
            **{name: place.get(name) for name in DEGREES},
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(name in self.errors for name in ("place_name", *DEGREES)):
            cleaned["place"] = self._place(cleaned)
        return cleaned

    def _place(self, told: dict[str, Any]) -> dict[str, Any] | None:
        """The place that was meant; several of one name, or none, are said and asked."""
        name, known = told["place_name"], self.user.place or {}
        degrees = [told.get(part) for part in DEGREES]
        if not name:
            if any(part is not None for part in degrees) and not known:
                self.add_error("place_name", _("Give the place a name."))
            return None
        if known and name == known["name"] and degrees in ([None, None], [known[part] for part in DEGREES]):
            return known
        is_typed = degrees != [None, None] and degrees != [known.get(part) for part in DEGREES]
        if is_typed:
            if None in degrees:
                self.add_error(
                    "place_name", _("A place by degrees needs both degrees. Leave both empty to look it up.")
                )
            return {"name": name, "latitude": degrees[0], "longitude": degrees[1], "timezone": told["timezone"]}
        return self._place_named(name, told["place_choice"])

    def _place_named(self, name: str, choice: str) -> dict[str, Any] | None:
        found = find(name)
        exact = [city for city in found if folded(name) in {folded(each) for each in (city.name, *city.others)}]
        chosen = [city for city in found if key_of(city) == choice]
        if len(found) == 1 or len(exact) == 1 or chosen:
            return (chosen or exact or found)[0].place
        self.choices_of_place = found
        if found:
            self.add_error("place_name", _("There are several. Which one is yours?"))
        else:
            self.add_error(
                "place_name", _("No city of this name is known here. Try a larger one nearby, or give its degrees.")
            )
        return None

    def facts(self) -> dict[str, Any]:
        """For services.update_profile."""
        told = self.cleaned_data
        place = told["place"]
        timezone = told["timezone"].strip() or (place or {}).get("timezone", "")
        if place:
            place = {**place, "timezone": place["timezone"] or timezone}
        return {
            "language": told["language"],
            "timezone": "" if timezone == "UTC" and not told["timezone"] else timezone,
            "units": told["units"],
            "hour12": told["hours"] == "12",
            "first_weekday": told["first_weekday"],
            "place": place,
            "is_introduced": True,
        }

    @property
    def zones(self) -> list[str]:
        return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix")))


class ProfileForm(PlaceAndTimeForm):
    """The same, and who they are."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    wants_suggestions = forms.BooleanField(label=_("Learn from what I read and suggest things"), required=False)
    keeps_opened = forms.BooleanField(label=_("Remember what I opened lately"), required=False)

    #: Facts of a person that are told as they are.
    PLAIN = ("name", "wants_suggestions", "keeps_opened")

    def known(self) -> dict[str, Any]:
        return super().known() | {name: getattr(self.user, name) for name in self.PLAIN}

    def facts(self) -> dict[str, Any]:
        return super().facts() | {name: self.cleaned_data[name] for name in self.PLAIN}


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What is it for?"), max_length=80)


def key_of(city: City) -> str:
    """What the choice among several places sends."""
    return f"{city.name}, {city.country}, {city.latitude}, {city.longitude}"
