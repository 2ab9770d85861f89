"""By finger: holding the grip lifts a panel, and swiping over one only scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import visiting
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


def finger(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def middle(box) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_drag_by_the_grip_moves_the_panel(held, home):
    session = finger(held)
    x, y = middle(held.get_by_role("button", name="Move “a”").bounding_box())
    touch(session, "touchStart", (x, y))
    touch(session, "touchEnd")
    wait_for(lambda: held.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column')))"))
    goal = held.locator(".panel", has=held.get_by_role("heading", name="b", exact=True)).bounding_box()
    touch(session, "touchStart", (x, y))
    expect(held.locator(".sortable-chosen")).to_be_attached()
    for step in range(1, 9):
        touch(session, "touchMove", (x + 4, y + (goal["y"] + goal["height"] - 4 - y) * step / 8))
    touch(session, "touchEnd")
    wait_for(lambda: desk.titles(home)[0][0] == ["b", "a"], why="the move to be kept")


@pytest.mark.parametrize("where", [".panel-title", ".panel-body"])
def test_swipe_over_a_panel_only_scrolls(held, home, where):
    before = desk.titles(home)
    held.touchscreen.tap(5, 300)
    wait_for(lambda: held.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column')))"))
    session = finger(held)
    x, y = middle(held.locator(".panel").nth(1).locator(where).bounding_box())
    touch(session, "touchStart", (x, y))
    for step in range(1, 9):
        touch(session, "touchMove", (x, y - 12 * step))
    touch(session, "touchEnd")
    wait_for(lambda: held.evaluate("scrollY > 20"), why="the page to scroll")
    assert held.locator(".sortable-ghost, .sortable-fallback").count() == 0
    assert desk.titles(home) == before
