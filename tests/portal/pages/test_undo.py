"""Undo goes back change by change, redo forward again; a new change after an undo leaves nothing to redo."""

import pytest

from portal.errors import NotFound, Refused, StaleVersion
from portal.pages import services
from portal.pages.models import Page, Panel, Section
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


def undo(user, page):
    return services.undo(user=user, page_id=page.pk)


def redo(user, page):
    return services.redo(user=user, page_id=page.pk)


def look(user, page):
    """The layout as history knows it; a change that changes nothing writes nothing."""
    return services.update_page(user=user, page_id=page.pk).revision.layout


CHANGES = {
    "add": lambda ada, page: desk.add(ada, page, "new"),
    "move": lambda ada, page: services.move_panel(user=ada, panel_id=desk.panel("a").pk, column=2),
    "shift": lambda ada, page: services.shift_panel(user=ada, panel_id=desk.panel("a").pk, direction="down"),
    "remove": lambda ada, page: services.remove_panel(user=ada, panel_id=desk.panel("a").pk),
    "settings": lambda ada, page: services.update_panel(
        user=ada, panel_id=desk.panel("a").pk, settings={"text": "new"}, colour="blue", collapsed=True
    ),
    "heading": lambda ada, page: services.update_panel(user=ada, panel_id=desk.panel("b").pk, title="B"),
    "title": lambda ada, page: services.update_page(user=ada, page_id=page.pk, title="New", icon="sun", colour="blue"),
    "section": lambda ada, page: services.add_section(user=ada, page_id=page.pk, title="More"),
    "section's title": lambda ada, page: services.update_section(
        user=ada, section_id=page.sections.first().pk, title="First", collapsed=True
    ),
    "columns": lambda ada, page: services.update_section(user=ada, section_id=page.sections.first().pk, layout="1"),
    "order of sections": lambda ada, page: services.move_section(
        user=ada, section_id=services.add_section(user=ada, page_id=page.pk).page.sections.last().pk, position=0
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_takes_back_and_redo_makes_it_again(ada, page, abc, name):
    before = look(ada, page)
    after = CHANGES[name](ada, page).revision.layout
    assert before != after
    steps = 2 if name == "order of sections" else 1
    for _step in range(steps):
        undo(ada, page)
    assert look(ada, page) == before
    for _step in range(steps):
        redo(ada, page)
    assert look(ada, page) == after


def test_undo_all_steps_back_and_redo_all_forward(ada, page, abc):
    seen = [look(ada, page)]
    for name in ("move", "settings", "remove", "title", "section", "columns", "add", "heading"):
        seen.append(CHANGES[name](ada, page).revision.layout)
    for layout in reversed(seen[:-1]):
        assert undo(ada, page).revision.layout == layout
    for layout in seen[1:]:
        assert redo(ada, page).revision.layout == layout
    with pytest.raises(Refused):
        redo(ada, page)


def test_undo_back_to_the_beginning_then_refuses(ada, page, abc):
    for _panel in abc:
        undo(ada, page)
    assert desk.titles(page) == [[[], [], []]]
    with pytest.raises(Refused):
        undo(ada, page)
    assert Panel.objects.filter(section__page=page).exclude(removed_at=None).count() == 3


def test_a_new_change_after_an_undo_leaves_nothing_to_redo(ada, page, abc):
    CHANGES["move"](ada, page)
    undo(ada, page)
    CHANGES["title"](ada, page)
    with pytest.raises(Refused):
        redo(ada, page)
    assert undo(ada, page).page.title == "Home"
    assert redo(ada, page).page.title == "New"
    assert page.revisions.filter(verb="move_panel").count() == 1


def test_undo_is_a_change_with_a_version_of_its_own(ada, page, abc):
    change = undo(ada, page)
    assert (change.page.version, change.revision.verb) == (5, "undo")
    for again in (services.undo, services.redo):
        with pytest.raises(StaleVersion):
            again(user=ada, page_id=page.pk, version=4)


def test_undo_of_a_removed_section_puts_its_panels_back(ada, page, abc):
    services.add_section(user=ada, page_id=page.pk, layout="2", title="Below")
    below = Section.objects.get(title="Below")
    desk.add(ada, page, "z", column=1, section_id=below.pk)
    services.remove_section(user=ada, section_id=below.pk)
    assert desk.titles(page) == [[["a", "b"], ["c", "z"], []]]
    undo(ada, page)
    assert desk.titles(page) == [[["a", "b"], ["c"], []], [[], ["z"]]]
    redo(ada, page)
    assert desk.titles(page) == [[["a", "b"], ["c", "z"], []]]


def test_put_back_what_was_removed_last_is_undo(ada, page, abc):
    a = desk.panel("a")
    services.remove_panel(user=ada, panel_id=a.pk)
    assert services.restore_panel(user=ada, panel_id=a.pk).revision.verb == "undo"
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
    redo(ada, page)
    assert desk.titles(page) == [[["b"], ["c"], []]]


# --- Two pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def other(ada, page, abc) -> Page:
    """With z on it; a has gone there from the first column of the first page."""
    other = services.create_page(user=ada, title="Other").page
    desk.add(ada, other, "z", column=2)
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    return other


HERE, THERE = [[["a", "b"], ["c"], []]], [[[], [], ["z"]]]
GONE, CAME = [[["b"], ["c"], []]], [[["a"], [], ["z"]]]


def test_undo_of_sending_brings_the_panel_back_from_the_other_page(ada, page, other):
    assert (desk.titles(page), desk.titles(other)) == (GONE, CAME)
    undo(ada, page)
    assert (desk.titles(page), desk.titles(other)) == (HERE, THERE)
    redo(ada, page)
    assert (desk.titles(page), desk.titles(other)) == (GONE, CAME)


def test_undo_of_receiving_sends_the_panel_back_to_where_it_was(ada, page, other):
    undo(ada, other)
    assert (desk.titles(page), desk.titles(other)) == (HERE, THERE)
    redo(ada, other)
    assert (desk.titles(page), desk.titles(other)) == (GONE, CAME)


def test_undo_of_sending_after_other_changes_on_both_pages(ada, page, other):
    desk.add(ada, other, "y", column=0)
    services.move_panel(user=ada, panel_id=desk.panel("b").pk, column=2)
    undo(ada, page)
    undo(ada, page)
    assert (desk.titles(page), desk.titles(other)) == (HERE, [[["y"], [], ["z"]]])
    redo(ada, page)
    redo(ada, page)
    assert desk.titles(page) == [[[], ["c"], ["b"]]]
    assert sorted(panel for column in desk.titles(other)[0] for panel in column) == ["a", "y", "z"]


def test_undo_of_sending_finds_the_panel_on_a_third_page(ada, page, other):
    third = services.create_page(user=ada, title="Third").page
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=third.pk)
    undo(ada, page)
    assert (desk.titles(page), desk.titles(other), desk.titles(third)) == (HERE, THERE, [[[], [], []]])


def test_undo_of_sending_finds_the_panel_on_a_removed_page(ada, page, other):
    services.remove_page(user=ada, page_id=other.pk)
    undo(ada, page)
    assert desk.titles(page) == HERE
    redo(ada, page)
    assert desk.titles(page) == GONE
    assert desk.panel("a").removed_at, "with nowhere to go it waits in the trash"


def test_undo_of_choosing_another_home_gives_it_back(ada, page, other):
    services.update_page(user=ada, page_id=other.pk, is_home=True)
    undo(ada, other)
    assert list(Page.objects.filter(is_home=True)) == [page]
    redo(ada, other)
    assert list(Page.objects.filter(is_home=True)) == [other]
    undo(ada, page)
    assert list(Page.objects.filter(is_home=True)) == [page]


# --- Refusals and old pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [undo, redo])
def test_undo_and_redo_without_a_change_are_refused(ada, page, verb):
    with pytest.raises(Refused):
        verb(ada, page)


@pytest.mark.parametrize("verb", [undo, redo])
def test_undo_and_redo_on_another_persons_page_are_not_found(eve, page, abc, verb):
    with pytest.raises(NotFound):
        verb(eve, page)


def test_undo_works_on_pages_that_came_without_history(ada):
    page = Page.objects.create(owner=ada, title="Made by hand", slug="hand", is_home=True, version=9)
    section = Section.objects.create(page=page)
    Panel.objects.create(section=section, kind="clock", title="a")
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    undo(ada, page)
    assert desk.titles(page) == [[["a"], [], []]]
