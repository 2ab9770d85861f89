"""Undo takes back the last change, whatever it was; undone again, it is made again."""

import pytest

from portal.errors import NotFound, Refused, StaleVersion
from portal.pages import services
from portal.pages.models import Page, Panel, Section
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


def undo(user, page):
    return services.undo(user=user, page_id=page.pk)


CHANGES = {
    "add": lambda ada, page: desk.add(ada, page, "new"),
    "move": lambda ada, page: services.move_panel(user=ada, panel_id=desk.panel("a").pk, column=2),
    "remove": lambda ada, page: services.remove_panel(user=ada, panel_id=desk.panel("a").pk),
    "settings": lambda ada, page: services.update_panel(
        user=ada, panel_id=desk.panel("a").pk, settings={"text": "new"}, title="A", colour="blue", collapsed=True
    ),
    "title": lambda ada, page: services.update_page(user=ada, page_id=page.pk, title="New", icon="sun", colour="blue"),
    "section": lambda ada, page: services.add_section(user=ada, page_id=page.pk, title="More"),
    "columns": lambda ada, page: services.update_section(user=ada, section_id=page.sections.get().pk, layout="1"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_takes_back_and_again_makes_it(ada, page, abc, name):
    before = services.update_page(user=ada, page_id=page.pk).revision.layout
    after = CHANGES[name](ada, page).revision.layout
    assert before != after
    assert undo(ada, page).revision.layout == before
    assert undo(ada, page).revision.layout == after
    assert undo(ada, page).revision.layout == before


def test_undo_of_a_removed_section_puts_its_panels_back(ada, page, abc):
    services.add_section(user=ada, page_id=page.pk, layout="2", title="Below")
    below = Section.objects.get(title="Below")
    desk.add(ada, page, "z", column=1, section_id=below.pk)
    services.remove_section(user=ada, section_id=below.pk)
    assert desk.titles(page) == [[["a", "b"], ["c", "z"], []]]
    undo(ada, page)
    assert desk.titles(page) == [[["a", "b"], ["c"], []], [[], ["z"]]]
    undo(ada, page)
    assert desk.titles(page) == [[["a", "b"], ["c", "z"], []]]


def test_undo_is_a_change_like_any_other(ada, page, abc):
    change = undo(ada, page)
    assert (change.page.version, change.revision.verb) == (5, "undo")
    with pytest.raises(StaleVersion):
        services.undo(user=ada, page_id=page.pk, version=4)


def test_undo_of_sending_brings_the_panel_back_from_the_other_page(ada, page, abc):
    other = services.create_page(user=ada, title="Other").page
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    undo(ada, page)
    assert (desk.titles(page), desk.titles(other)) == ([[["a", "b"], ["c"], []]], [[[], [], []]])
    undo(ada, page)
    assert (desk.titles(page), desk.titles(other)) == ([[["b"], ["c"], []]], [[["a"], [], []]])


def test_undo_of_receiving_sends_the_panel_back(ada, page, abc):
    other = services.create_page(user=ada, title="Other").page
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    undo(ada, other)
    assert desk.titles(other) == [[[], [], []]]
    assert sorted(panel.title for panel in Panel.objects.filter(section__page=page, removed_at=None)) == ["a", "b", "c"]


def test_undo_without_a_change_is_refused(ada, page):
    with pytest.raises(Refused):
        undo(ada, page)


def test_undo_on_another_persons_page_is_not_found(eve, page, abc):
    with pytest.raises(NotFound):
        undo(eve, page)


def test_undo_works_on_pages_that_came_without_history(ada):
    page = Page.objects.create(owner=ada, title="Made by hand", slug="hand", is_home=True, version=9)
    section = Section.objects.create(page=page)
    Panel.objects.create(section=section, kind="clock", title="a")
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    undo(ada, page)
    assert desk.titles(page) == [[["a"], [], []]]
