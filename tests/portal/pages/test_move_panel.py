"""Moving a panel: it lands where it was put, everything else closes ranks, and nothing is lost."""

import pytest

from portal.errors import InvalidSettings, NotFound, StaleVersion
from portal.pages import services
from portal.pages.models import Page, PageRevision, Panel
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


def move(user, title, **where):
    return services.move_panel(user=user, panel_id=desk.panel(title).pk, **where)


def test_move_panel_to_another_column(ada, page, abc):
    change = move(ada, "b", version=4, column=1, position=0)
    assert desk.titles(page) == [[["a"], ["b", "c"], []]]
    assert (change.page.version, change.revision.version, change.revision.verb) == (5, 5, "move_panel")


def test_move_panel_within_its_column(ada, page, abc):
    move(ada, "a", column=0, position=1)
    assert desk.titles(page) == [[["b", "a"], ["c"], []]]


@pytest.mark.parametrize(("column", "position"), [(99, 99), (2, 0), (2, None)])
def test_move_panel_past_the_edge_is_the_edge(ada, page, abc, column, position):
    move(ada, "a", column=column, position=position)
    assert desk.titles(page) == [[["b"], ["c"], ["a"]]]


def test_move_panel_to_another_section(ada, page, abc):
    services.add_section(user=ada, page_id=page.pk, layout="1")
    below = page.sections.get(layout="1")
    move(ada, "c", section_id=below.pk, column=0)
    assert desk.titles(page) == [[["a", "b"], [], []], [["c"]]]


def test_move_panel_numbers_columns_without_gaps(ada, page, abc):
    move(ada, "a", column=1, position=1)
    places = [(desk.panel(title).column, desk.panel(title).position) for title in "bca"]
    assert places == [(0, 0), (1, 0), (1, 1)]


def test_move_panel_where_it_is_already_changes_nothing(ada, page, abc):
    change = move(ada, "a", column=0, position=0)
    assert change.page.version == desk.version(page) == 4
    assert change.revision.verb == "add_panel"


def test_move_panel_with_a_stale_version_says_how_the_page_is_now(ada, page, abc):
    move(ada, "a", version=4, column=2)
    with pytest.raises(StaleVersion) as refused:
        move(ada, "b", version=4, column=1)
    assert refused.value.page.version == 5
    assert desk.titles(page) == [[["b"], ["c"], ["a"]]]


def test_move_panel_of_another_person_is_not_found(eve, page, abc):
    with pytest.raises(NotFound):
        move(eve, "a", column=1)


def test_move_panel_into_another_persons_section_is_not_found(ada, eve, page, abc):
    foreign = services.create_page(user=eve, title="Eve").page.sections.get()
    with pytest.raises(NotFound):
        move(ada, "a", section_id=foreign.pk)


def test_move_panel_that_was_removed_is_not_found(ada, page, abc):
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    with pytest.raises(NotFound):
        move(ada, "a", column=1)


def test_move_panel_on_a_removed_page_is_not_found(ada, page, abc):
    services.create_page(user=ada, title="Other")
    services.remove_page(user=ada, page_id=page.pk)
    with pytest.raises(NotFound):
        move(ada, "a", column=1)


def test_move_panel_remembers_the_last_hundred_changes(ada, page, abc):
    for number in range(110):
        move(ada, "a", column=1 + number % 2)
    assert PageRevision.objects.filter(page=page).count() == 100


