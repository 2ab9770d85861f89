"""The one menu of all panels: filled in for the panel it is opened for, by mouse and by keyboard; a page without a script."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from tests.browser import hands
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser

OF_A_FEED = [
    *("Look for news", "Mark all read", "Mark read what is older than a day", "Show only what is unread"),
    *("Fold up", "Remove"),
]


def more(page, title):
    return page.get_by_role("button", name=f"More for “{title}”")


def test_menu_says_what_goes_for_its_panel(shown, ada, home):
    services.tab_panel(user=ada, panel_id=desk.panel("b").pk, into=desk.panel("a").pk)
    shown.reload()
    menu = hands.open_menu(shown, hands.panel(shown, "The Ledger"))
    expect(menu.get_by_role("button")).to_have_text(OF_A_FEED)
    expect(menu).to_contain_text("updated this minute")
    hands.open_menu(shown, hands.panel(shown, "a"))
    expect(menu.get_by_role("button")).to_have_text(["Fold up", "Take out of the tabs", "Remove"])
    expect(menu.get_by_text("updated")).to_be_hidden()
    menu.get_by_role("button", name="Fold up").click()
    wait_for(lambda: desk.panel("a").collapsed)
    hands.open_menu(shown, hands.panel(shown, "a"))
    menu.get_by_role("button", name="Unfold").click()
    wait_for(lambda: not desk.panel("a").collapsed)


def test_menu_by_keyboard_gives_the_focus_back(shown):
    more(shown, "c").focus()
    shown.keyboard.press("Enter")
    menu = shown.get_by_role("group", name="More for “c”")
    expect(menu.get_by_role("link", name="Settings")).to_be_focused()
    expect(more(shown, "c")).to_have_attribute("aria-expanded", "true")
    shown.keyboard.press("ArrowUp")
    expect(menu.get_by_role("button", name="Remove")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(more(shown, "c")).to_be_focused()
    expect(more(shown, "c")).to_have_attribute("aria-expanded", "false")

    shown.keyboard.press("Space")
    menu.get_by_role("link", name="To another page").focus()
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("heading", name="Where to with “c”?")).to_be_visible()
    shown.keyboard.press("Escape")
    expect(more(shown, "c")).to_be_focused()

    shown.keyboard.press("Enter")
    menu.get_by_role("button", name="Fold up").focus()
    shown.keyboard.press("Enter")
    expect(shown.locator(".panel[data-collapsed]")).to_have_count(1)
    expect(more(shown, "c")).to_be_focused()


def test_menu_closes_when_one_looks_elsewhere(shown):
    menu = hands.open_menu(shown, hands.panel(shown, "a"))
    more(shown, "a").click()
    expect(menu).to_be_hidden()
    hands.open_menu(shown, hands.panel(shown, "a"))
    hands.panel(shown, "c").get_by_role("heading").click()
    expect(menu).to_be_hidden()
    hands.open_menu(shown, hands.panel(shown, "a"))
    for key in ("End", "Tab"):
        shown.keyboard.press(key)
    expect(menu).to_be_hidden()


def test_menu_stays_open_while_its_panel_is_drawn_anew(shown, ada, home):
    menu = hands.open_menu(shown, hands.panel(shown, "c"))
    services.update_panel(user=ada, panel_id=desk.panel("c").pk, version=None, collapsed=True)
    shown.evaluate("htmx.ajax('GET', '/', {source: '#page', target: '#page', select: '#page', swap: 'outerMorph'})")
    expect(shown.locator(".panel[data-collapsed]")).to_have_count(1)
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="Unfold").click()
    wait_for(lambda: not desk.panel("c").collapsed)


def test_menu_is_a_page_without_a_script(unscripted, home):
    for verb, is_folded in (("Fold up", True), ("Unfold", False)):
        hands.panel(unscripted, "c").hover()
        more(unscripted, "c").click()
        expect(unscripted.get_by_role("heading", name="c", exact=True)).to_be_visible()
        unscripted.get_by_role("button", name=verb).click()
        assert desk.panel("c").collapsed is is_folded
    hands.panel(unscripted, "The Ledger").hover()
    more(unscripted, "The Ledger").click()
    expect(unscripted.locator("main").get_by_role("button")).to_have_text(OF_A_FEED)
    unscripted.get_by_role("link", name="To another page").click()
    expect(unscripted.get_by_role("heading", name="Where to with “The Ledger”?")).to_be_visible()
