"""What a person says about themselves, and how their pages shall look."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

THEMES = [("system", _("as the device")), ("light", _("light")), ("dark", _("dark"))]
PALETTES = [
    ("paper", _("Paper")),
    ("ink", _("Ink")),
    ("sea", _("Sea")),
    ("moss", _("Moss")),
    ("clay", _("Clay")),
    ("night", _("Night")),
    ("contrast", _("High contrast")),
]
WEEKDAYS = [(0, _("Monday")), (6, _("Sunday")), (5, _("Saturday"))]


class LooksForm(forms.Form):
    """What a visitor may choose too: it is kept in cookies."""

    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, widget=forms.RadioSelect)
    palette = forms.ChoiceField(label=_("Palette"), choices=PALETTES, widget=forms.RadioSelect)


class ProfileForm(forms.ModelForm):
    """A person's facts; the place is three fields here and one value in the database."""

    place_name = forms.CharField(label=_("Place"), required=False, max_length=80)
    latitude = forms.FloatField(label=_("Degrees north"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Degrees east"), required=False, min_value=-180, max_value=180)
    first_weekday = forms.TypedChoiceField(label=_("The week begins on"), choices=WEEKDAYS, coerce=int)

    class Meta:
        model = User
        fields = ["name", "timezone", "units", "hour12", "first_weekday", "wants_suggestions"]
        labels = {
            "hour12": _("Show hours as 3:30 pm"),
            "wants_suggestions": _("Learn from what I read and suggest things"),
        }

    def __init__(self, data: Any = None, *, instance: User) -> None:
        place = instance.place or {}
        known = {"place_name": place.get("name", ""), **{name: place.get(name) for name in ("latitude", "longitude")}}
        super().__init__(data, instance=instance, initial=known)

    def clean_timezone(self) -> str:
        name = self.cleaned_data["timezone"].strip()
        if name and name not in available_timezones():
            raise forms.ValidationError(_("There is no time zone of this name. Write it like Europe/Berlin."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [cleaned.get(name) not in (None, "") for name in ("place_name", "latitude", "longitude")]
        if any(parts) and not all(parts):
            self.add_error("place_name", _("A place needs its name and both degrees. Leave all three empty for none."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Writes these facts only: what changed elsewhere since the form was read (a password, a role) stays."""
        told = self.cleaned_data
        self.instance.place = (
            {
                "name": told["place_name"],
                "latitude": told["latitude"],
                "longitude": told["longitude"],
                "timezone": ZoneInfo(told["timezone"] or "UTC").key,
            }
            if told["place_name"]
            else None
        )
        if commit:
            self.instance.save(update_fields=[*self.Meta.fields, "place"])
        return self.instance


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What is it for?"), max_length=80)
