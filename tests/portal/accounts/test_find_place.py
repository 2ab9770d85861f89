"""Cities are found by the beginning of their name in several writings, without a network."""

import pytest

from portal.accounts.forms import PlaceAndTimeForm
from portal.places.places import find, of_zone


@pytest.mark.parametrize(
    ("typed", "name", "zone"),
    [
        ("berl", "Berlin", "Europe/Berlin"),
        ("MÜNCHEN", "Munich", "Europe/Berlin"),
        ("munchen", "Munich", "Europe/Berlin"),
        ("القاهرة", "Cairo", "Africa/Cairo"),
        ("Birmingham, United States", "Birmingham", "America/Chicago"),
    ],
)
def test_find_a_city(typed, name, zone):
    assert (find(typed)[0].name, find(typed)[0].timezone) == (name, zone)


@pytest.mark.parametrize("typed", ["", "  ", ",", "xyzzy", "Paris, Atlantis", "\x00", "%"])
def test_find_nothing(typed):
    assert find(typed) == []


def test_find_the_town_of_a_time_zone():
    assert of_zone("Asia/Tokyo")["name"] == "Tokyo"
    assert of_zone("UTC") is None
    assert of_zone("") is None


@pytest.mark.django_db
def test_a_city_with_its_country_as_the_list_offers_it_is_taken(client):
    offered = client.get("/places/", {"q": "san jos"}).json()["places"]
    assert {"name": "San José", "country": "Costa Rica"} in offered
    told = {"place_name": "San José, Costa Rica", "units": "metric", "hours": "24", "first_weekday": "0"}
    form = PlaceAndTimeForm(told, user=None)
    assert form.is_valid()
    assert form.facts()["place"]["timezone"] == "America/Costa_Rica"
