"""A page is drawn once and given again as it was, but never when anything about it is different."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import OperationalError
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from portal.accounts.middleware import SEEN_EVERY
from portal.accounts.models import User
from portal.pages import ready, services, views
from portal.pages.models import Page
from portal.reading import fragment
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData
from widgets.models import Source

pytestmark = pytest.mark.django_db(transaction=True)

GZIP = {"accept-encoding": "gzip"}


@pytest.fixture
def tab(ada: User, page: Page, feed: Source) -> Client:
    """A browser, signed in, with the cookies and the suggestions that a first visit brings."""
    client = Client(headers=GZIP, enforce_csrf_checks=True)
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    for address in ("/", "/for-you/"):
        client.get(address)
    assert see(client) == see(client)
    return client


@pytest.fixture
def visitor() -> Client:
    """A browser of nobody, with its form cookie."""
    client = Client(headers=GZIP)
    for address in ("/", "/for-you/"):
        client.get(address)
    return client


@pytest.fixture
def feed(ada: User, page: Page) -> Source:
    """A feed with one story, on the page."""
    panel = services.add_panel(
        user=ada, page_id=page.pk, kind="feed", settings={"url": "https://news.example/feed"}
    ).panel
    source = panel.sources.get()
    tell_story(source, "A bridge opens")
    return source


def tell_story(source: Source, title: str) -> None:
    items.upsert(source, [ItemData(uid=title, url="https://news.example/1", title=title)], timezone.now())
    Source.objects.filter(pk=source.pk).update(version=F("version") + 1, state="ok", fetched_at=timezone.now())


def see(client: Client, address: str = "/", headers: dict[str, str] | None = None) -> str:
    answer = client.get(address, headers=GZIP | (headers or {}))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    return gzip.decompress(answer.content).decode()


def test_page_that_is_ready_needs_one_query(tab, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "A bridge opens" in see(tab)


def test_page_is_drawn_anew_with_three_queries_at_most(tab, ada, page, django_assert_max_num_queries):
    for number in range(20):
        desk.add(ada, page, f"note {number}", column=number % 3)
    with django_assert_max_num_queries(3):
        assert "note 19" in see(tab)


def test_page_that_is_ready_comes_as_it_was_drawn(tab):
    """With every header of the middlewares that are not asked again."""
    ready.shelf.answers.clear()
    drawn, given = tab.get("/"), tab.get("/")
    assert given.content == drawn.content
    assert told(given) == told(drawn)
    assert {"Content-Security-Policy", "Foyer-Person", "X-Content-Type-Options", "Content-Language"} <= set(told(given))


def told(answer: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda ada, page, feed: desk.add(ada, page, "Groceries"), "Groceries"),
        (lambda ada, page, feed: services.create_page(user=ada, title="Money"), "Money"),
        (
            lambda ada, page, feed: services.update_page(user=ada, page_id=page.pk, version=None, title="Morning"),
            "Morning",
        ),
        (lambda ada, page, feed: tell_story(feed, "A road is closed"), "A road is closed"),
        (
            lambda ada, page, feed: Source.objects.filter(pk=feed.pk).update(
                version=9, state="failed", error="The server is away."
            ),
            "The server is away.",
        ),
        (lambda ada, page, feed: User.objects.filter(pk=ada.pk).update(palette="moss"), 'data-palette="moss"'),
        (lambda ada, page, feed: fragment.forget(ada.pk), 'data-hx-get="/for-you/"'),
    ],
    ids=["panel", "tab", "name", "story", "failure", "palette", "suggestions"],
)
def test_page_shows_what_changed(tab, ada, page, feed, change: Callable[..., object], seen: str):
    assert seen not in see(tab)
    change(ada, page, feed)
    assert seen in see(tab)


def test_first_fetch_that_fails_shows(tab, ada, page, feed):
    """No source of the page has ever had an answer, so there is no time of one to go by."""
    Source.objects.filter(pk=feed.pk).update(state="pending", fetched_at=None)
    assert "The server is away." not in see(tab)
    Source.objects.filter(pk=feed.pk).update(version=9, state="failed", error="The server is away.")
    assert "The server is away." in see(tab)


def test_search_on_one_page_shows_what_comes_to_another(tab, ada, feed):
    other = services.create_page(user=ada, title="Searches").page
    services.add_panel(user=ada, page_id=other.pk, kind="results", settings={"words": "road"})
    address = f"/p/{other.slug}/"
    see(tab, address)
    etag = tab.get(address)["ETag"]
    assert tab.get(address)["ETag"] == etag
    tell_story(feed, "A road is closed")
    assert "A road is closed" in see(tab, address)


def test_page_order_changed_elsewhere_shows(tab, ada, page):
    other = services.create_page(user=ada, title="Money").page
    before = see(tab)
    services.reorder_pages(user=ada, page_ids=[other.pk, page.pk])
    assert see(tab) != before


def test_page_of_one_person_is_never_given_to_another(tab, eve):
    other = Client(headers=GZIP)
    other.cookies["csrftoken"] = tab.cookies["csrftoken"].value
    other.force_login(eve, "django.contrib.auth.backends.ModelBackend")
    assert "A bridge opens" not in gzip.decompress(other.get("/").content).decode()


def test_page_is_gone_after_signing_out(tab):
    token = tab.cookies["csrftoken"].value
    tab.post("/accounts/logout/", {"csrfmiddlewaretoken": token})
    assert "A bridge opens" not in see(tab)


def test_page_of_an_erased_person_is_given_to_nobody_and_let_go(tab, ada, eve, moved_clock):
    kept = set(ready.shelf.answers)
    cookies = {name: cookie.value for name, cookie in tab.cookies.items()}
    ada.delete()
    for _ in range(2):
        tab.cookies.load(cookies)
        assert "A bridge opens" not in see(tab)
    moved_clock(ready.KEPT_FOR)
    services.create_page(user=eve, title="Hers")
    other = Client(headers=GZIP)
    other.force_login(eve, "django.contrib.auth.backends.ModelBackend")
    assert drawn(other)
    assert kept
    assert not kept & set(ready.shelf.answers)


@pytest.mark.parametrize(
    "ending",
    [
        lambda ada: ada.sessions.all().delete(),
        lambda ada: ada.sessions.update(expire_date=timezone.now()),
        lambda ada: User.objects.filter(pk=ada.pk).update(is_active=False),
        lambda ada: User.objects.filter(pk=ada.pk).update(password=make_password("another-long-password")),
        lambda ada: ada.sessions.update(session_data="forged:data"),
    ],
    ids=["ended elsewhere", "expired", "deactivated", "new password", "forged"],
)
def test_page_is_gone_with_the_session(tab, ada, ending: Callable[[User], object]):
    ending(ada)
    for _ in range(2):
        assert "A bridge opens" not in see(tab)


def test_page_of_a_session_that_says_another_person_is_not_kept(tab, ada, page, eve):
    """The signed data says who it is; what the rows beside it decide is not about her."""
    ada.sessions.update(user=eve)
    assert "A bridge opens" in see(tab)
    services.update_page(user=ada, page_id=page.pk, version=None, title="Morning")
    assert "Morning" in see(tab)


def test_editor_sees_the_way_to_the_studio_at_once(tab, ada):
    assert "/studio/" not in see(tab)
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    assert "/studio/" in see(tab)
    User.objects.filter(pk=ada.pk).update(is_staff=False)
    assert "/studio/" not in see(tab)


def test_page_speaks_each_language_that_is_asked_for(tab, ada):
    for wanted in ("de", "ar", "en"):
        assert f'<html lang="{wanted}"' in see(tab, headers={"accept-language": wanted})
    User.objects.filter(pk=ada.pk).update(language="de")
    assert '<html lang="de"' in see(tab, headers={"accept-language": "ar"})


def test_page_of_a_visitor_shows_what_changed(visitor):
    Page.objects.create(title="Start", slug="start", is_home=True, language="en")
    assert "Begin" not in see(visitor)
    assert visitor.get("/")["ETag"] == visitor.get("/")["ETag"]
    Page.objects.update(title="Begin")
    assert "Begin" in see(visitor)
    visitor.cookies["foyer_palette"] = "moss"
    assert 'data-palette="moss"' in see(visitor)


def test_person_without_a_page_sees_templates_that_change(eve):
    Page.objects.create(title="Start", slug="start", is_home=True)
    client = Client(headers=GZIP)
    client.force_login(eve, "django.contrib.auth.backends.ModelBackend")
    etag = drawn(client)
    assert drawn(client) == etag
    Page.objects.update(title="Begin")
    assert "Begin" in see(client)
    services.create_page(user=eve, title="Hers")
    assert "Hers" in see(client)


def test_who_looks_at_a_page_that_is_ready_is_known_to_be_here(tab, ada, moved_clock):
    """Their answers come from the shelf, but never for longer than we must know it."""
    moved_clock(SEEN_EVERY - timedelta(minutes=1))
    etag = drawn(tab)
    assert drawn(tab) == etag
    before = User.objects.get(pk=ada.pk).last_seen_at
    moved_clock(SEEN_EVERY + timedelta(minutes=1))
    see(tab)
    assert User.objects.get(pk=ada.pk).last_seen_at > before


def test_page_that_varies_by_something_else_is_not_kept(tab, monkeypatch):
    given = views.private
    monkeypatch.setattr(views, "private", lambda answer: varying(given(answer)))
    ready.shelf.answers.clear()
    for _ in range(2):
        assert "ETag" not in tab.get("/")
    assert not ready.shelf.answers


def varying(answer: HttpResponse) -> HttpResponse:
    patch_vary_headers(answer, ["User-Agent"])
    return answer


def test_page_that_was_kept_has_forms_that_work(tab, page):
    html = see(tab)
    token = html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = tab.post(f"/pages/{page.pk}/undo/", {"csrfmiddlewaretoken": token, "version": desk.version(page)})
    assert answer.status_code == 302


def test_word_to_the_person_is_shown_once(tab, ada, page):
    panel = desk.add(ada, page, "Groceries").panel
    token = tab.cookies["csrftoken"].value
    tab.post(f"/panels/{panel.pk}/remove/", {"csrfmiddlewaretoken": token, "version": desk.version(page)})
    assert 'class="toast"' in see(tab)
    assert 'class="toast"' not in see(tab)


def test_browser_that_still_has_the_page_gets_no_second_copy(tab, feed):
    etag = tab.get("/")["ETag"]
    again = tab.get("/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    tell_story(feed, "A road is closed")
    assert tab.get("/", headers={"if-none-match": etag}).status_code == 200


def test_browser_without_gzip_gets_a_plain_page(tab):
    answer = tab.get("/", headers={"accept-encoding": "identity"})
    assert "A bridge opens" in answer.content.decode()


def test_page_with_a_clock_is_drawn_anew_each_minute(tab, ada, page, moved_clock):
    services.add_panel(user=ada, page_id=page.pk, kind="clock", settings={"zone": "UTC"})
    etag = drawn(tab)
    assert drawn(tab) == etag
    moved_clock(timedelta(seconds=61))
    assert drawn(tab) != etag


def test_page_is_forgotten_after_a_while(tab, moved_clock):
    etag = drawn(tab)
    moved_clock(ready.KEPT_FOR)
    assert drawn(tab) != etag


def test_page_without_a_database_says_so_in_the_language_asked_for(monkeypatch):
    def break_down(*_args: object) -> None:
        raise OperationalError("gone")

    client = Client(headers=GZIP, raise_request_exception=False)
    client.get("/", headers={"accept-language": "ar"})
    monkeypatch.setattr("portal.pages.arriving.fetch", break_down)
    monkeypatch.setattr("portal.pages.selectors.fetch", break_down)
    answer = client.get("/", headers={"accept-language": "de"})
    assert answer.status_code == 500
    assert b'lang="de"' in answer.content
    assert "default-src" in answer["Content-Security-Policy"]


def test_shelf_drops_what_was_not_asked_for_longest():
    shelf, now = ready.Shelf(memory=100 + 2 * ready.OVERHEAD), timezone.now()
    for name in (b"a", b"b"):
        shelf.put(name, ready.Ready(b"x" * 40, {}, now + timedelta(hours=1)), now)
    assert shelf.get(b"a", now)
    shelf.put(b"c", ready.Ready(b"x" * 40, {}, now + timedelta(hours=1)), now)
    assert [bool(shelf.get(name, now)) for name in (b"a", b"b", b"c")] == [True, False, True]
    shelf.put(b"d", ready.Ready(b"x" * shelf.memory, {}, now + timedelta(hours=1)), now)
    assert shelf.used <= shelf.memory


def test_shelf_lets_go_what_is_no_longer_true():
    shelf, now = ready.Shelf(ready.MEMORY), timezone.now()
    shelf.put(b"a", ready.Ready(b"x", {}, now + timedelta(minutes=1)), now)
    assert shelf.get(b"a", now + timedelta(minutes=2)) is None
    assert (shelf.used, len(shelf.answers)) == (0, 0)


def drawn(client: Client) -> str:
    """The tag of the drawing that is shown; two visits, because the first may still miss the suggestions."""
    client.get("/for-you/")
    client.get("/")
    return client.get("/")["ETag"]


@pytest.fixture
def moved_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    now = timezone.now
    return lambda by: monkeypatch.setattr(timezone, "now", lambda: now() + by)
