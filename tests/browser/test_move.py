"""Moving feels right: onto tabs, whole sections, with Escape, with the focus, and when the server says no."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel
from tests.browser.conftest import visiting
from tests.browser.hands import grip, lift, middle, panel
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


@pytest.fixture
def work(ada, home):
    """A second page of Ada's."""
    return services.create_page(user=ada, title="Work").page


@pytest.fixture
def strip(ada, home):
    """A titled section below the first, with panel d."""
    services.add_section(user=ada, page_id=home.pk, layout="2", title="Strip")
    section = home.sections.get(title="Strip")
    desk.add(ada, home, "d", section_id=section.pk)
    return section


def columns(home):
    return desk.titles(home)[0][:2]


def order(home):
    return list(home.sections.filter(removed_at=None).order_by("position").values_list("title", flat=True))


def test_drag_panel_onto_a_tab_and_take_it_back(work, home, shown):
    shown.reload()
    lift(shown, grip(shown, "a"))
    shown.mouse.move(*middle(shown.get_by_role("link", name="Work")), steps=10)
    expect(shown.get_by_role("link", name="Work")).to_have_attribute("data-drop", "")
    shown.mouse.up()
    expect(shown.locator(".toast")).to_contain_text("“a” is now on “Work”.")
    expect(panel(shown, "a")).to_have_count(0)
    assert (columns(home), desk.titles(work)[0][0]) == ([["b"], ["c"]], ["a"])
    shown.locator(".toast").get_by_role("button", name="Undo").click()
    expect(panel(shown, "a")).to_be_visible()
    assert (columns(home), desk.titles(work)[0][0]) == ([["a", "b"], ["c"]], [])


def test_escape_while_dragging_puts_the_panel_back(shown, home):
    version = desk.version(home)
    shown.set_viewport_size({"width": 1440, "height": 300})
    lift(shown, grip(shown, "a"))
    x, y = middle(panel(shown, "c"))
    shown.mouse.move(x, y + 20, steps=10)
    expect(shown.locator(".column").nth(1).locator(".panel")).to_have_count(2)
    # At the edge the page scrolls along.
    wait_for(lambda: shown.mouse.move(x, 290) or shown.mouse.move(x, 295) or shown.evaluate("scrollY > 20"))
    shown.keyboard.press("Escape")
    assert shown.evaluate("scrollY") == 0
    expect(shown.locator("#announcer")).to_have_text("a is back where it was.")
    expect(shown.locator(".column").first.locator(".panel-title")).to_have_text(["a", "b"])
    expect(shown.locator(".sortable-fallback, .sortable-ghost")).to_have_count(0)
    shown.mouse.up()
    lift(shown, grip(shown, "b"))  # the next drag is none the wiser
    shown.mouse.move(x, y + 20, steps=10)
    shown.mouse.up()
    wait_for(lambda: sorted(columns(home)[1]) == ["b", "c"], why="the second move to be kept")
    assert desk.version(home) == version + 1


def test_placeholder_has_the_size_of_the_panel_in_hand(shown, home):
    before = panel(shown, "a").bounding_box()
    lift(shown, grip(shown, "a"))
    ghost = shown.locator(".sortable-ghost:not(.sortable-fallback)").bounding_box()
    assert (ghost["width"], ghost["height"]) == (before["width"], before["height"])
    shown.mouse.up()


def test_move_panel_onto_a_tab_by_keyboard(work, home, shown):
    shown.reload()
    grip(shown, "a").focus()
    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#announcer")).to_contain_text("a: over the page “Work”.")
    shown.keyboard.press("ArrowDown")
    expect(shown.locator("#announcer")).to_have_text("a: column 1, row 1")
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("Space")
    expect(shown.locator("#announcer")).to_have_text("“a” is now on “Work”.")
    expect(grip(shown, "b")).to_be_focused()
    assert (columns(home), desk.titles(work)[0][0]) == ([["b"], ["c"]], ["a"])


def test_announcements_name_the_section_where_there_are_several(strip, home, shown):
    shown.reload()
    grip(shown, "b").focus()
    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowDown")
    expect(shown.locator("#announcer")).to_have_text("b: Strip, column 1, row 1")
    shown.keyboard.press("Space")
    wait_for(lambda: desk.titles(home)[1][0] == ["b", "d"], why="the move to be kept")


def test_move_section_by_keyboard(strip, home, shown):
    shown.goto(f"{shown.url}?edit=1")
    grip(shown, "Strip").focus()
    shown.keyboard.press("Space")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#announcer")).to_have_text("Strip: place 1 of 2")
    shown.keyboard.press("Space")
    wait_for(lambda: order(home) == ["Strip", ""], why="the move to be kept")
    wait_for(lambda: shown.locator("#page").get_attribute("data-version") == str(desk.version(home)))
    expect(grip(shown, "Strip")).to_be_focused()


def test_drag_section_by_its_handle(strip, home, shown):
    shown.goto(f"{shown.url}?edit=1")
    lift(shown, grip(shown, "Strip"))
    x, y = middle(grip(shown, "Section 1"))
    shown.mouse.move(x + 5, y - 10, steps=12)
    shown.mouse.up()
    wait_for(lambda: order(home) == ["Strip", ""], why="the move to be kept")


@pytest.mark.parametrize(("words", "place"), [("Move down", "column 1, row 2"), ("Move right", "column 2, row 1")])
def test_focus_goes_along_with_a_panel_that_is_moved_by_a_button(shown, home, words, place):
    shown.goto(f"{shown.url}?edit=1")
    button = panel(shown, "a").get_by_role("button", name=words)
    button.press("Enter")
    expect(shown.locator("#announcer")).to_have_text(f"a: {place}")
    expect(button).to_be_focused()


