"""What the catalogue names and what starter pages show is public; nothing else becomes so by itself."""

import pytest

from portal.catalogue.loading import load_catalogue
from portal.pages.models import Page, Panel, Section
from portal.pages.starter import ensure_template_pages
from portal.publishing import services as publishing
from widgets import offers, sources
from widgets.base import SourceSpec
from widgets.models import CatalogueEntry, Source

pytestmark = pytest.mark.django_db


def is_public(source: Source) -> bool:
    source.refresh_from_db()
    return source.is_public


def test_load_catalogue_opens_what_it_names_and_only_that():
    load_catalogue()
    entry = CatalogueEntry.objects.filter(kind="headlines").first()
    [named, *_] = [sources.ensure(spec) for spec in offers.specs_of(entry)]
    private = sources.ensure(SourceSpec("feed", {"url": "https://mail.example.org/?token=s3cret"}))
    assert [is_public(named), is_public(private)] == [False, False]
    load_catalogue()
    assert [is_public(named), is_public(private)] == [True, False]


def test_starter_pages_are_public_also_what_an_operator_put_there():
    load_catalogue()
    ensure_template_pages()
    shown = Source.objects.filter(panels__section__page__owner__isnull=True, panels__isnull=False)
    assert shown.exists()
    assert not shown.filter(is_public=False).exists()
    own = sources.ensure(SourceSpec("feed", {"url": "https://house.example.org/feed"}))
    unplaced = sources.ensure(SourceSpec("feed", {"url": "https://nobody.example.org/feed"}))
    page = Page.objects.filter(owner=None).first()
    Panel.objects.create(section=Section.objects.create(page=page), kind="feed").sources.add(own)
    ensure_template_pages()
    assert [is_public(own), is_public(unplaced)] == [True, False]


def test_entry_that_asks_for_settings_names_nothing():
    entry = CatalogueEntry(slug="any-feed", kind="feed", settings={}, title="Any feed", category="news")
    unknown = CatalogueEntry(slug="gone", kind="no-such-kind", settings={}, title="Gone", category="news")
    assert offers.specs_of(entry) == offers.specs_of(unknown) == []


def test_channel_is_public_until_it_is_closed():
    channel = publishing.create_channel(slug="city", title="City")
    assert is_public(channel.source)
    publishing.close_channel(channel=channel)
    assert not is_public(channel.source)
