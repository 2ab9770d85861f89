"""The profile page: facts and tokens, as forms."""

import re

import pytest

from portal.accounts import guests
from portal.accounts.forms import ProfileForm
from portal.accounts.models import AccessToken, User
from portal.accounts.services import update_profile
from portal.pages import services
from portal.themes.models import Backdrop

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("mia@example.org", "a-long-password")


FACTS = {
    "name": "Mia",
    "language": "de",
    "place_name": "Lisbon",
    "timezone": "",
    "units": "imperial",
    "hours": "12",
    "first_weekday": "6",
}


def test_use_settings_keeps_facts_and_finds_the_place_by_its_name(client, person):
    client.force_login(person)
    client.post("/settings/", FACTS)
    person.refresh_from_db()
    assert (person.name, person.language, person.units, person.first_weekday) == ("Mia", "de", "imperial", 6)
    assert (person.hour12, person.wants_suggestions, person.is_introduced) == (True, False, True)
    assert person.place == {"name": "Lisbon", "latitude": 38.73, "longitude": -9.15, "timezone": "Europe/Lisbon"}
    assert person.timezone == "Europe/Lisbon"


def test_use_settings_asks_which_of_several_places(client, person):
    client.force_login(person)
    response = client.post("/settings/", FACTS | {"place_name": "San Jose"})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Which one is yours?" in body
    choice = next(line for line in re.findall(r'name="place_choice" value="([^"]+)"', body) if "Costa Rica" in line)
    client.post("/settings/", FACTS | {"place_name": "San Jose", "place_choice": choice})
    person.refresh_from_db()
    assert person.place["timezone"] == "America/Costa_Rica"


def test_use_settings_by_degrees_needs_no_city(client, person):
    client.force_login(person)
    told = FACTS | {"place_name": "The hut", "latitude": "46.5", "longitude": "8.2", "timezone": "Europe/Zurich"}
    client.post("/settings/", told)
    person.refresh_from_db()
    assert person.place == {"name": "The hut", "latitude": 46.5, "longitude": 8.2, "timezone": "Europe/Zurich"}


def test_use_settings_moves_to_another_city_though_the_old_degrees_are_sent_along(client, person):
    client.force_login(person)
    client.post("/settings/", FACTS)
    client.post("/settings/", FACTS | {"place_name": "Kairo", "latitude": "38.73", "longitude": "-9.15"})
    person.refresh_from_db()
    assert (person.place["name"], person.place["timezone"]) == ("Cairo", "Africa/Cairo")
    client.post("/settings/", FACTS | {"place_name": ""})
    person.refresh_from_db()
    assert person.place is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"latitude": "46.5"}, "both degrees"),
        ({"place_name": "Nowhere at all"}, "No city of this name"),
        ({"timezone": "Moon/Base"}, "one of the choices"),
        ({"language": "tlh"}, "Select a valid choice"),
        ({"latitude": "91", "longitude": "0"}, "less than or equal to 90"),
    ],
)
def test_use_settings_says_what_it_refuses_and_keeps_what_was_typed(client, person, told, said):
    client.force_login(person)
    response = client.post("/settings/", FACTS | {"name": "Mia Maria"} | told)
    body = response.content.decode()
    assert response.status_code == 422
    assert said in body
    assert 'value="Mia Maria"' in body
    person.refresh_from_db()
    assert (person.name, person.place) == ("", None)


def test_a_person_is_asked_once_for_their_place(client, person):
    client.force_login(person)
    services.create_page(user=person, title="Home")
    assert "Where are you?" in client.get("/").content.decode()
    client.post("/settings/start/", {"later": "1"})
    assert "Where are you?" not in client.get("/").content.decode()


def test_a_visitor_who_tells_their_place_is_a_guest_with_the_looks_they_chose(client):
    client.post("/settings/looks/", {"theme": "dark", "palette": "moss"})
    told = {name: value for name, value in FACTS.items() if name != "name"}
    client.post("/settings/start/", told)
    guest = User.objects.get()
    assert (guest.is_guest, guest.theme, guest.palette, guest.place["name"]) == (True, "dark", "moss", "Lisbon")


def test_issue_a_token_shows_its_secret_once(client, person):
    client.force_login(person)
    response = client.post("/settings/tokens/", {"name": "backup"})
    assert "foyer_" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert 'class="secret"' not in client.get("/settings/").content.decode()


def test_revoke_anothers_token_does_nothing_and_answers_as_if_there_were_none(client, person):
    other = User.objects.create_user("eve@example.org", "a-long-password")
    token, _secret = AccessToken.issue(other, "hers")
    client.force_login(person)
    theirs, none = (client.post(f"/settings/tokens/{pk}/revoke/", follow=True) for pk in (token.pk, token.pk + 1))
    assert theirs.redirect_chain == none.redirect_chain == [("/settings/", 302)]
    assert all("This is not here any more" in answer.content.decode() for answer in (theirs, none))
    assert AccessToken.objects.filter(pk=token.pk).exists()


def test_use_settings_leaves_alone_what_changed_meanwhile(person):
    form = ProfileForm(FACTS, user=person)
    User.objects.filter(pk=person.pk).update(email="new@example.org", is_active=False)
    assert form.is_valid()
    update_profile(user=person, **form.facts())
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active) == ("Mia", "new@example.org", False)


def test_a_guest_who_signs_in_brings_place_and_pictures_along(client, person):
    told = {name: value for name, value in FACTS.items() if name != "name"}
    client.post("/settings/start/", told)
    guest = User.objects.get(is_guest=True)
    picture = Backdrop.objects.create(owner=guest, content=b"webp")
    guests.hand_over(guest, person)
    person.refresh_from_db()
    picture.refresh_from_db()
    assert (person.place["name"], person.units, picture.owner) == ("Lisbon", "imperial", person)


def test_times_on_pages_follow_the_clock_that_was_told(client, person):
    client.force_login(person)
    assert "data-clock" not in client.get("/settings/").content.decode()
    client.post("/settings/", FACTS)
    assert 'data-clock="12" data-zone="Europe/Lisbon"' in client.get("/settings/").content.decode()
