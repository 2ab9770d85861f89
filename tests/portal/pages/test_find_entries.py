"""Finding something in the catalogue."""

import pytest

from portal.errors import NotFound
from portal.pages import catalogue
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
    assert slugs(catalogue.search("world zeit")) == []


def test_find_entries_by_category_and_language():
    assert slugs(catalogue.search(category="news")) == ["bbc", "zeit"]
    assert slugs(catalogue.search(language="de")) == ["zeit", "clock"]


def test_find_entries_categories_with_what_they_hold():
    assert catalogue.categories() == {"news": 2, "tools": 1}


def test_find_entry_that_is_retired_is_not_found():
    with pytest.raises(NotFound):
        catalogue.entry("old")
