"""The standard catalogue is sound, loads once, and respects what somebody has changed."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from portal.catalogue import loading
from portal.catalogue.loading import load_catalogue, read_entries
from portal.catalogue.vocabulary import CATEGORIES, TOPICS
from widgets import configuration, registry
from widgets.models import CatalogueEntry

ENTRIES = list(read_entries())


def test_every_entry_has_settings_that_its_kind_accepts():
    for entry in ENTRIES:
        stored = configuration.validate(registry.get(entry.kind), entry.settings)
        assert set(entry.settings) <= set(stored), f"{entry.slug} names a setting that its kind does not know"


def test_every_entry_is_filed_under_known_words():
    icons = set((settings.BASE_DIR / "static/icons/names.txt").read_text().split())
    for entry in ENTRIES:
        assert entry.category in CATEGORIES, entry.slug
        assert set(entry.topics) <= TOPICS, entry.slug
        assert entry.icon in icons, (entry.slug, entry.icon)
        assert entry.description.strip(), entry.slug
    assert {category.icon for category in CATEGORIES.values()} <= icons


def test_no_two_entries_share_a_slug_or_an_address():
    assert max(Counter(entry.slug for entry in ENTRIES).values()) == 1
    assert max(Counter(entry.settings["url"] for entry in ENTRIES if entry.kind == "feed").values()) == 1


def test_there_is_something_for_everybody():
    feeds = [entry for entry in ENTRIES if entry.kind == "feed"]
    languages = Counter(entry.language for entry in feeds)
    assert len(feeds) >= 80
    assert {"en", "de", "fr", "es", "zh", "ar"} <= set(languages)
    assert all(urlsplit(entry.settings["url"]).scheme == "https" for entry in feeds)
    kinds = {entry.kind for entry in ENTRIES}
    assert kinds >= {"feed", "headlines", "weather", "quotes", "calendar", "bookmarks", "notes", "clock", "search"}


@pytest.mark.django_db
def test_load_twice_changes_nothing():
    assert load_catalogue().added == len(ENTRIES)
    again = load_catalogue()
    assert (again.added, again.updated, again.retired, again.kept) == (0, 0, 0, 0)
    assert CatalogueEntry.objects.count() == len(ENTRIES)


@pytest.mark.django_db
def test_load_keeps_what_an_editor_changed_and_what_they_added():
    load_catalogue()
    CatalogueEntry.objects.filter(slug="bbc-news").update(title="The Beeb")
    CatalogueEntry.objects.create(slug="our-intranet", kind="feed", title="Intranet", category="news")
    loaded = load_catalogue()
    assert (loaded.updated, loaded.retired, loaded.kept) == (0, 0, 1)
    assert CatalogueEntry.objects.get(slug="bbc-news").title == "The Beeb"
    assert not CatalogueEntry.objects.get(slug="our-intranet").is_retired


@pytest.mark.django_db
def test_load_does_not_take_over_an_entry_that_somebody_made_under_the_same_name():
    CatalogueEntry.objects.create(slug="bbc-news", kind="feed", title="Ours", category="news")
    assert load_catalogue().kept == 1
    assert CatalogueEntry.objects.get(slug="bbc-news").title == "Ours"


@pytest.mark.django_db
def test_load_brings_an_untouched_entry_up_to_date(monkeypatch):
    load_catalogue()
    newer = {entry.slug: entry for entry in read_entries()}
    newer["nature"].title = "Nature, weekly"
    newer["nature"].standard_hash = newer["nature"].hash()
    monkeypatch.setattr(loading, "read_entries", lambda: iter(newer.values()))
    assert load_catalogue().updated == 1
    assert CatalogueEntry.objects.get(slug="nature").title == "Nature, weekly"


@pytest.mark.django_db
def test_load_retires_what_the_files_no_longer_have(monkeypatch):
    load_catalogue()
    fewer = [entry for entry in read_entries() if entry.slug != "nature"]
    monkeypatch.setattr(loading, "read_entries", lambda: iter(fewer))
    assert load_catalogue().retired == 1
    assert CatalogueEntry.objects.get(slug="nature").is_retired
    assert load_catalogue().retired == 0
