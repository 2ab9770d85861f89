"""A visitor changes something and becomes a guest with a page of their own."""

import pytest
from django.contrib.auth import get_user

from portal.accounts import guests
from portal.accounts.models import User
from portal.pages import selectors, services
from portal.pages.models import Page, Panel
from tests.portal.accounts.visits import first_change
from tests.portal.pages import desk
from widgets.base import SourceSpec
from widgets.sources import ensure

pytestmark = pytest.mark.django_db


def test_become_guest_with_a_copy_of_the_template(template):
    guest, request = first_change()
    shown = selectors.shown_page(guest)
    assert guest.is_guest
    assert get_user(request) == guest
    assert not shown.is_template
    assert (shown.title, shown.slug, shown.version) == ("Home", "home", 7)
    assert desk.titles(Page.objects.get(owner=guest)) == [[["news", "weather"], [], []]]


def test_become_guest_copies_sources_too(template):
    source = ensure(SourceSpec("feed", {"url": "https://example.org/feed"}))
    desk.panel("news").sources.add(source)
    guest, _request = first_change()
    sources = [panel.sources for panel in selectors.shown_page(guest).panels()]
    assert [[row.id for row in rows] for rows in sources] == [[source.pk], []]


def test_become_guest_form_drawn_for_the_template_changes_the_copy(template):
    on_template = desk.panel("weather")
    guest, _request = first_change()
    change = services.move_panel(
        user=guest, panel_id=on_template.pk, version=7, section_id=on_template.section_id, column=2
    )
    assert change.page.owner == guest
    assert desk.titles(change.page) == [[["news"], [], ["weather"]]]
    assert desk.titles(template) == [[["news", "weather"], [], []]]
    assert desk.version(template) == 7


def test_become_guest_pages_and_sections_of_the_template_are_found_too(template):
    section = template.sections.get()
    guest, _request = first_change()
    services.update_section(user=guest, section_id=section.pk, title="Morning")
    change = services.update_page(user=guest, page_id=template.pk, title="Mine")
    template.refresh_from_db()
    section.refresh_from_db()
    assert (change.page.owner, change.page.title, template.title, section.title) == (guest, "Mine", "Home", "")


def test_become_guest_twice_is_the_same_person(template):
    guest, request = first_change()
    request.user = guest
    assert guests.ensure_person(request) == guest
    assert User.objects.count() == 1
    assert Page.objects.filter(owner=guest).count() == 1


def test_become_guest_keeps_the_csrf_token_of_the_open_page(template):
    _guest, request = first_change(csrf_secret="s" * 32)
    assert request.META["CSRF_COOKIE"] == "s" * 32


def test_become_guest_without_any_template_has_an_empty_page():
    guest, _request = first_change()
    assert [section.columns for section in selectors.shown_page(guest).sections] == [[[], [], []]]


def test_ensure_person_gives_an_account_without_pages_its_copy(template, ada, rf):
    request = rf.post("/")
    request.user = ada
    assert guests.ensure_person(request) == ada
    assert Panel.objects.filter(section__page__owner=ada).count() == 2