@pytest.mark.parametrize(
    ("title", "direction", "expected"),
    [
        ("b", "up", [[["b", "a"], ["c"], []], [["z"]]]),
        ("a", "up", [[["a", "b"], ["c"], []], [["z"]]]),
        ("a", "down", [[["b", "a"], ["c"], []], [["z"]]]),
        ("b", "down", [[["a"], ["c"], []], [["b", "z"]]]),
        ("c", "down", [[["a", "b"], [], []], [["c", "z"]]]),
        ("z", "up", [[["a", "b", "z"], ["c"], []], [[]]]),
        ("z", "down", [[["a", "b"], ["c"], []], [["z"]]]),
        ("a", "left", [[["a", "b"], ["c"], []], [["z"]]]),
        ("b", "right", [[["a"], ["c", "b"], []], [["z"]]]),
        ("c", "left", [[["c", "a", "b"], [], []], [["z"]]]),
        ("c", "right", [[["a", "b"], [], ["c"]], [["z"]]]),
    ],
)
def test_shift_panel_by_one_step(ada, page, abc, title, direction, expected):
    services.add_section(user=ada, page_id=page.pk, layout="1")
    desk.add(ada, page, "z", section_id=page.sections.get(layout="1").pk)
    services.shift_panel(user=ada, panel_id=desk.panel(title).pk, direction=direction)
    assert desk.titles(page) == expected


def test_shift_panel_in_no_direction_is_refused(ada, page, abc):
    with pytest.raises(InvalidSettings):
        services.shift_panel(user=ada, panel_id=desk.panel("a").pk, direction="sideways")


def test_send_panel_to_another_page(ada, page, abc):
    other = services.create_page(user=ada, title="Other").page
    change = services.send_panel(user=ada, panel_id=desk.panel("a").pk, version=4, page_id=other.pk)
    assert change.page == page
    assert (desk.titles(page), desk.titles(other)) == ([[["b"], ["c"], []]], [[["a"], [], []]])
    assert (desk.version(page), desk.version(other)) == (5, 5)


def test_send_panel_to_another_persons_page_is_not_found(ada, eve, page, abc):
    foreign = services.create_page(user=eve, title="Eve").page
    with pytest.raises(NotFound):
        services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=foreign.pk)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_move_panel_costs_as_many_queries_on_a_full_page(ada, page, abc, django_assert_max_num_queries):
    """Ninety panels make room by one number in one go; what did not move is not written."""
    section = page.sections.get()
    Panel.objects.bulk_create(
        Panel(section=section, column=0, position=2 + number, kind="notes", settings={"text": "x"})
        for number in range(90)
    )
    move(ada, "c", column=0, position=0)  # the revision that knows the new ones
    with django_assert_max_num_queries(12) as queries:
        move(ada, "c", column=0, position=91)
    writes = [query["sql"] for query in queries if query["sql"].startswith("UPDATE") and "portal_panel" in query["sql"]]
    assert len(writes) == 2
    assert not any("portal_section" in query["sql"] for query in queries if query["sql"].startswith("UPDATE"))
    positions = list(
        Panel.objects.filter(section=section, column=0).order_by("position").values_list("position", flat=True)
    )
    assert positions == list(range(93))


def test_move_panel_that_was_sent_to_a_page_of_the_same_version_is_stale(ada, page, abc):
    other = services.create_page(user=ada, title="Work").page
    seen = desk.version(page)
    while desk.version(other) < seen - 1:  # the panel's arrival would bring it to the version that the device saw
        desk.add(ada, other, f"note {desk.version(other)}")
    services.send_panel(user=ada, panel_id=desk.panel("b").pk, page_id=other.pk)
    with pytest.raises(StaleVersion):
        services.shift_panel(user=ada, panel_id=desk.panel("b").pk, version=seen, direction="right")
    services.undo(user=ada, page_id=page.pk)
    with pytest.raises(StaleVersion):
        services.shift_panel(user=ada, panel_id=desk.panel("b").pk, version=seen, direction="right")


def test_send_panel_from_a_page_of_many_changes_keeps_the_history_of_the_other(ada, page, abc):
    other = services.create_page(user=ada, title="Work").page
    desk.add(ada, other, "x")
    Page.objects.filter(pk=page.pk).update(version=500)
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    services.undo(user=ada, page_id=other.pk)
    services.undo(user=ada, page_id=other.pk)
    assert desk.titles(other) == [[[], [], []]]


def test_move_panel_without_a_column_keeps_it(ada, page, abc):
    services.move_panel(user=ada, panel_id=desk.panel("c").pk, position=0)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
