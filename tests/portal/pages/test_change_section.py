"""Sections: their layout may change, and they may go, but their panels stay."""

import pytest

from portal.errors import InvalidSettings, NotFound, Refused, TooMany
from portal.pages import services
from portal.pages.models import Section
from portal.pages.services import sections
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(page) -> Section:
    return page.sections.get()


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("1", [["a", "b", "c"]]),
        ("2", [["a", "b"], ["c"]]),
        ("wide-left", [["a", "b"], ["c"]]),
        ("4", [["a", "b"], ["c"], [], []]),
    ],
)
def test_update_section_layout_moves_panels_to_the_last_column_left(ada, page, abc, section, layout, expected):
    services.update_section(user=ada, section_id=section.pk, layout=layout)
    assert desk.titles(page) == [expected]


def test_update_section_with_an_unknown_layout_is_refused(ada, page, section):
    with pytest.raises(InvalidSettings):
        services.update_section(user=ada, section_id=section.pk, layout="7")


def test_update_section_title_and_fold(ada, page, section):
    services.update_section(user=ada, section_id=section.pk, title="News", collapsed=True)
    section.refresh_from_db()
    assert (section.title, section.collapsed, section.layout) == ("News", True, "3")


def test_add_section_above_and_move_it_below(ada, page, section):
    services.add_section(user=ada, page_id=page.pk, layout="1", title="Strip", position=0)
    strip = Section.objects.get(title="Strip")
    assert list(page.sections.values_list("title", flat=True)) == ["Strip", ""]
    services.move_section(user=ada, section_id=strip.pk, position=5)
    assert list(page.sections.values_list("title", flat=True)) == ["", "Strip"]


def test_add_section_beyond_the_cap_is_refused(ada, page, monkeypatch):
    monkeypatch.setattr(sections, "MAX_SECTIONS", 1)
    with pytest.raises(TooMany):
        services.add_section(user=ada, page_id=page.pk)


def test_remove_section_first_moves_its_panels_below(ada, page, abc, section):
    services.add_section(user=ada, page_id=page.pk, layout="2")
    services.remove_section(user=ada, section_id=section.pk)
    assert desk.titles(page) == [[["a", "b"], ["c"]]]


def test_remove_section_last_is_refused(ada, page, section):
    with pytest.raises(Refused):
        services.remove_section(user=ada, section_id=section.pk)


def test_change_section_of_another_person_is_not_found(eve, page, section):
    for change in (
        lambda: services.update_section(user=eve, section_id=section.pk, title="x"),
        lambda: services.move_section(user=eve, section_id=section.pk, position=0),
        lambda: services.remove_section(user=eve, section_id=section.pk),
        lambda: services.add_section(user=eve, page_id=page.pk),
    ):
        with pytest.raises(NotFound):
            change()
