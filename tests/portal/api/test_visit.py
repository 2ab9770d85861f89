"""A visitor and the API: looking makes nobody, the first write makes a guest, and CSRF is checked from the start."""

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from portal.accounts.models import User
from portal.pages.models import Page
from recommender.models import Event
from tests.portal.api.calls import get, post
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    """A browser that has loaded a page, and so has a CSRF cookie."""
    client = Client(enforce_csrf_checks=True)
    request = RequestFactory().get("/")
    token = get_token(request)
    client.cookies["csrftoken"] = token
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    return client


def test_visit_sees_the_template(client, template):
    tabs = get(client, "pages/")
    assert [(tab["title"], tab["is_template"]) for tab in tabs] == [("Home", True)]
    shown = get(client, f"pages/{template.pk}/")
    assert shown["sections"][0]["columns"][0][0]["title"] == "hello"
    get(client, f"panels/{shown['sections'][0]['columns'][0][0]['id']}/")
    assert not User.objects.exists()


def test_visit_first_write_makes_a_guest_with_the_change(browser, template):
    panel = desk.panel("hello")
    answer = post(browser, f"panels/{panel.pk}/move/", column=1, version=7)
    assert answer["page"]["is_template"] is False
    guest = User.objects.get()
    assert guest.is_guest
    assert desk.titles(Page.objects.get(owner=guest)) == [[[], ["hello"], []]]
    assert desk.titles(template) == [[["hello"], [], []]]


def test_visit_second_write_is_the_same_guest_with_the_same_token(browser, template):
    panel = desk.panel("hello")
    post(browser, f"panels/{panel.pk}/move/", column=1, version=7)
    post(browser, f"panels/{panel.pk}/move/", column=2, version=8)
    assert User.objects.count() == 1


def test_visit_write_without_csrf_token_is_refused(template):
    stranger = Client(enforce_csrf_checks=True)
    post(stranger, f"panels/{desk.panel('hello').pk}/move/", 403, column=1)
    assert not User.objects.exists()


def test_visit_signed_in_write_without_csrf_token_is_refused(template, ada):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(ada)
    post(stranger, "pages/", 403, title="x")
    assert not ada.pages.exists()


def test_visit_token_needs_no_csrf(ada, script):
    script.handler.enforce_csrf_checks = True
    post(script, "pages/", 201, title="x")


def test_visit_events_are_ignored(client):
    post(client, "events/", 204, events=[{"kind": "open", "item": 1}])
    assert not Event.objects.exists()
    assert not User.objects.exists()


def test_visit_private_things_are_closed(client):
    for path in ("profile/", "tokens/", "sessions/", "saved/", "sources/"):
        get(client, path, 401)
    assert get(client, "items/")["results"] == []


def test_visit_catalogue_is_public(client, entry):
    assert len(get(client, "catalogue/entries/")["results"]) == 1
    assert get(client, "catalogue/kinds/")


def test_visit_answers_are_kept_by_no_cache(client, template):
    assert client.get("/api/v1/pages/").headers["Cache-Control"] == "private, no-store"
