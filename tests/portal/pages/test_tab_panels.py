"""Panels that share a place as tabs: in, out, moved, removed, undone; and drawn for everybody."""

import pytest

from portal.errors import NotFound, Refused, TooMany
from portal.pages import selectors, services
from portal.pages.layout import MAX_TABS, tab_runs
from portal.pages.models import Panel
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def panels(abc):
    """By title: a and b stand in the first column, c in the second."""
    return {change.panel.title: change.panel for change in abc}


def places(page):
    """Column by column; what shares a place is joined by a plus sign."""
    section = selectors.shown_sections(page.pk)[0]
    return [["+".join(panel.title for panel in run) for run in tab_runs(column)] for column in section.columns]


def tab(ada, panels, title, into):
    return services.tab_panel(user=ada, panel_id=panels[title].pk, into=panels[into].pk)


def test_tab_puts_a_panel_beside_another(ada, page, panels):
    tab(ada, panels, "c", "a")
    assert places(page) == [["a+c", "b"], [], []]
    tab(ada, panels, "b", "c")
    assert places(page) == [["a+c+b"], [], []]


def test_untab_takes_it_out_below_its_tabs(ada, page, panels):
    tab(ada, panels, "b", "a")
    tab(ada, panels, "c", "a")
    services.untab_panel(user=ada, panel_id=panels["b"].pk)
    assert places(page) == [["a+c", "b"], [], []]
    services.untab_panel(user=ada, panel_id=panels["a"].pk)
    assert places(page) == [["a", "c", "b"], [], []]
    before = desk.version(page)
    services.untab_panel(user=ada, panel_id=panels["a"].pk)
    assert desk.version(page) == before


def test_the_next_tab_becomes_the_first_when_the_first_goes(ada, page, panels):
    tab(ada, panels, "c", "b")
    services.move_panel(user=ada, panel_id=panels["b"].pk, column=2)
    assert places(page) == [["a", "c"], [], ["b"]]


@pytest.mark.parametrize("gone", ["b", "c"])
def test_a_removed_tab_takes_no_other_with_it_and_comes_back_as_it_was(ada, page, panels, gone):
    tab(ada, panels, "c", "b")
    services.remove_panel(user=ada, panel_id=panels[gone].pk)
    assert places(page) == [["a", "bc".replace(gone, "")], [], []]
    services.restore_panel(user=ada, panel_id=panels[gone].pk)
    assert places(page) == [["a", "b+c"], [], []]


def test_undo_and_redo_keep_tabs(ada, page, panels):
    tab(ada, panels, "c", "a")
    services.undo(user=ada, page_id=page.pk)
    assert places(page) == [["a", "b"], ["c"], []]
    services.redo(user=ada, page_id=page.pk)
    assert places(page) == [["a+c", "b"], [], []]


def test_moving_between_two_tabs_joins_them_and_moving_away_leaves_them(ada, page, panels):
    tab(ada, panels, "b", "a")
    services.move_panel(user=ada, panel_id=panels["c"].pk, column=0, position=1)
    assert places(page) == [["a+c+b"], [], []]
    services.shift_panel(user=ada, panel_id=panels["c"].pk, direction="right")
    assert places(page) == [["a+b"], ["c"], []]


def test_tabs_survive_fewer_columns_a_removed_section_and_a_copied_page(ada, page, panels):
    second = services.add_section(user=ada, page_id=page.pk)
    section = page.sections.last()
    services.move_panel(user=ada, panel_id=panels["c"].pk, section_id=section.pk, column=2)
    services.move_panel(user=ada, panel_id=panels["b"].pk, section_id=section.pk, column=1)
    tab(ada, panels, "b", "c")
    services.update_section(user=ada, section_id=section.pk, layout="1")
    services.remove_section(user=ada, section_id=section.pk)
    assert places(page)[0] == ["a", "c+b"]
    copy = services.duplicate_page(user=ada, page_id=second.page.pk).page
    assert places(copy)[0] == ["a", "c+b"]


def test_a_place_has_room_for_so_many_tabs(ada, page, panels):
    for number in range(MAX_TABS - 1):
        more = desk.add(ada, page, f"more {number}").panel
        services.tab_panel(user=ada, panel_id=more.pk, into=panels["a"].pk)
    with pytest.raises(TooMany):
        tab(ada, panels, "c", "a")


def test_tab_refuses_itself_and_panels_elsewhere(ada, eve, page, panels):
    with pytest.raises(Refused):
        tab(ada, panels, "a", "a")
    other = services.create_page(user=ada, title="Other").page
    elsewhere = desk.add(ada, other, "elsewhere").panel
    theirs = desk.add(eve, services.create_page(user=eve, title="Eve").page, "theirs").panel
    for into in (elsewhere.pk, theirs.pk, 2**60):
        with pytest.raises(NotFound):
            services.tab_panel(user=ada, panel_id=panels["a"].pk, into=into)


def test_forms_put_in_and_take_out(client, ada, page, panels):
    client.force_login(ada)
    asked = client.get(f"/panels/{panels['c'].pk}/tabs/").content.decode()
    assert f'name="into" value="{panels["a"].pk}"' in asked
    assert f'name="into" value="{panels["c"].pk}"' not in asked
    shown = client.post(f"/panels/{panels['c'].pk}/tab/", {"into": panels["a"].pk}, follow=True).content.decode()
    assert (
        f'href="#panel-{panels["a"].pk}" dir="auto">a</a><a href="#panel-{panels["c"].pk}" dir="auto">c</a></nav>'
        in shown
    )
    client.post(f"/panels/{panels['c'].pk}/untab/")
    assert places(page) == [["a", "c", "b"], [], []]


def test_a_script_puts_in_and_takes_out(client, ada, page, panels):
    client.force_login(ada)
    address = f"/api/v1/panels/{panels['c'].pk}"
    answer = client.post(f"{address}/tab/", {"into": panels["a"].pk}, "application/json").json()
    assert answer["panel"]["in_tabs"] is True
    assert client.post(f"{address}/untab/", {}, "application/json").json()["panel"]["in_tabs"] is False


def test_tabs_cost_no_query(client, ada, page, panels, django_assert_num_queries):
    tab(ada, panels, "c", "a")
    with django_assert_num_queries(2):
        selectors.shown_page(ada)
    assert Panel.objects.get(title="c").in_tabs
