"""Looks over the API: of the person and of a page, checked as the forms check them."""

import pytest
from django.test import Client

from portal.pages import services

pytestmark = pytest.mark.django_db


def patch(script: Client, address: str, body: object):
    return script.patch(f"/api/v1/{address}", body, content_type="application/json")


def test_set_the_look_of_all_pages_and_of_one(script, ada):
    page = services.create_page(user=ada, title="Home").page
    answer = patch(script, "profile/", {"theme": "sunset", "palette": "sea", "look": {"accent": "#336699"}})
    assert (answer.status_code, answer.json()["look"], answer.json()["theme"]) == (200, {"accent": "#336699"}, "sunset")
    answer = patch(script, f"pages/{page.pk}/", {"look": {"palette": "ink"}, "version": 1})
    assert (answer.json()["look"], answer.json()["version"]) == ({"palette": "ink"}, 2)
    assert patch(script, f"pages/{page.pk}/", {"look": {}}).json()["look"] == {}


@pytest.mark.parametrize(
    "look", [{"accent": "url(x)"}, {"--accent": "red"}, {"size": 3}, "dark", ["dark"], {"size": None}]
)
def test_set_a_look_of_nonsense_is_refused(script, ada, look):
    page = services.create_page(user=ada, title="Home").page
    assert patch(script, "profile/", {"look": look}).status_code == 400
    assert patch(script, f"pages/{page.pk}/", {"look": look}).status_code == 400
    ada.refresh_from_db()
    assert ada.look == {}
