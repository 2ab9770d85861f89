"""A guest signs in to an account: what they changed comes along, and nobody's layout is taken over."""

import pytest

from portal.accounts.models import Session, User
from portal.pages import selectors, services
from portal.pages.models import Panel
from portal.pages.past.trash import list_removed
from portal.reading.models import SavedItem
from portal.reading.rules import services as rules
from portal.reading.state.models import Following
from portal.search.keeping import services as keeping
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


def test_sign_in_brings_rules_once(template, browser, ada):
    guest, _request = first_change(browser)
    services.update_page(user=guest, page_id=template.pk, icon="sun")
    page, mute = guest.pages.get(), {"verb": "mute", "what": "word"}
    rules.make_rule(user=ada, value="rain", **mute)
    for value, where in (("rain", None), ("snow", None), ("hail", page.pk)):
        rules.make_rule(user=guest, value=value, page_id=where, **mute)
    ada.refresh_from_db()
    before = ada.rules_version
    browser.post("/accounts/login/", FORM)
    assert sorted(ada.rules.values_list("value", "page")) == [("hail", page.pk), ("rain", None), ("snow", None)]
    ada.refresh_from_db()
    assert ada.rules_version > before


def test_sign_in_leaves_the_rule_of_a_page_that_stays_behind(template, browser, ada):
    guest, _request = first_change(browser)
    rules.make_rule(user=guest, verb="mute", what="word", value="rain", page_id=guest.pages.get().pk)
    browser.post("/accounts/login/", FORM)
    assert not ada.rules.exists()


def test_sign_in_brings_kept_searches_once_and_their_open_feeds(template, browser, ada):
    guest, _request = first_change(browser)
    keeping.keep_search(user=ada, words="rain")
    for words in ("rain", "snow"):
        search = keeping.keep_search(user=guest, words=words)
    secret = keeping.secret_of(keeping.open_feed(user=guest, search_id=search.pk))
    browser.post("/accounts/login/", FORM)
    assert sorted(ada.saved_searches.values_list("words", flat=True)) == ["rain", "snow"]
    assert browser.get(f"/searches/{search.pk}/feed/{secret}/").status_code == 200


def test_sign_in_brings_the_wish_for_whole_stories(template, browser, ada):
    guest, _request = first_change(browser)
    both, only_guest = (Source.objects.create(kind="feed", key=key) for key in "12")
    Following.objects.create(user=ada, source=both, read_until=7)
    for source in (both, only_guest):
        Following.objects.create(user=guest, source=source, wants_full_text=True, read_until=5)
    browser.post("/accounts/login/", FORM)
    wished = Following.objects.filter(user=ada, wants_full_text=True)
    assert dict(wished.values_list("source", "read_until")) == {both.pk: 7, only_guest.pk: 5}


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


@pytest.mark.parametrize(("language", "said"), [("en", "Sign in"), ("de", "Anmelden")])
def test_button_says_what_it_does_in_our_words(client, language, said):
    page = client.get("/accounts/login/", headers={"accept-language": language}).content.decode()
    assert f">{said}</h1>" in page.replace("\n", "")
    assert f'type="submit">{said}</button>' in page
