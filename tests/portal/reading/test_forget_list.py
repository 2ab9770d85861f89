"""The drawn for-you panel is kept between pages, and forgotten as soon as it is no longer true."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import User
from portal.pages import services as pages
from portal.pages.models import Page
from portal.pages.starter import PanelPlan, SectionPlan, lay_out
from portal.reading import for_you, fragment
from recommender import pushing
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entry() -> CatalogueEntry:
    return CatalogueEntry.objects.create(
        slug="news", kind="feed", settings={"url": "https://news.example/feed"}, title="The daily news", category="news"
    )


@pytest.fixture
def item() -> Item:
    source = Source.objects.create(kind="feed", key="k", is_public=True)
    return Item.objects.create(source=source, uid="1", title="A bridge opens", language="en")


@pytest.fixture
def ada(client, entry, item) -> User:
    """With a page, and a list that was pushed and drawn."""
    ada = User.objects.create_user("ada@example.org", language="en")
    pages.create_page(user=ada, title="Home")
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    pushing.push([ada.pk])
    ada.refresh_from_db()
    drawn = for_you.draw(ada, "en")
    assert "A bridge opens" in drawn
    assert "The daily news" in drawn
    return ada


def api(address: str, method: str = "post", **data: object) -> Callable[[Client, dict[str, int]], object]:
    def call(client: Client, ids: dict[str, int]) -> object:
        body = {name: ids.get(str(value), value) for name, value in data.items()}
        return getattr(client, method)(address.format(**ids), body, content_type="application/json")

    return call


def form(address: str, **data: object) -> Callable[[Client, dict[str, int]], object]:
    return lambda client, ids: client.post(address.format(**ids), data)


def drawn_list(person: User) -> str | None:
    """What the next page would show, without drawing it."""
    return cache.get(fragment.key_for(User.objects.get(pk=person.pk), "en"))


@pytest.mark.parametrize(
    "act",
    [
        api("/api/v1/suggestions/dismiss/", item="item"),
        api("/api/v1/suggestions/dismiss/", entry="entry"),
        api("/api/v1/items/{item}/hide/"),
        api("/api/v1/items/{item}/unhide/"),
        api("/api/v1/profile/", "patch", wants_suggestions=False),
        api("/api/v1/profile/", "patch", units="imperial"),
        api("/api/v1/panels/", page="page", entry="news"),
        form("/items/{item}/hide/"),
        form("/items/{item}/unhide/"),
        form("/items/{item}/more/"),
        form("/items/{item}/less/"),
        form("/add/news/"),
    ],
)
def test_list_is_forgotten_when_something_changes_it(client, ada, item, entry, act):
    assert drawn_list(ada)
    answer = act(client, {"item": item.pk, "entry": entry.pk, "page": Page.objects.get(owner=ada).pk})
    assert answer.status_code < 400, answer.content
    assert drawn_list(ada) is None


def test_list_is_forgotten_when_a_newer_one_is_pushed(ada, item):
    Item.objects.create(source=item.source, uid="2", title="A road is closed", language="en")
    pushing.push([ada.pk])
    assert drawn_list(ada) is None
    ada.refresh_from_db()
    assert "A road is closed" in for_you.draw(ada, "en")


def test_list_drawn_while_it_is_hidden_is_not_shown(client, ada, item):
    drawing = User.objects.get(pk=ada.pk)
    client.post(f"/items/{item.pk}/hide/")
    cache.set(fragment.key_for(drawing, "en"), "A bridge opens, as a slow process saw it before")
    assert "A bridge opens" not in client.get("/").content.decode()


def test_list_stays_when_nothing_about_it_changes(client, ada):
    pages.create_page(user=ada, title="Second")
    client.get("/")
    assert drawn_list(ada)


def test_visitor_is_not_offered_what_stands_on_the_starter_page(client, entry):
    assert "The daily news" in for_you.draw(None, "en")
    Page.objects.filter(owner=None).delete()
    page = Page.objects.create(title="Home", slug="home", language="en", is_home=True)
    lay_out(page, [SectionPlan("1", [[PanelPlan("news")]])], "en")
    assert "The daily news" not in for_you.draw(None, "en")
    assert client.get("/api/v1/suggestions/").json()["widgets"] == []


def test_erased_person_leaves_no_drawn_list(client, ada):
    key = fragment.key_for(ada, "en")
    assert "A bridge opens" in cache.get(key)
    ada.delete()
    assert cache.get(key) is None
