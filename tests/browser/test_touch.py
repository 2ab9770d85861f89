"""By finger: holding the grip lifts a panel, and swiping over one only scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from tests.browser.conftest import visiting
from tests.browser.hands import await_columns, finger, grip, hold, middle, panel, swipe, touch
from tests.chromium import complaining
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


@pytest.fixture
def held(server, home, ada, browser) -> Iterator[Page]:
    """Ada's home page on a phone that is held sideways: one column, and more than fits."""
    with visiting(browser, server, ada, has_touch=True, is_mobile=True) as page, complaining(page):
        page.set_viewport_size({"width": 600, "height": 320})
        yield page


def test_drag_by_the_grip_moves_the_panel(held, home):
    held.set_viewport_size({"width": 600, "height": 900})  # both panels are in sight
    session = finger(held)
    x, y = middle(held.get_by_role("button", name="Move “a”"))
    touch(session, "touchStart", (x, y))
    touch(session, "touchEnd")
    await_columns(held)
    goal = held.locator(".panel", has=held.get_by_role("heading", name="b", exact=True)).bounding_box()
    for end in ("touchCancel", "touchEnd"):
        touch(session, "touchStart", (x, y))
        expect(held.locator(".sortable-chosen")).to_be_attached()
        swipe(session, (x, y), (x + 4, goal["y"] + goal["height"] - 4))
        expect(held.locator(".column").first.locator(".panel-title")).to_have_text(["b", "a"])
        touch(session, end)
        if end == "touchCancel":  # as by a call: nobody has dropped it
            expect(held.locator("#announcer")).to_have_text("a is back where it was.")
            assert desk.titles(home)[0][0] == ["a", "b"]
    wait_for(lambda: desk.titles(home)[0][0] == ["b", "a"], why="the move to be kept")


@pytest.mark.parametrize("where", [".panel-title", ".panel-body"])
def test_swipe_over_a_panel_only_scrolls(held, home, where):
    before = desk.titles(home)
    held.touchscreen.tap(3, 160)
    await_columns(held)
    session = finger(held)
    x, y = middle(held.locator(".panel").nth(1).locator(where))
    touch(session, "touchStart", (x, y))
    for step in range(1, 9):
        touch(session, "touchMove", (x, y - 12 * step))
    touch(session, "touchEnd")
    wait_for(lambda: held.evaluate("scrollY > 20"), why="the page to scroll")
    assert held.locator(".sortable-ghost, .sortable-fallback").count() == 0
    assert desk.titles(home) == before


def test_hold_and_swipe_over_a_title_only_scrolls(held, home):
    """Slowly too: outside of edit mode nothing but the grip lifts."""
    before = desk.titles(home)
    session = finger(held)
    start = hold(held, session, held.locator(".panel-title").first)
    swipe(session, start, (start[0], start[1] - 60))
    assert held.locator(".sortable-chosen, .sortable-fallback").count() == 0
    touch(session, "touchEnd")
    assert desk.titles(home) == before


def test_hold_the_head_in_edit_mode_lifts_the_panel(held):
    held.set_viewport_size({"width": 600, "height": 900})
    held.goto(f"{held.url}?edit=1")
    session = finger(held)
    hold(held, session, held.locator(".panel-title").first)
    expect(held.locator(".sortable-chosen")).to_have_count(1)
    touch(session, "touchEnd")


def test_drag_by_finger_into_another_column_and_onto_a_tab(held, home, ada):
    held.set_viewport_size({"width": 820, "height": 900})
    work = services.create_page(user=ada, title="Work").page
    held.reload()
    session = finger(held)
    start = hold(held, session, grip(held, "a"))
    swipe(session, start, middle(panel(held, "c")))
    touch(session, "touchEnd")
    wait_for(lambda: sorted(desk.titles(home)[0][1]) == ["a", "c"], why="the move to be kept")
    expect(held.locator(f"#page[data-version='{desk.version(home)}']")).to_be_attached()
    start = hold(held, session, grip(held, "a"))
    swipe(session, start, middle(held.get_by_role("link", name="Work")))
    touch(session, "touchEnd")
    expect(held.locator(".toast")).to_contain_text("“a” is now on “Work”.")
    wait_for(lambda: desk.titles(work)[0][0] == ["a"])
