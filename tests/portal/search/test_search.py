"""Everything of one's own is found by its words, however they are written; nothing of anybody else ever is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from portal.pages.models import Page
from portal.reading.models import SavedItem, SavedLink
from portal.search import selectors
from tests.portal.pages import desk
from widgets import fulltext, items
from widgets.base import ItemData
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return User.objects.create_user("ada@example.org", "a-long-password")


@pytest.fixture
def home(ada):
    return pages.create_page(user=ada, title="Übersicht").page


def put(user, page, kind, settings, title=""):
    return pages.add_panel(user=user, page_id=page.pk, kind=kind, settings=settings, title=title).panel


def stories(panel, *titles, **more):
    now = timezone.now()
    source = panel.sources.get()
    items.upsert(
        source,
        [
            ItemData(uid=title, title=title, published_at=now - timedelta(hours=n), **more)
            for n, title in enumerate(titles)
        ],
        now,
    )
    return source


def found(user, asked):
    return {group.name: [hit.title for hit in group.hits] for group in selectors.search(user, "en", asked)}


def test_search_finds_what_was_saved_elsewhere(ada):
    SavedLink.objects.create(user=ada, url="https://far.example/quince", title="Of fruit")
    SavedLink.objects.create(user=ada, url="https://far.example/2", title="Quince, removed", removed_at=timezone.now())
    SavedLink.objects.create(
        user=User.objects.create_user("eve@example.org"), url="https://far.example/3", title="Quince"
    )
    assert found(ada, "quince") == {"saved": ["Of fruit"]}


def test_search_finds_each_kind_of_thing(ada, home):
    put(ada, home, "notes", {"text": "Buy quince jam\nand bread"}, title="Shopping")
    put(ada, home, "bookmarks", {"links": "# Food\nQuince recipes | https://food.example.org/q"}, title="Links")
    feed = put(ada, home, "feed", {"url": "https://quince.example.org/feed"})
    stories(feed, "The quince of the day", "Nothing else")
    kept = Item.objects.create(source=Source.objects.create(kind="feed", key="x"), uid="1", title="Quince, kept")
    fulltext.index([kept])
    SavedItem.objects.create(user=ada, item=kept)
    pages.create_page(user=ada, title="Quinces")
    CatalogueEntry.objects.create(
        slug="q", kind="feed", settings={"url": "https://q.org"}, title="Quince Weekly", category="food"
    )
    assert found(ada, "quince") == {
        "pages": ["Quinces"],
        "panels": ["Feed"],
        "notes": ["Shopping"],
        "bookmarks": ["Quince recipes"],
        "saved": ["Quince, kept"],
        "items": ["The quince of the day"],
        "catalogue": ["Quince Weekly"],
    }


@pytest.mark.parametrize("asked", ["MÉTÉO", "meteo", "Météo", "me\u0301te\u0301o", "  meteo  paris "])
def test_search_minds_neither_case_nor_accents(ada, home, asked):
    stories(put(ada, home, "feed", {"url": "https://a.example.org/"}), "La Météo à PARIS", "МЕТЕО")
    assert found(ada, asked)["items"] == ["La Météo à PARIS"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("ПОГОДА", "погода"),
        ("Ὀδυσσεύς", "οδυσσευς"),
        ("天気予報", "天気"),
        ("今日の天気予報", "天気"),
        ("한국어 날씨", "날"),
        ("हिन्दी समाचार", "समाचार"),
        ("สวัสดีชาวโลก", "ชาว"),
        ("الطقس اليوم", "اليوم"),
        ("ﬁne Åse", "fine ase"),
        ("C++ and node.js", "node.js"),
        ("L'eau, été 2026", "l'eau 2026"),
        ("100% _x_", "100% _x"),
    ],
)
def test_search_in_other_scripts(ada, home, written, asked):
    stories(put(ada, home, "feed", {"url": "https://a.example.org/"}), written, "100 yyy")
    assert found(ada, asked)["items"] == [written]


def test_search_wants_all_the_words(ada, home):
    stories(put(ada, home, "feed", {"url": "https://a.example.org/"}), "Red apple", "Green apple")
    assert found(ada, "apple green")["items"] == ["Green apple"]
    assert found(ada, "apple blue") == {}


def test_search_shows_the_place_and_the_words_around(ada, home):
    panel = put(ada, home, "notes", {"text": "x " * 100 + "the needle is here " + "y " * 100}, title="Hay")
    (group,) = selectors.search(ada, "en", "needle")
    (hit,) = group.hits
    assert hit.address == f"/#panel-{panel.pk}"
    assert hit.where == "Übersicht"
    assert "the needle is here" in hit.excerpt
    assert len(hit.excerpt) < 100


def test_search_shows_the_place_in_the_story_where_the_summary_has_none(ada, home):
    feed = put(ada, home, "feed", {"url": "https://news.example.org/feed"})
    stories(feed, "A hedge", summary="On hedges.", content=f"<p>{'Much else. ' * 40}Then a needle was found.</p>")
    (hit,) = next(group.hits for group in selectors.search(ada, "en", "needle") if group.name == "items")
    assert "a needle was found" in hit.excerpt


def test_search_never_finds_another_persons_things(ada, home):
    eve = User.objects.create_user("eve@example.org")
    hers = pages.create_page(user=eve, title="Secret page").page
    put(eve, hers, "notes", {"text": "secret note"}, title="Secret")
    put(eve, hers, "bookmarks", {"links": "Secret link | https://secret.example.org"})
    source = stories(put(eve, hers, "feed", {"url": "https://secret.example.org/feed?token=1"}), "Secret story")
    SavedItem.objects.create(user=eve, item=source.items.get())
    assert found(ada, "secret") == {}
    assert found(None, "secret") == {}
    assert set(found(eve, "secret")) == {"pages", "panels", "notes", "bookmarks", "saved", "items"}


def test_search_finds_nothing_that_is_removed(ada, home):
    panel = put(ada, home, "feed", {"url": "https://a.example.org/"}, title="Gone")
    stories(panel, "Gone story")
    pages.remove_panel(user=ada, panel_id=panel.pk)
    other = pages.create_page(user=ada, title="Gone page").page
    put(ada, other, "notes", {"text": "gone"})
    pages.remove_page(user=ada, page_id=other.pk)
    assert found(ada, "gone") == {}


def test_search_finds_only_live_stories(ada, home):
    source = stories(put(ada, home, "feed", {"url": "https://a.example.org/"}), "Old apple", "New apple")
    source.items.filter(title="Old apple").update(is_live=False)
    assert found(ada, "apple")["items"] == ["New apple"]


def test_search_of_a_visitor_looks_through_the_starter_page():
    page = Page.objects.create(title="Start", slug="home", is_home=True, language="en")
    section = page.sections.create()
    section.panels.create(kind="notes", settings={"text": "a welcome"}, title="Hello")
    assert found(None, "welcome") == {"notes": ["Hello"]}


@pytest.mark.parametrize("number", [1, 30])
def test_search_takes_as_many_queries_for_many_panels_as_for_one(ada, home, number, django_assert_max_num_queries):
    for _each in range(number):
        desk.add(ada, home, "apple")
    with django_assert_max_num_queries(8):
        selectors.search(ada, "en", "apple")


@pytest.mark.parametrize("asked", ["%", "_", "\\", "'", '"; DROP', "a" * 500, "🙂", "(", "x " * 100])
def test_search_bears_any_words(ada, home, asked):
    client = Client()
    client.force_login(ada)
    assert client.get("/search/", {"q": asked}).status_code == 200
    assert client.get("/search/jump/", {"q": asked, "page": asked}).status_code == 200


def test_search_over_the_api(ada, home):
    put(ada, home, "notes", {"text": "Buy jam"}, title="Shopping")
    client = Client()
    client.force_login(ada)
    (group,) = client.get("/api/v1/search/", {"q": "JAM"}).json()
    assert (group["name"], [hit["title"] for hit in group["hits"]]) == ("notes", ["Shopping"])


def jumps(user, asked="", page=""):
    return {group.name: [hit.title for hit in group.hits] for group in selectors.jump(user, "en", asked, page)}


def test_jump_offers_pages_and_actions_at_first(ada, home):
    offered = jumps(ada)
    assert offered["pages"] == ["Übersicht"]
    assert {"Add to this page", "New page", "Import", "Keyboard shortcuts"} <= set(offered["actions"])
    assert "Sign in" not in offered["actions"]
    assert "Studio" not in offered["actions"]


def test_jump_finds_actions_and_settings_by_other_words(ada, home):
    assert jumps(ada, "edit", home.slug)["actions"] == ["Arrange this page"]
    assert jumps(ada, "time zone")["settings"] == ["Time zone"]
    assert jumps(ada, "uber")["pages"] == ["Übersicht"]
    assert jumps(None, "sign")["actions"] == ["Sign in"]


def test_search_looks_through_so_much_and_no_more(ada, home, monkeypatch):
    """The palette asks while one types: nobody's thousand notes may hold up everybody's pages."""
    monkeypatch.setattr(selectors, "TEXT_AT_MOST", 100)
    for number in range(4):
        desk.add(ada, home, f"quince {number} " + "x" * 40)
    assert len(selectors.read_desk(ada, "en").panels) == 2
