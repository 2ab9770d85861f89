"""What people change about themselves: profile, tokens, sessions."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import AccessToken, Session, User
from portal.errors import InvalidSettings, NotFound, TooMany
from portal.pages.services import panels
from portal.reading import fragment
from portal.reading.state import services as reading
from portal.themes import looks
from portal.themes.services import clean_look

MAX_TOKENS = 20
PROFILE_FIELDS = (
    "name",
    "language",
    "timezone",
    "units",
    "hour12",
    "first_weekday",
    "place",
    "theme",
    "palette",
    "look",
    "is_introduced",
    "wants_suggestions",
    "keeps_opened",
)


class PlaceForm(forms.Form):
    """The parts of a place, as widgets.base.Place has them."""

    name = forms.CharField(max_length=80)
    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)
    timezone = forms.CharField(required=False, max_length=60)

    def clean_timezone(self) -> str:
        name = self.cleaned_data["timezone"] or "UTC"
        if name not in available_timezones():
            raise forms.ValidationError(_("There is no time zone of this name. Write it like Europe/Berlin."))
        return name


def update_profile(*, user: User, **facts: Any) -> User:
    """Sets the named facts (PROFILE_FIELDS) and nothing else; a place of None forgets the place."""
    given = {name: facts[name] for name in PROFILE_FIELDS if name in facts}
    errors = _errors_in(given)
    if not errors and given.get("place"):
        given["place"] = _clean_place(given["place"])
    if not errors and "look" in given:
        given["look"] = clean_look(given["look"], owner=user)
    for name, value in given.items():
        setattr(user, name, value)
    try:
        user.clean_fields(exclude=[field.name for field in User._meta.fields if field.name not in given])
    except ValidationError as error:
        errors = error.message_dict | errors
    if errors:
        raise InvalidSettings(errors)
    with transaction.atomic():
        user.save(update_fields=list(given))
        if "place" in given:
            panels.follow_place(user=user)
        if given.get("keeps_opened") is False:
            reading.forget_opened(user=user)
    fragment.forget(user.pk)
    return user


def _errors_in(facts: dict[str, Any]) -> dict[str, list[str]]:
    """What the model's own rules do not know."""
    known: dict[str, Any] = {
        "language": ["", *dict(settings.LANGUAGES)],
        "timezone": {"", *available_timezones()},
        "first_weekday": range(7),
        "theme": looks.CHOICES["theme"],
        "palette": looks.CHOICES["palette"],
    }
    return {
        name: [_("This is not one of the choices.")]
        for name in known
        if name in facts and facts[name] not in known[name]
    }


def _clean_place(place: Any) -> dict[str, Any]:
    form = PlaceForm(place if isinstance(place, dict) else {})
    if not form.is_valid():
        lines = (f"{name}: {line}" for name, found in form.errors.items() for line in found)
        raise InvalidSettings({"place": list(lines)})
    return form.cleaned_data


@transaction.atomic
def issue_token(*, user: User, name: str) -> tuple[AccessToken, str]:
    """A new token and its secret, which is shown once and never again."""
    User.objects.select_for_update().get(pk=user.pk)
    if not (name := name.strip()) or len(name) > 80:
        raise InvalidSettings({"name": [_("Give the token a name of at most 80 characters.")]})
    if user.access_tokens.count() >= MAX_TOKENS:
        raise TooMany(_("You have %(count)d tokens. Revoke one that you do not use.") % {"count": MAX_TOKENS})
    return AccessToken.issue(user, name)


def revoke_token(*, user: User, token_id: int) -> None:
    count, _rows = user.access_tokens.filter(pk=token_id).delete()
    if not count:
        raise NotFound


def revoke_tokens(*, user: User) -> None:
    user.access_tokens.all().delete()


def end_sessions(*, user: User, but: str | None = None) -> int:
    """Signs the person out everywhere, but not in the session of this key."""
    count, _rows = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    return count
