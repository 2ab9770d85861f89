"""Tabs put in order with the mouse, by finger, and with the keyboard."""

import pytest
from playwright.sync_api import expect

from portal.pages import selectors, services
from tests.browser.conftest import visiting
from tests.browser.hands import WAYS, finger, hold, middle, swipe, touch
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def titles(user):
    return [page.title for page in selectors.pages_of(user)]


@pytest.fixture
def tabs(ada, home):
    return [home, *(services.create_page(user=ada, title=title).page for title in ("News", "Money"))]


def tab(page, title):
    return page.locator(".tab-list").get_by_role("link", name=title, exact=True)


def drag(page, start, goal):
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 - 12, start["y"] + start["height"] / 2 + 4, steps=4)
    page.mouse.move(goal["x"] + 4, goal["y"] + goal["height"] / 2, steps=14)
    page.mouse.up()


def test_drag_a_tab(tabs, shown, ada):
    shown.mouse.move(5, 300)
    wait_for(lambda: shown.evaluate("Boolean(window.Sortable?.get(document.querySelector('[data-tabs]')))"))
    drag(shown, tab(shown, "Money").bounding_box(), tab(shown, "Home").bounding_box())
    wait_for(lambda: titles(ada) == ["Money", "Home", "News"], why="the order to be kept")
    expect(tab(shown, "Home")).to_have_attribute("aria-current", "page")  # the click that ended it opened nothing
    expect(shown.locator(".tab-list .tab")).to_have_text(["Money", "Home", "News"])


def test_order_pages_by_finger(tabs, server, ada, browser):
    """In the bar, and by the grips of the list."""
    with visiting(browser, server, ada, **WAYS["touch"]) as page:
        page.set_viewport_size({"width": 600, "height": 844})
        session = finger(page)
        start = hold(page, session, tab(page, "News"))
        swipe(session, start, (middle(tab(page, "Home"))[0] - 20, start[1]))
        touch(session, "touchEnd")
        wait_for(lambda: titles(ada) == ["News", "Home", "Money"], why="the order to be kept")
        page.goto(f"{server.url}/pages/")
        start = hold(page, session, page.get_by_role("button", name="Move “Money”"))
        swipe(session, start, (start[0], middle(page.get_by_role("button", name="Move “News”"))[1] - 10))
        touch(session, "touchEnd")
        wait_for(lambda: titles(ada) == ["Money", "News", "Home"], why="the order to be kept")
        expect(page.locator(".page-name")).to_have_text(["Money", "News", "Home"])


def test_move_a_tab_by_keyboard(tabs, shown, ada):
    tab(shown, "Home").focus()
    shown.keyboard.press("Control+Shift+ArrowRight")
    expect(shown.locator("#announcer")).to_have_text("Home: place 2 of 3")
    shown.keyboard.press("Control+Shift+ArrowRight")
    expect(tab(shown, "Home")).to_be_focused()
    wait_for(lambda: titles(ada) == ["News", "Money", "Home"], why="the order to be kept")


def test_move_a_row_by_keyboard_and_put_it_back(tabs, shown, ada):
    shown.get_by_role("link", name="All pages").click()
    grip = shown.get_by_role("button", name="Move “Money”")
    expect(grip).to_be_visible()
    expect(shown.locator("html[data-js]")).to_be_attached()  # the scripts of this page hear keys
    grip.press("Space")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#announcer")).to_have_text("Money: place 2 of 3")
    shown.keyboard.press("Escape")
    expect(shown.locator(".page-name")).to_have_text(["Home", "News", "Money"])
    grip.press("Space")
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("Space")
    wait_for(lambda: titles(ada) == ["Home", "Money", "News"], why="the order to be kept")
    expect(grip).to_be_focused()


def test_many_tabs_stay_inside_a_phone_and_show_the_open_one(tabs, shown, ada):
    for number in range(10):
        services.create_page(user=ada, title=f"Page number {number}", icon="star", colour="blue")
    shown.set_viewport_size({"width": 390, "height": 800})
    shown.goto(f"{shown.url}p/page-number-9/")
    current = shown.locator(".tab[aria-current]")
    expect(current).to_be_in_viewport()
    expect(shown.get_by_role("link", name="New page")).to_be_in_viewport()
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_address_goes_along_with_a_page_that_goes_and_comes_back(tabs, shown, server):
    shown.goto(f"{server.url}/p/news/?edit=1")
    shown.get_by_role("link", name="Name, icon and colour").click()
    shown.locator("#dialog").get_by_role("button", name="Archive").click()
    expect(shown.locator(".toast", has_text="“News” is archived.")).to_be_visible()
    expect(shown).to_have_url(f"{server.url}/?edit=1")
    expect(shown.locator("#dialog")).to_be_hidden()
    shown.locator(".toast").get_by_role("button", name="Undo").click()
    expect(shown).to_have_url(f"{server.url}/p/news/?edit=1")
    expect(tab(shown, "News")).to_have_attribute("aria-current", "page")
    shown.reload()
    expect(tab(shown, "News")).to_have_attribute("aria-current", "page")
    shown.go_back()
    expect(tab(shown, "Home")).to_have_attribute("aria-current", "page")
    expect(shown.get_by_role("heading", name="The Ledger")).to_be_visible()
