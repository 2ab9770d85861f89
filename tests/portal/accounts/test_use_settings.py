"""The profile page: facts, looks and tokens, as forms."""

import pytest

from portal.accounts.forms import ProfileForm
from portal.accounts.models import AccessToken, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("mia@example.org", "a-long-password")


FACTS = {
    "theme": "dark",
    "palette": "sea",
    "name": "Mia",
    "place_name": "Lisbon",
    "latitude": "38.7",
    "longitude": "-9.1",
    "timezone": "Europe/Lisbon",
    "units": "imperial",
    "first_weekday": "6",
}


def test_use_settings_keeps_facts_and_looks(client, person):
    client.force_login(person)
    body = client.post("/settings/", FACTS, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.name, person.units, person.first_weekday, person.theme) == ("Mia", "imperial", 6, "dark")
    assert person.as_viewer().place.name == "Lisbon"
    assert not person.wants_suggestions
    assert 'data-theme="dark" data-palette="sea"' in body


def test_use_settings_with_half_a_place_says_so_and_keeps_what_was_typed(client, person):
    client.force_login(person)
    response = client.post("/settings/", FACTS | {"latitude": ""})
    assert response.status_code == 422
    assert "both degrees" in response.content.decode()
    assert 'value="Lisbon"' in response.content.decode()


def test_a_visitor_keeps_looks_in_cookies(client):
    client.post("/settings/", {"theme": "light", "palette": "moss"})
    assert 'data-theme="light" data-palette="moss"' in client.get("/settings/").content.decode()
    assert User.objects.count() == 0


def test_issue_a_token_shows_its_secret_once(client, person):
    client.force_login(person)
    response = client.post("/settings/tokens/", {"name": "backup"})
    assert "foyer_" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert 'class="secret"' not in client.get("/settings/").content.decode()


def test_revoke_anothers_token_is_not_found(client, person):
    other = User.objects.create_user("eve@example.org", "a-long-password")
    token, _secret = AccessToken.issue(other, "hers")
    client.force_login(person)
    assert client.post(f"/settings/tokens/{token.pk}/revoke/").status_code == 404
    assert AccessToken.objects.filter(pk=token.pk).exists()


def test_use_settings_leaves_alone_what_changed_meanwhile(person):
    form = ProfileForm(FACTS, instance=person)
    User.objects.filter(pk=person.pk).update(email="new@example.org", is_active=False)
    assert form.is_valid()
    form.save()
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active) == ("Mia", "new@example.org", False)
