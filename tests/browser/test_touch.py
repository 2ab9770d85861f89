"""By finger: holding the grip lifts a panel, and swiping over one only scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from portal.pages import services
from tests.browser.conftest import visiting
from tests.browser.hands import await_columns, finger, middle, panel, swipe, touch
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


def hold(page: Page, session: CDPSession, where: str) -> tuple[float, float]:
    """A finger comes down there and rests, longer than it takes to lift."""
    page.touchscreen.tap(3, 160)
    await_columns(page)
    x, y = middle(page.locator(where).first)
    touch(session, "touchStart", (x, y))
    page.evaluate("new Promise((done) => setTimeout(done, 260))")
    return x, y


def test_hold_and_swipe_over_a_title_only_scrolls(held, home):
    """Slowly too: outside of edit mode nothing but the grip lifts."""
    before = desk.titles(home)
    session = finger(held)
    start = hold(held, session, ".panel-title")
    swipe(session, start, (start[0], start[1] - 60))
    assert held.locator(".sortable-chosen, .sortable-fallback").count() == 0
    touch(session, "touchEnd")
    assert desk.titles(home) == before


def test_hold_the_head_in_edit_mode_lifts_the_panel(held):
    held.set_viewport_size({"width": 600, "height": 900})
    held.goto(f"{held.url}?edit=1")
    session = finger(held)
    hold(held, session, ".panel-title")
    expect(held.locator(".sortable-chosen")).to_have_count(1)
    touch(session, "touchEnd")


def test_drag_by_finger_onto_a_tab(held, home, ada):
    work = services.create_page(user=ada, title="Work").page
    held.reload()
    session = finger(held)
    start = hold(held, session, ".panel:first-child .grip")
    swipe(session, start, middle(held.get_by_role("link", name="Work")))
    touch(session, "touchEnd")
    expect(held.locator(".toast")).to_contain_text("“a” is now on “Work”.")
    wait_for(lambda: desk.titles(work)[0][0] == ["a"])


def test_use_a_page_by_finger(held, server, home, ada):
    """Tabs of panels, a panel's menu, undo, the palette, a list, and looks: all that is there for a mouse."""
    services.tab_panel(user=ada, panel_id=desk.panel("b").pk, into=desk.panel("a").pk)
    settings = {"tasks": "Bread"}
    todo = services.add_panel(user=ada, page_id=home.pk, kind="todo", settings=settings, title="List", column=1).panel
    held.set_viewport_size({"width": 390, "height": 800})
    held.reload()
    held.get_by_role("tab", name="b").tap()
    expect(held.locator(f"#panel-{desk.panel('b').pk}")).to_be_visible()

    held.get_by_role("button", name="More for “c”").tap()
    held.locator("#panel-menu").get_by_role("button", name="Remove").tap()
    expect(panel(held, "c")).to_have_count(0)
    held.locator(".toast").get_by_role("button", name="Undo").tap()
    expect(panel(held, "c")).to_be_visible()
    held.get_by_role("button", name="Done: Bread").tap()
    expect(held.locator(f"#panel-{todo.pk} [data-done] .todo-text")).to_have_text("Bread")

    held.get_by_role("link", name="Search or jump").tap()
    held.get_by_role("combobox").fill("bread")
    held.get_by_role("option", name="List").tap()
    expect(held.locator("#palette")).to_be_hidden()
    expect(panel(held, "List")).to_be_in_viewport()

    held.goto(f"{server.url}/settings/looks/")
    held.get_by_text("dark", exact=True).tap()
    held.get_by_text("Sea", exact=True).tap()
    expect(held.locator("html")).to_have_attribute("data-palette", "sea")
    held.get_by_role("button", name="Keep", exact=True).tap()
    expect(held.locator(".toast")).to_be_visible()
    ada.refresh_from_db()
    assert (ada.theme, ada.palette) == ("dark", "sea")
