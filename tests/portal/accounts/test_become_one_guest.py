"""Two first changes of one visitor make one guest; a crowd of guests from one address is asked to wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Page, Panel, Section
from tests.portal.accounts.visits import first_change

SECRET = "s" * 32


@pytest.mark.django_db(transaction=True)
def test_become_one_guest_by_two_forms_at_once():
    template = Page.objects.create(title="Start", slug="start", is_home=True, version=7)
    section = Section.objects.create(page=template)
    panels = [Panel.objects.create(section=section, kind="notes", title=title) for title in "ab"]
    token = Client(enforce_csrf_checks=True)
    token.get("/")
    cookie, together = token.cookies["csrftoken"].value, Barrier(2)

    def remove(panel: Panel) -> str:
        tab = Client(enforce_csrf_checks=True)
        tab.cookies["csrftoken"] = cookie
        together.wait()
        tab.post(f"/panels/{panel.pk}/remove/", {"csrfmiddlewaretoken": cookie})
        connection.close()
        return tab.cookies["foyer_session"].value

    with ThreadPoolExecutor(2) as threads:
        sessions = list(threads.map(remove, panels))
    guest = User.objects.get(is_guest=True)
    assert len(set(sessions)) == 2
    page = Page.objects.get(owner=guest)
    assert Panel.objects.filter(section__page=page, removed_at=None).count() == 0, "both removals are kept"


@pytest.mark.django_db
def test_become_one_guest_only_within_a_moment(template):
    first, _request = first_change(csrf_secret=SECRET)
    assert first_change(csrf_secret=SECRET)[0] == first
    User.objects.filter(pk=first.pk).update(date_joined=timezone.now() - timedelta(minutes=1))
    assert first_change(csrf_secret=SECRET)[0] != first


@pytest.mark.django_db
def test_become_one_guest_never_opens_an_account(template):
    first, _request = first_change(csrf_secret=SECRET)
    User.objects.filter(pk=first.pk).update(is_guest=False, email="ada@example.org")
    assert first_change(csrf_secret=SECRET)[0].is_guest


@pytest.mark.django_db
def test_become_one_guest_is_not_for_another_browser(template):
    assert first_change(csrf_secret=SECRET)[0] != first_change(csrf_secret="t" * 32)[0]
    assert first_change()[0] != first_change()[0]


@pytest.mark.django_db
def test_too_many_guests_of_one_address_are_asked_to_wait(template, settings):
    settings.NEW_GUESTS_PER_HOUR = 2
    panel = Panel.objects.get(title="news")

    def remove(**more):
        return Client().post(f"/panels/{panel.pk}/remove/", follow=True, **more)

    assert [remove().status_code for _visitor in range(2)] == [200, 200]
    refused = remove()
    assert "Many new visitors from your network" in refused.content.decode()
    assert User.objects.filter(is_guest=True).count() == 2
    settings_form = Client().post(f"/panels/{panel.pk}/settings/", {"text": "x"})
    assert (settings_form.status_code, "Not just now" in settings_form.content.decode()) == (429, True)
    script = Client().post("/api/v1/pages/", {"title": "New"}, content_type="application/json")
    assert (script.status_code, script.json()["code"]) == (429, "too-many-guests")
    assert User.objects.filter(is_guest=True).count() == 2
    remove(REMOTE_ADDR="192.0.2.7")
    assert User.objects.filter(is_guest=True).count() == 3
