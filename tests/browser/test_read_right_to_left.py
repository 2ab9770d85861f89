"""In Arabic the whole page runs from the right: tabs, columns, menus, arrows; what others wrote keeps its own direction."""

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.accounts import services as accounts
from portal.pages import services
from tests.browser import hands
from tests.browser.conftest import visiting
from tests.chromium import complaining
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser

SCREENS = [
    "",
    "?edit=1",
    "add/",
    "settings/",
    "settings/looks/",
    "pages/",
    "import/",
    "trash/",
    "for-you/",
    "pages/new/",
]


@pytest.fixture
def arabic(server, home, ada, browser):
    """Ada's home page beside another one, after she chose Arabic."""
    services.create_page(user=ada, title="Work")
    accounts.update_profile(user=ada, language="ar")
    with visiting(browser, server, ada) as page, complaining(page):
        yield page


def edges(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def grip(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"نقل «{title}»", exact=True)


def test_page_runs_from_the_right(arabic):
    expect(arabic.locator("html[lang=ar][dir=rtl]")).to_be_attached()
    tabs = arabic.locator(".tab[data-tab]")
    first, second = edges(tabs.first), edges(tabs.nth(1))
    assert second[1] <= first[0] < 1440
    assert first[1] > 720
    columns = [edges(arabic.locator(".column").nth(at)) for at in range(3)]
    assert columns[2][1] <= columns[1][0] < columns[1][1] <= columns[0][0]
    assert edges(arabic.locator(".for-you"))[1] <= columns[2][0]


def test_arrows_move_a_panel_to_the_column_that_is_seen_there(arabic, home):
    grip(arabic, "a").focus()
    arabic.keyboard.press("Space")
    arabic.keyboard.press("ArrowRight")  # no column there: it stays in the first
    arabic.keyboard.press("ArrowLeft")
    expect(arabic.locator("#announcer")).to_have_text("a: العمود 2، الصف 1")
    arabic.keyboard.press("ArrowLeft")
    arabic.keyboard.press("ArrowRight")
    arabic.keyboard.press("Space")
    wait_for(lambda: desk.titles(home)[0][:2] == [["b"], ["a", "c"]], why="the move to be kept")


@pytest.mark.parametrize("scripts", [True, False])
def test_buttons_of_edit_mode_move_a_panel_where_they_point(server, home, ada, browser, scripts):
    accounts.update_profile(user=ada, language="ar")
    with visiting(browser, server, ada, java_script_enabled=scripts) as page:
        page.goto(f"{server.url}/?edit=1")
        before = edges(page.locator(".panel").first)
        page.locator(".panel").first.get_by_role("button", name="نقل إلى اليسار").click()
        moved = page.locator(".column").nth(1).locator(".panel", has=page.get_by_role("heading", name="a", exact=True))
        expect(moved).to_be_visible()
        wait_for(lambda: edges(moved)[1] <= before[0], why="the panel to be seen at the left")
    assert desk.titles(home)[0][:2] == [["b"], ["a", "c"]]


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_menus_open_inside_the_window(arabic, width):
    arabic.set_viewport_size({"width": width, "height": 900})
    arabic.reload()
    for panel in arabic.locator(".panel").all():
        left, right = edges(hands.open_menu(arabic, panel))
        assert left >= 0
        assert right <= width
        arabic.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 390])
def test_narrow_screens_do_not_scroll_sideways(arabic, server, width):
    arabic.set_viewport_size({"width": width, "height": 800})
    for screen in SCREENS:
        arabic.goto(f"{server.url}/{screen}")
        assert arabic.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), screen


def test_what_others_wrote_keeps_its_own_direction(arabic):
    story = arabic.locator(".item", has_text="Story 0").first
    assert story.evaluate("(story) => getComputedStyle(story).direction") == "ltr"


def test_icons_that_point_are_turned_round(arabic, server):
    arabic.goto(f"{server.url}/?edit=1")
    for name, scale in (("undo-2", "-1 1"), ("arrow-left", "-1 1"), ("arrow-up", "none"), ("trash-2", "none")):
        icon = arabic.locator(f"main svg.icon:has(use[href$='#{name}'])").first
        assert icon.evaluate("(icon) => getComputedStyle(icon).scale") == scale, name
