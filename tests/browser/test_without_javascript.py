"""All that can be done to a page, done in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


def arrange(page):
    page.get_by_role("link", name="Arrange this page").click()


def panel(page, title):
    return page.locator(".panel", has=page.get_by_role("heading", name=title, exact=True))


def test_move_remove_and_bring_back(unscripted, home, ada):
    arrange(unscripted)
    services.move_panel(user=ada, panel_id=desk.panel("c").pk, column=2)  # on another device, meanwhile
    panel(unscripted, "a").get_by_role("button", name="Move down").click()
    expect(unscripted.get_by_text("This page changed on another device.")).to_be_visible()
    assert desk.titles(home)[0][:2] == [["a", "b"], []]
    expect(unscripted.locator(".column").nth(2).get_by_role("heading", name="c", exact=True)).to_be_visible()
    panel(unscripted, "a").get_by_role("button", name="Move down").click()
    assert desk.titles(home)[0][0] == ["b", "a"]
    panel(unscripted, "a").get_by_role("button", name="Move right").click()
    assert desk.titles(home)[0][0] == ["b"]
    panel(unscripted, "c").get_by_role("group").get_by_role("button", name="Remove").click()
    expect(unscripted.get_by_text("Removed.")).to_be_visible()
    unscripted.get_by_role("button", name="Undo", exact=True).click()
    assert desk.panel("c").removed_at is None


def test_page_is_shown_where_the_hand_was(unscripted, home, ada):
    for number in range(20):
        desk.add(ada, home, f"row {number}", 0)
    arrange(unscripted)
    last = panel(unscripted, "row 19")
    last.get_by_role("button", name="Move up").click()
    expect(last).to_be_in_viewport()
    assert desk.titles(home)[0][0][-2:] == ["row 19", "row 18"]
    last.get_by_role("button", name="More for “row 19”").click()
    unscripted.get_by_role("button", name="Fold up").click()
    expect(last).to_be_in_viewport()
    unscripted.get_by_role("link", name="Add to this page").click()
    unscripted.get_by_role("button", name="Add “Pad”").click()
    expect(unscripted.locator(".panel[data-kind=notes]").last).to_be_in_viewport()


def test_remove_by_a_double_click_ends_on_the_page(unscripted, home):
    arrange(unscripted)
    button = panel(unscripted, "c").get_by_role("group").get_by_role("button", name="Remove")
    button.dblclick()
    expect(unscripted.get_by_text("Removed.")).to_be_visible()
    expect(unscripted.get_by_role("link", name="Done")).to_be_visible()
    expect(panel(unscripted, "c")).to_have_count(0)
    assert desk.panel("c").removed_at is not None


def test_what_was_done_is_said_in_sight_however_long_the_page_is(unscripted, home):
    """With its undo; without a script it used to stand at the end of the page."""
    unscripted.set_viewport_size({"width": 800, "height": 300})
    arrange(unscripted)
    panel(unscripted, "a").get_by_role("group").get_by_role("button", name="Remove").click()
    expect(unscripted.get_by_text("Removed.")).to_be_in_viewport()
    expect(unscripted.get_by_role("button", name="Undo", exact=True)).to_be_in_viewport()


def test_move_and_copy_to_another_page(unscripted, home, ada):
    work = services.create_page(user=ada, title="Work").page
    for verb, left in (("Copy", ["a", "b"]), ("Move", ["b"])):
        arrange(unscripted)
        panel(unscripted, "a").get_by_role("link", name="Move or copy to another page").click()
        unscripted.get_by_role("button", name=f"{verb} to “Work”").click()
        expect(unscripted.locator(".toast")).to_contain_text("to “Work”.")
        assert desk.titles(home)[0][0] == left
        unscripted.get_by_role("link", name="Done").click()
    assert desk.titles(work)[0] == [["a"], ["a"], []]


def test_divide_add_and_fold_sections(unscripted, home):
    arrange(unscripted)
    unscripted.get_by_role("button", name="wide middle column").click()
    expect(unscripted.locator(".columns")).to_have_attribute("data-layout", "wide-middle")
    unscripted.get_by_role("button", name="one column").click()
    assert desk.titles(home) == [[["a", "b", "c", ""]]]
    unscripted.get_by_role("button", name="Add a full-width row on top").click()
    expect(unscripted.locator(".columns").first).to_have_attribute("data-layout", "1")
    unscripted.get_by_label("Heading").last.fill("Below")
    unscripted.get_by_role("button", name="Keep").last.click()
    unscripted.get_by_role("link", name="Done").click()
    unscripted.get_by_role("button", name="Below").click()
    expect(panel(unscripted, "a")).to_have_count(0)
    unscripted.get_by_role("button", name="Below").click()
    expect(panel(unscripted, "a")).to_be_visible()


def test_add_from_the_catalogue(unscripted, home):
    unscripted.locator(".column").nth(1).get_by_role("link", name="Add").click()
    unscripted.get_by_role("button", name="Add “Pad”").click()
    expect(unscripted.get_by_text("Added to “Home”.")).to_be_visible()
    assert Panel.objects.get(entry__slug="pad").column == 1


def test_change_colours(unscripted):
    unscripted.get_by_role("button", name="Colours follow the device").click()
    expect(unscripted.locator("html")).to_have_attribute("data-theme", "light")
    unscripted.get_by_role("button", name="Light colours").click()
    expect(unscripted.locator("html")).to_have_attribute("data-theme", "dark")


def test_read_a_story(unscripted):
    unscripted.get_by_role("link", name="Story 1").first.click()
    expect(unscripted.get_by_role("heading", name="Story 1")).to_be_visible()
    expect(unscripted.get_by_text("Text 1")).to_be_visible()
    unscripted.get_by_role("button", name="Save").click()
    unscripted.goto(
        unscripted.url.split("/read")[0] + "/saved/" if "/read" in unscripted.url else unscripted.url + "saved/"
    )
    expect(unscripted.get_by_role("link", name="Story 1")).to_be_visible()
