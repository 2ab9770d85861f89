"""The whole of arranging with nothing but a keyboard: the mouse is never touched, and the focus is never lost."""

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from portal.pages.models import Panel
from tests.browser.hands import press
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def column(page: Page, number: int):
    return page.locator(".column").nth(number).locator(".panel-title")


def test_add_configure_move_send_undo_remove_and_restore(shown, home, ada):
    work = services.create_page(user=ada, title="Work").page
    shown.reload()
    press(shown, "a[href^='/add/'].icon-button")
    press(shown, "#q", "p", "a", "d")
    press(shown, "button[formaction='/add/pad/']")
    expect(shown.locator(".toast")).to_contain_text("Added to “Home”.")
    panel = f"#panel-{Panel.objects.get(entry__slug='pad').pk}"

    press(shown, f"{panel} a[data-dialog]")
    press(shown, "#dialog [name='frame-title']", "M", "i", "n", "e", "Enter")
    expect(shown.locator(f"{panel} .panel-title")).to_have_text("Mine")
    expect(shown.locator("#dialog")).to_be_hidden()

    before = desk.version(home)
    press(shown, f"{panel} [data-grip]", "Space", "ArrowRight", "Space")
    wait_for(lambda: desk.version(home) > before, why="the move")
    expect(shown.locator(f"{panel} [data-grip]")).to_be_focused()
    place = desk.titles(home)

    press(shown, f"{panel} [data-menu]")
    press(shown, "#panel-menu a[href$='/elsewhere/']")
    press(shown, f"#dialog button[value='{work.pk}'][formaction$='/send/']")
    expect(shown.locator(".toast")).to_contain_text("Moved to “Work”.")
    assert "Mine" in str(desk.titles(work))

    shown.keyboard.press("Control+z")
    expect(shown.locator(f"{panel} .panel-title")).to_have_text("Mine")
    assert desk.titles(home) == place

    press(shown, f"{panel} [data-menu]")
    press(shown, "#panel-menu button[formaction$='/remove/']")
    expect(shown.locator(panel)).to_have_count(0)

    press(shown, "header details.menu > summary")
    press(shown, "header a[href='/trash/']")
    press(shown, "button[aria-label='Put back “Mine”']")
    expect(shown.locator(f"{panel} .panel-title")).to_have_text("Mine")
    assert desk.titles(home) == place


def test_home_and_end_move_all_the_way(shown, home):
    for name in "xyz":
        desk.add(home.owner, home, name, 0)
    shown.reload()
    grip = shown.get_by_role("button", name="Move “a”", exact=True)
    grip.focus()
    shown.keyboard.press("Space")
    for key, order in (("End", "bxyza"), ("End", "bxyza"), ("ArrowUp", "bxyaz"), ("Home", "abxyz"), ("End", "bxyza")):
        shown.keyboard.press(key)
        expect(column(shown, 0)).to_have_text(list(order))
    expect(shown.locator("#announcer")).to_have_text("a: column 1, row 5")
    shown.keyboard.press("Space")
    wait_for(lambda: desk.titles(home)[0][0] == list("bxyza"))
    expect(grip).to_be_focused()
