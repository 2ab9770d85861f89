"""The starter pages: what a visitor finds on a portal where nobody has done anything yet."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.pages import selectors
from portal.pages.models import Page, Panel
from portal.pages.starter import STARTERS, ensure_template_pages
from widgets.models import CatalogueEntry


@pytest.fixture(autouse=True)
def catalogue(db):
    call_command("catalogue", verbosity=0)


def test_start_page_shows_every_planned_panel():
    slugs = {
        panel.entry for _, plans in STARTERS.values() for plan in plans for column in plan.columns for panel in column
    }
    assert set(CatalogueEntry.objects.filter(slug__in=slugs).values_list("slug", flat=True)) == slugs - {""}
    for language, (title, plans) in STARTERS.items():
        page = selectors.shown_page(None, language=language)
        assert page.title == title
        assert len(list(page.panels())) == sum(len(column) for plan in plans for column in plan.columns)


def test_start_page_knows_what_to_poll():
    sources = Panel.objects.get(section__page__language="en", entry__slug="headlines-world").sources.all()
    assert len(sources) == 5
    assert all(source.next_fetch_at for source in sources)


def test_start_page_opens_for_a_visitor(client):
    answer = client.get("/").content.decode()
    assert "This page is yours to arrange" in answer
    assert "World headlines" in answer


def test_start_page_is_made_once():
    assert ensure_template_pages() == []
    assert Page.objects.filter(owner=None).count() == len(STARTERS)


def test_start_page_that_was_removed_stays_removed():
    Page.objects.filter(owner=None, language="en").update(removed_at=timezone.now())
    assert ensure_template_pages() == []
