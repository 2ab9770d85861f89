"""Undo, redo, history and trash in the browser: by keys, by buttons, and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from portal.pages.models import Panel
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def move_right(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Move “{title}”").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)


def columns(home):
    return desk.titles(home)[0][:2]


def test_undo_and_redo_by_keys(shown, home):
    move_right(shown, "a")
    move_right(shown, "b")
    wait_for(lambda: columns(home)[0] == [], why="both moves")
    both = columns(home)
    for keys, expected in (
        ("Control+z", lambda: columns(home)[0] == ["b"]),
        ("Control+z", lambda: columns(home) == [["a", "b"], ["c"]]),
        ("Control+Shift+Z", lambda: columns(home)[0] == ["b"]),
        ("Control+y", lambda: columns(home) == both),
    ):
        shown.keyboard.press(keys)
        wait_for(expected, why=f"{keys} to be kept")
        shown.locator(f"#page[data-version='{desk.version(home)}']").wait_for()
    expect(shown.locator(".column").first.locator(".panel")).to_have_count(0)


def test_undo_key_in_a_text_field_is_the_fields_own(shown, home):
    move_right(shown, "a")
    wait_for(lambda: columns(home)[0] == ["b"], why="the move")
    shown.get_by_role("link", name="Arrange this page").click()
    field = shown.get_by_label("Heading").first
    field.fill("Morning")
    field.press("Control+z")
    expect(field).not_to_have_value("Morning")
    assert columns(home)[0] == ["b"]


def test_undo_what_was_undone_in_the_toast(shown, home):
    services.move_panel(user=home.owner, panel_id=desk.panel("a").pk, column=1)
    shown.reload()
    shown.keyboard.press("Control+z")
    shown.locator(".toast").get_by_role("button", name="Redo").click()
    wait_for(lambda: columns(home)[0] == ["b"], why="the redo")


def test_look_at_the_page_as_it_was_and_restore_it(shown, home, ada):
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    services.remove_panel(user=ada, panel_id=desk.panel("c").pk)
    shown.goto(f"{shown.url}?edit=1")
    shown.get_by_role("link", name="History").click()
    expect(shown.get_by_role("heading", name="History of “Home”")).to_be_visible()
    expect(shown.locator(".past-row").first).to_contain_text("Removed “c”")
    shown.get_by_role("link", name=re.compile("Look: Added “c”|Look: Added “The Ledger”")).first.click()
    expect(shown.get_by_role("article", name="a", exact=True)).to_be_visible()
    expect(shown.get_by_text("Story 1")).to_be_visible()
    shown.get_by_role("button", name="Restore this").click()
    expect(shown.locator(".toast", has_text="as it was then")).to_be_visible()
    expect(shown.get_by_role("heading", name="a", exact=True)).to_be_visible()
    wait_for(lambda: columns(home) == [["a", "b"], ["c"]], why="the restore")


def trash_tour(page: Page, base: str) -> None:
    page.goto(f"{base}trash/")
    row = page.locator(".past-row", has=page.get_by_text("a", exact=True))
    row.get_by_role("button", name="Put back “a”").click()
    expect(page.get_by_text("It is back on “Home”.")).to_be_visible()
    page.goto(f"{base}trash/")
    page.locator("summary", has_text="Delete “c” for good").click()
    expect(page.get_by_text("“c” cannot be brought back after this.")).to_be_visible()
    page.get_by_role("button", name="Delete for good", exact=True).click()
    expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()


@pytest.mark.parametrize("browser_page", ["shown", "unscripted"])
def test_put_back_and_delete_for_good(request, browser_page, home, ada):
    page = request.getfixturevalue(browser_page)
    for title in "ac":
        services.remove_panel(user=ada, panel_id=desk.panel(title).pk)
    trash_tour(page, page.url)
    assert columns(home) == [["a", "b"], []]
    assert not Panel.objects.filter(title="c").exists()


def test_undo_redo_and_restore_without_a_script(unscripted, home, ada):
    services.move_panel(user=ada, panel_id=desk.panel("a").pk, column=1)
    unscripted.goto(f"{unscripted.url}?edit=1")
    unscripted.get_by_role("button", name="Undo the last change").click()
    assert columns(home) == [["a", "b"], ["c"]]
    unscripted.get_by_role("button", name="Redo what was undone").click()
    assert columns(home) == [["b"], ["c", "a"]]
    unscripted.get_by_role("link", name="History").click()
    unscripted.get_by_role("link", name="Look: Added “c”").click()
    expect(unscripted.get_by_role("article", name="a", exact=True)).to_be_visible()
    unscripted.get_by_role("button", name="Restore this").click()
    expect(unscripted.get_by_text("The page is as it was then.")).to_be_visible()
    assert columns(home) == [["a", "b"], ["c"]]
    assert Panel.objects.get(kind="feed").removed_at, "it came later: it waits in the trash"


def test_hear_that_another_device_put_the_tabs_in_order(shown, home, ada):
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    work = services.create_page(user=ada, title="Work").page
    expect(shown.locator(".tab-title")).to_have_text(["Home", "Work"])
    services.reorder_pages(user=ada, page_ids=[work.pk, home.pk])
    expect(shown.locator(".tab-title")).to_have_text(["Work", "Home"])


def test_hear_that_another_device_removed_the_open_page(shown, home, ada):
    work = services.create_page(user=ada, title="Work").page
    shown.goto(f"{shown.url}p/work/")
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    services.remove_page(user=ada, page_id=work.pk)
    expect(shown.locator(".toast", has_text="removed on another device")).to_be_visible()
    expect(shown.get_by_role("heading", name="a", exact=True)).to_be_visible()
