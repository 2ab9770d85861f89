"""A guest signs in to an account: what they changed comes along, and nobody's layout is taken over."""

import pytest

from portal.accounts.models import Session, User
from portal.pages import selectors, services
from portal.pages.models import Panel
from portal.pages.past.trash import list_removed
from portal.reading.models import SavedItem
from tests.portal.accounts.visits import first_change
from tests.portal.pages import desk
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

FORM = {"login": "ada@example.org", "password": "a-long-password"}


def test_sign_in_brings_a_changed_page_as_an_extra_tab(template, browser, ada):
    mine = services.create_page(user=ada, title="Home").page
    guest, _request = first_change(browser)
    services.add_panel(user=guest, page_id=template.pk, kind="notes", title="jotted", settings={"text": "x"})

    assert browser.post("/accounts/login/", FORM).status_code == 302

    tabs = selectors.shown_page(ada).tabs
    assert [(tab.title, tab.slug, tab.is_home) for tab in tabs] == [("Home", "home", True), ("Home", "home-2", False)]
    assert desk.titles(mine) == [[[], [], []]]
    assert "jotted" in str(desk.titles(ada.pages.get(slug="home-2")))
    assert not User.objects.filter(pk=guest.pk).exists()


def test_sign_in_brings_what_waits_in_the_trash(template, browser, ada):
    services.create_page(user=ada, title="Home")
    guest, _request = first_change(browser)
    news = Panel.objects.get(title="news", section__page__owner=guest)
    services.remove_panel(user=guest, panel_id=news.pk)
    draft = services.create_page(user=guest, title="Draft").page
    services.update_page(user=guest, page_id=draft.pk, icon="sun")
    services.remove_page(user=guest, page_id=draft.pk)
    browser.post("/accounts/login/", FORM)
    assert {(thing.what, thing.title) for thing in list_removed(ada)} == {("page", "Draft"), ("panel", "news")}
    services.restore_page(user=ada, page_id=draft.pk)
    assert "Draft" in [tab.title for tab in selectors.shown_page(ada).tabs]


def test_sign_in_leaves_an_unchanged_copy_behind(template, browser, ada):
    services.create_page(user=ada, title="Home")
    first_change(browser)
    browser.post("/accounts/login/", FORM)
    assert ada.pages.count() == 1
    assert list(User.objects.all()) == [ada]


def test_sign_in_brings_saved_items_once(template, browser, ada):
    source = Source.objects.create(kind="feed", key="k")
    both, only_guest = (Item.objects.create(source=source, uid=uid) for uid in "12")
    guest, _request = first_change(browser)
    for person, item in ((ada, both), (guest, both), (guest, only_guest)):
        SavedItem.objects.create(user=person, item=item)
    browser.post("/accounts/login/", FORM)
    assert {kept.item for kept in ada.saved_items.all()} == {both, only_guest}


def test_sign_in_with_a_wrong_password_leaves_the_guest_alone(template, browser, ada):
    guest, _request = first_change(browser)
    browser.post("/accounts/login/", FORM | {"password": "wrong"})
    assert User.objects.filter(pk=guest.pk, is_guest=True).exists()
    assert guest.pages.count() == 1


def test_sign_in_rotates_the_session_key(template, browser, ada):
    _guest, request = first_change(browser)
    browser.post("/accounts/login/", FORM)
    assert request.session.session_key not in Session.objects.values_list("session_key", flat=True)
    assert Session.objects.get().user == ada


def test_sign_in_does_not_follow_next_to_another_site(browser, ada):
    answer = browser.post("/accounts/login/", FORM | {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_sign_in_says_the_same_for_an_unknown_address(browser, ada):
    answers = [
        browser.post("/accounts/login/", FORM | wrong).content.decode()
        for wrong in ({"password": "wrong"}, {"login": "who@example.org"})
    ]
    messages = ["The email address and/or password you specified are not correct" in text for text in answers]
    assert messages == [True, True]


def test_sign_in_is_limited_by_account(browser, ada):
    for _attempt in range(6):
        answer = browser.post("/accounts/login/", FORM | {"password": "wrong"})
    assert "Too many failed login attempts" in answer.content.decode()
