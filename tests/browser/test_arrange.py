"""Moving panels with the mouse and with the keyboard ends in the same place as any other move."""

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from tests.browser import hands
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def grip(page: Page, title: str):
    return page.get_by_role("button", name=f"Move “{title}”")


def first_two_columns(home):
    return desk.titles(home)[0][:2]


def test_drag_panel_to_another_column_and_within_it(shown, home):
    shown.mouse.move(5, 5)
    expect(shown.locator("script[src*=Sortable]")).to_be_attached()
    wait_for(lambda: shown.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column')))"))
    start = shown.locator(".panel-title", has_text="a").first.bounding_box()
    goal = shown.locator(".column").nth(1).locator(".panel").bounding_box()
    shown.mouse.move(start["x"] + 5, start["y"] + 8)
    shown.mouse.down()
    shown.mouse.move(start["x"] + 40, start["y"] + 20, steps=4)
    shown.mouse.move(goal["x"] + 60, goal["y"] + goal["height"] - 6, steps=12)
    shown.mouse.up()
    wait_for(lambda: first_two_columns(home)[0] == ["b"], why="the move to be kept")
    assert first_two_columns(home)[1] == ["c", "a"]
    wait_for(lambda: shown.locator("#page").get_attribute("data-version") == str(desk.version(home)))
    hands.lift(shown, hands.grip(shown, "a"))
    x, y = hands.middle(hands.panel(shown, "c"))
    shown.mouse.move(x, y - 20, steps=10)
    shown.mouse.up()
    wait_for(lambda: first_two_columns(home) == [["b"], ["a", "c"]], why="the second move to be kept")


def test_move_panel_by_keyboard(shown, home):
    grip(shown, "a").focus()
    shown.keyboard.press("Space")
    expect(shown.locator("#announcer")).to_contain_text("a is lifted")
    shown.keyboard.press("ArrowRight")
    expect(shown.locator("#announcer")).to_have_text("a: column 2, row 1")
    shown.keyboard.press("ArrowDown")
    expect(shown.locator("#announcer")).to_have_text("a: column 2, row 2")
    shown.keyboard.press("Space")
    expect(grip(shown, "a")).to_be_focused()
    wait_for(lambda: first_two_columns(home) == [["b"], ["c", "a"]], why="the move to be kept")


def test_move_panel_twice_in_a_row_by_keyboard(shown, home):
    for _turn in range(2):
        grip(shown, "a").focus()
        shown.keyboard.press("Enter")
        shown.keyboard.press("ArrowDown" if _turn == 0 else "ArrowRight")
        shown.keyboard.press("Enter")
    wait_for(lambda: first_two_columns(home) == [["b"], ["c", "a"]], why="both moves to be kept")


def test_escape_puts_the_panel_back(shown, home):
    grip(shown, "a").focus()
    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Escape")
    expect(shown.locator("#announcer")).to_have_text("a is back where it was.")
    expect(shown.locator(".column").first.locator(".panel")).to_have_count(2)
    assert first_two_columns(home) == [["a", "b"], ["c"]]


def test_move_on_an_old_page_shows_the_fresh_one_and_says_so(shown, home, ada):
    """Without the live stream, which would have brought the fresh page before."""
    shown.route("**/live?*", lambda route: route.fulfill(status=404))
    shown.reload()
    services.remove_panel(user=ada, panel_id=desk.panel("c").pk)
    grip(shown, "a").focus()
    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("Space")
    expect(shown.locator(".toast", has_text="your change was not made")).to_be_visible()
    expect(shown.locator(".panel")).to_have_count(3)
    assert first_two_columns(home) == [["a", "b"], []]


def test_remove_panel_and_undo_in_the_toast(shown, home):
    panel = shown.locator(".panel", has=shown.get_by_role("heading", name="a", exact=True))
    hands.open_menu(shown, panel).get_by_role("button", name="Remove").click()
    expect(shown.locator(".toast", has_text="Removed.")).to_be_visible()
    wait_for(lambda: first_two_columns(home) == [["b"], ["c"]])
    shown.locator(".toast").get_by_role("button", name="Undo").click()
    wait_for(lambda: first_two_columns(home) == [["a", "b"], ["c"]])
    expect(shown.get_by_role("heading", name="a", exact=True)).to_be_visible()


def test_change_settings_in_place_keeps_what_was_refused(shown, home):
    panel = shown.locator(".panel", has=shown.get_by_role("heading", name="The Ledger"))
    panel.hover()
    panel.get_by_role("link", name="Settings of “The Ledger”").click()
    dialog = shown.locator("#dialog")
    dialog.get_by_label("Address").fill("gopher://old.example.org/")
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label("Address")).to_have_value("gopher://old.example.org/")
