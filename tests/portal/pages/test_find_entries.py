"""Finding something in the catalogue."""

import html
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages import browsing, catalogue, services
from portal.pages.models import Panel
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    for slug, title, category, language, more in [
        ("bbc", "BBC World", "news", "en", {"is_featured": True}),
        ("zeit", "Zeit Online", "news", "de", {"added_count": 9}),
        ("clock", "Clock", "tools", "", {"description": "Time around the world"}),
        ("old", "Old World News", "news", "en", {"is_retired": True}),
    ]:
        CatalogueEntry.objects.create(slug=slug, kind="feed", title=title, category=category, language=language, **more)


def slugs(entries) -> list[str]:
    return [entry.slug for entry in entries]


def test_find_entries_with_all_the_words():
    assert slugs(catalogue.search("WORLD")) == ["bbc", "clock"]
    assert slugs(catalogue.search("world bbc")) == ["bbc"]
    assert slugs(catalogue.search("world quux")) == []


def test_find_entries_although_misspelled():
    assert slugs(catalogue.search("wrold")) == ["bbc"]
    assert slugs(catalogue.search("cluck")) == ["clock"]
    assert slugs(catalogue.search("xylophone")) == []
    assert slugs(catalogue.search("onlnie")) == ["zeit"]


def test_find_entries_by_other_words_for_them():
    CatalogueEntry.objects.create(slug="kitchen", kind="feed", title="Soup", category="food", topics=["baking"])
    assert slugs(catalogue.search("rezepte")) == ["kitchen"]
    assert slugs(catalogue.search("baking")) == ["kitchen"]
    assert slugs(catalogue.search("german")) == slugs(catalogue.search("deutsch")) == ["zeit"]


def test_find_entries_while_a_word_is_still_being_typed_without_accents_and_signs():
    CatalogueEntry.objects.create(slug="meteo", kind="feed", title="Météo-France", category="daily")
    for typed in ("m", "mete", "METEO f", "météo-f"):
        assert slugs(catalogue.search(typed))[0] == "meteo"
    assert slugs(catalogue.search("!!!")) == []
    CatalogueEntry.objects.create(slug="tianqi", kind="feed", title="天气预报", category="daily")
    assert slugs(catalogue.search("预报")) == ["tianqi"]


def test_find_entries_with_the_title_before_those_that_only_speak_of_it():
    CatalogueEntry.objects.create(slug="talk", kind="feed", title="Talk", description="About clocks", category="tools")
    assert slugs(catalogue.search("clock")) == ["clock", "talk"]


def test_find_what_is_popular_without_guests_of_the_day(ada, eve):
    bbc = CatalogueEntry.objects.get(slug="bbc")
    guest = User.objects.create_guest()
    for user in (ada, eve, guest):
        home = services.create_page(user=user, title="Home").page
        for _twice in range(2):
            services.add_panel(user=user, page_id=home.pk, kind="notes", entry=bbc)
    assert catalogue.popular() == {bbc.pk: 2}
    cache.clear()
    User.objects.filter(pk=guest.pk).update(date_joined=timezone.now() - timedelta(days=2))
    assert catalogue.popular() == {bbc.pk: 3}
    cache.clear()
    services.remove_page(user=eve, page_id=services.create_page(user=eve, title="Other").page.pk)
    services.remove_panel(user=eve, panel_id=Panel.objects.filter(section__page__owner=eve).first().pk)
    assert catalogue.popular() == {bbc.pk: 3}, "the second one of hers still stands"


def test_find_what_is_new_but_not_all_that_came_with_the_installation():
    assert list(catalogue.new()) == []
    CatalogueEntry.objects.update(created_at=timezone.now() - timedelta(days=90))
    CatalogueEntry.objects.create(slug="late", kind="clock", title="Late", category="tools")
    assert slugs(catalogue.new()) == ["late"]


def test_find_entries_by_category_and_language():
    assert slugs(catalogue.search(category="news")) == ["bbc", "zeit"]
    assert slugs(catalogue.search(language="de")) == ["zeit", "clock"]


def test_find_entries_categories_with_what_they_hold():
    assert catalogue.categories() == {"news": 2, "tools": 1}


def test_find_entry_that_is_retired_is_not_found():
    with pytest.raises(NotFound):
        catalogue.entry("old")


@pytest.mark.parametrize(
    ("words", "is_address"),
    [
        ("https://news.example.org/feed?a=b", True),
        ("news.example.org", True),
        ("bücher.example/neu", True),
        ("feed://news.example.org", True),
        ("https://news.example.org/" + "x" * 200, True),
        ("BBC World", False),
        ("St. Pauli", False),
        ("3.14", False),
    ],
)
def test_find_what_an_address_leads_to_where_words_are_searched_for(client, words, is_address):
    body = html.unescape(client.get("/add/", {"q": words}).content.decode())
    assert (f'name="url" value="{words}"' in body) == is_address
    assert not (is_address and "Nothing here by that name" in body)


def test_most_kinds_wait_behind_a_fold_until_one_searches(client):
    shown, folded = client.get("/add/").content.decode().split('<details class="more-kinds">')
    assert shown.count('class="kind"') == browsing.KINDS_SHOWN
    assert "/add/kinds/weather/" in shown  # what is for every day comes first
    assert "/add/kinds/word/" in folded
    assert "more-kinds" not in client.get("/add/?q=weather").content.decode()
