"""Signing up turns the guest into the account and keeps everything."""

import pytest

from portal.accounts.models import Session, User
from portal.pages import services
from portal.pages.models import Page
from portal.reading.models import SavedItem
from tests.portal.accounts.visits import first_change
from tests.portal.pages import desk
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

FORM = {"email": "new@example.org", "password1": "correct-horse-battery"}


def test_sign_up_keeps_what_the_guest_made(template, browser):
    guest, _request = first_change(browser)
    services.remove_panel(user=guest, panel_id=_copy(guest, "news"))
    item = Item.objects.create(source=Source.objects.create(kind="feed", key="k"), uid="1")
    SavedItem.objects.create(user=guest, item=item)

    assert browser.post("/accounts/signup/", FORM).headers["Location"] == "/"

    person = User.objects.get()
    assert (person.pk, person.email, person.is_guest) == (guest.pk, "new@example.org", False)
    assert person.check_password("correct-horse-battery")
    assert desk.titles(Page.objects.get(owner=person)) == [[["weather"], [], []]]
    assert person.saved_items.get().item == item


def test_sign_up_rotates_the_session_key(template, browser):
    _guest, request = first_change(browser)
    browser.post("/accounts/signup/", FORM)
    keys = list(Session.objects.values_list("session_key", flat=True))
    assert len(keys) == 1
    assert request.session.session_key not in keys


def test_sign_up_page_is_shown_to_guests(template, browser):
    first_change(browser)
    assert browser.get("/accounts/signup/").status_code == 200
    assert browser.get("/accounts/login/").status_code == 200


def test_sign_up_without_having_been_a_guest(template, browser):
    browser.post("/accounts/signup/", FORM)
    person = User.objects.get()
    assert not person.is_guest
    assert not person.pages.exists()


def test_sign_up_with_an_address_that_is_taken_changes_nobody(template, browser, ada):
    guest, _request = first_change(browser)
    browser.post("/accounts/signup/", FORM | {"email": "ada@example.org"})
    guest.refresh_from_db()
    ada.refresh_from_db()
    assert guest.is_guest
    assert ada.check_password("a-long-password")
    assert not ada.pages.exists()


def test_sign_up_ignores_fields_that_nobody_asked_for(browser):
    browser.post("/accounts/signup/", FORM | {"is_staff": "1", "is_superuser": "1", "is_guest": "1"})
    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.is_guest) == (False, False, False)


def _copy(guest: User, title: str) -> int:
    return Page.objects.get(owner=guest).sections.get().panels.get(title=title).pk