def test_focus_goes_on_to_the_next_panel_when_one_is_removed(shown, home):
    shown.goto(f"{shown.url}?edit=1")
    panel(shown, "a").get_by_role("group").get_by_role("button", name="Remove").press("Enter")
    expect(panel(shown, "a")).to_have_count(0)
    expect(grip(shown, "b")).to_be_focused()


def test_panel_goes_back_when_the_move_cannot_be_kept(server, ada, home, browser):
    with visiting(browser, server, ada) as shown:  # a browser that may complain about the network
        refuse_to_move(shown)


def refuse_to_move(shown):
    shown.route("**/move/", lambda route: route.abort())
    grip(shown, "a").focus()
    for key in ("Space", "ArrowRight", "Space"):
        shown.keyboard.press(key)
    expect(shown.locator(".toast")).to_contain_text("That did not work just now.")
    expect(shown.locator(".column").first.locator(".panel-title")).to_have_text(["a", "b"])
    expect(grip(shown, "a")).to_be_focused()


def test_refused_move_shows_the_page_as_it_is_and_keeps_the_focus(shown, home, ada):
    shown.route("**/live?*", lambda route: route.fulfill(status=404))
    shown.reload()
    services.move_panel(user=ada, panel_id=desk.panel("a").pk, column=1, position=1)
    grip(shown, "a").focus()
    for key in ("Space", "ArrowDown", "Space"):
        shown.keyboard.press(key)
    expect(shown.locator(".toast", has_text="your change was not made")).to_be_visible()
    expect(shown.locator(".column").nth(1).locator(".panel-title")).to_have_text(["c", "a"])
    expect(grip(shown, "a")).to_be_focused()


def test_what_makes_room_glides_unless_motion_is_unwelcome(shown, home):
    shown.evaluate("Element.prototype.animate = function () { window.glides = (window.glides ?? 0) + 1; }")
    for motion, expected in (("reduce", 0), ("no-preference", 2)):
        shown.emulate_media(reduced_motion=motion)
        shown.evaluate("window.glides = 0")
        grip(shown, "a").focus()
        shown.keyboard.press("Space")
        shown.keyboard.press("ArrowDown")
        expect(shown.locator("#announcer")).to_have_text("a: column 1, row 2")
        assert shown.evaluate("window.glides") == expected
        shown.keyboard.press("Escape")


def test_what_makes_room_for_a_dragged_panel_glides_unless_motion_is_unwelcome(shown, home):
    shown.evaluate("Element.prototype.animate = function () { window.glides = (window.glides ?? 0) + 1; }")
    for motion, gliding in (("reduce", False), ("no-preference", True)):
        shown.emulate_media(reduced_motion=motion)
        shown.evaluate("window.glides = 0")
        lift(shown, grip(shown, "a"))
        x, y = middle(panel(shown, "c"))
        shown.mouse.move(x, y + 20, steps=10)
        expect(shown.locator(".column").nth(1).locator(".panel")).to_have_count(2)
        assert (shown.evaluate("window.glides") > 0) is gliding
        shown.keyboard.press("Escape")
        shown.mouse.up()


def test_pointer_is_a_closed_hand_wherever_it_drags(shown, home):
    cursor = "(point) => getComputedStyle(document.elementFromPoint(...point)).cursor"
    lift(shown, grip(shown, "a"))
    for goal in (panel(shown, "b"), shown.locator(".header")):
        x, y = middle(goal)
        shown.mouse.move(x, y, steps=10)
        wait_for(lambda x=x, y=y: shown.evaluate(cursor, [x, y]) == "grabbing")
    shown.keyboard.press("Escape")
    expect(shown.locator("[data-under], [data-over-tab]")).to_have_count(0)
    shown.mouse.up()


def test_another_page_can_be_chosen_after_the_panel_was_drawn_anew(work, home, shown):
    shown.goto(f"{shown.url}?edit=1")
    pk = desk.panel("a").pk
    shown.evaluate(f"htmx.ajax('GET', '/panels/{pk}/?edit=1', {{target: '#panel-{pk}', swap: 'outerMorph'}})")
    panel(shown, "a").get_by_role("link", name="Move or copy to another page").click()
    shown.locator("#dialog").get_by_role("button", name="Copy to “Work”").click()
    expect(shown.locator(".toast")).to_contain_text("Copied to “Work”.")
    assert Panel.objects.filter(title="a").count() == 2
    panel(shown, "a").get_by_role("link", name="Move or copy to another page").click()
    shown.locator("#dialog").get_by_role("button", name="Move to “Work”").click()
    expect(panel(shown, "a")).to_have_count(0)
    assert desk.titles(work)[0] == [["a"], ["a"], []]


def test_panel_moves_from_its_own_screen(server, work, home, shown):
    shown.goto(f"{server.url}/panels/{desk.panel('a').pk}/elsewhere/")
    expect(shown.locator("html[data-js]")).to_be_attached()
    shown.get_by_role("button", name="Move to “Work”").click()
    expect(shown.locator(".toast")).to_contain_text("Moved to “Work”.")
    assert desk.titles(work)[0] == [["a"], [], []]


def test_fold_and_unfold_a_section(strip, home, shown):
    shown.reload()
    fold = shown.get_by_role("button", name="Strip")
    expect(panel(shown, "d")).to_be_visible()
    fold.click()
    expect(panel(shown, "d")).to_have_count(0)
    expect(fold).to_have_attribute("aria-expanded", "false")
    shown.reload()
    expect(panel(shown, "d")).to_have_count(0)
    fold.press("Enter")
    expect(panel(shown, "d")).to_be_visible()
    expect(fold).to_be_focused()
