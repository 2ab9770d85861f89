"""The portal speaks the language a person chose, else the one their browser asks for; Arabic runs from right to left."""

import pytest
from django.test import Client

from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def opening(client: Client, **headers) -> str:
    """The first lines of the settings page."""
    return client.get("/settings/", headers=headers).content.decode()[:200]


def test_a_visitor_is_spoken_to_in_the_language_of_the_browser(client):
    assert '<html lang="en" dir="ltr"' in opening(client)
    assert '<html lang="ar" dir="rtl"' in opening(client, **{"accept-language": "ar-EG,ar;q=0.9,en;q=0.5"})
    assert '<html lang="en"' in opening(client, **{"accept-language": "tlh"})


def test_a_visitor_chooses_and_takes_it_back(client):
    client.post("/settings/language/", {"language": "de"})
    assert '<html lang="de"' in opening(client, **{"accept-language": "ar"})
    client.post("/settings/language/", {"language": ""})
    assert '<html lang="ar"' in opening(client, **{"accept-language": "ar"})


def test_a_persons_choice_follows_them_to_another_browser(client):
    ada = User.objects.create_user("ada@example.org")
    client.force_login(ada)
    client.post("/settings/language/", {"language": "ar"})
    other = Client()
    other.force_login(ada)
    assert '<html lang="ar" dir="rtl"' in opening(other, **{"accept-language": "de"})
    assert User.objects.get(pk=ada.pk).as_viewer().language == "ar"


def test_choose_a_language_that_is_not_offered_is_not_found(client):
    assert client.post("/settings/language/", {"language": "tlh"}).status_code == 404
    assert client.get("/settings/language/").status_code == 405


def test_a_picture_does_not_ask_who_looks(client, django_assert_num_queries):
    client.force_login(User.objects.create_user("ada@example.org"))
    with django_assert_num_queries(0):
        client.get("/health/live")


def test_what_is_not_there_is_told_in_the_language_and_its_direction(client):
    answer = client.get("/no/such/page/", headers={"accept-language": "ar"})
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()
