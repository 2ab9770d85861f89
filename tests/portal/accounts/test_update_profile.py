"""What people say about themselves is checked, and nothing else can be set that way."""

import pytest

from portal.accounts import services
from portal.errors import InvalidSettings

pytestmark = pytest.mark.django_db

OSLO = {"name": "Oslo", "latitude": 59.9, "longitude": 10.8, "timezone": "Europe/Oslo"}


def test_update_profile_sets_the_named_facts(ada):
    services.update_profile(user=ada, name="Ada L.", units="imperial", place=OSLO)
    ada.refresh_from_db()
    assert (ada.name, ada.units, ada.hour12) == ("Ada L.", "imperial", False)
    assert ada.as_viewer().place.timezone == "Europe/Oslo"


def test_update_profile_forgets_the_place(ada):
    services.update_profile(user=ada, place=OSLO)
    services.update_profile(user=ada, place=None)
    ada.refresh_from_db()
    assert ada.place is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "tlh"),
        ("timezone", "Moon/Base"),
        ("units", "cubits"),
        ("first_weekday", 7),
        ("theme", "neon"),
        ("palette", "x"),
        ("name", "n" * 81),
        ("place", {"name": "Nowhere", "latitude": 91, "longitude": 0}),
        ("place", "Oslo"),
    ],
)
def test_update_profile_refuses(ada, field, value):
    with pytest.raises(InvalidSettings) as refused:
        services.update_profile(user=ada, **{field: value})
    ada.refresh_from_db()
    assert field in refused.value.errors
    assert getattr(ada, field) != value


def test_update_profile_cannot_make_an_operator(ada):
    services.update_profile(user=ada, name="A", is_staff=True, is_superuser=True, email="x@example.org")
    ada.refresh_from_db()
    assert (ada.is_staff, ada.is_superuser, ada.email) == (False, False, "ada@example.org")
