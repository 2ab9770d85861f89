"""What is moved on one device moves on the other, a late change never loses a panel, and all of it can be taken back."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from tests.chromium import PHONE
from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def panel(page, title):
    return page.get_by_role("heading", name=title, exact=True)


def test_move_on_one_device_is_seen_on_the_other(server, visit, reader, home, place):
    for name in ("a", "b", "c"):
        place("notes", {"text": name}, title=name, column=0)
    desk_top, phone = visit(reader), visit(reader, **PHONE)
    desk_top.get_by_role("button", name="Move “a”").focus()
    for key in ("Space", "ArrowRight", "Space"):
        desk_top.keyboard.press(key)
    wait_for(lambda: desk.titles(home)[0][:2] == [["b", "c"], ["a"]], why="the move to be kept")
    second = phone.locator(".column").nth(1)
    expect(second.get_by_role("heading", name="a", exact=True)).to_be_visible(timeout=15_000)

    # The phone takes it back; the desk sees that, and makes it again.
    phone.get_by_role("link", name="Arrange this page").tap()
    phone.get_by_role("button", name="Undo the last change").tap()
    wait_for(lambda: desk.titles(home)[0][:2] == [["a", "b", "c"], []], why="the undo to be kept")
    first = desk_top.locator(".column").first
    expect(first.locator(".panel")).to_have_count(3, timeout=15_000)
    desk_top.locator("body").click(position={"x": 5, "y": 400})
    desk_top.keyboard.press("Control+Shift+Z")
    wait_for(lambda: desk.titles(home)[0][:2] == [["b", "c"], ["a"]], why="the redo to be kept")


def test_late_change_is_refused_shown_and_nothing_is_lost(server, visit, reader, home, place):
    """The phone was in a tunnel: it has not heard that a panel went and another page was made."""
    for name in ("a", "b", "c"):
        place("notes", {"text": name}, title=name, column=0)
    phone = visit(reader)
    phone.route("**/live?*", lambda route: route.fulfill(status=404))
    phone.reload()
    services.remove_panel(user=reader, panel_id=desk.panel("a").pk)
    work = services.create_page(user=reader, title="Work").page
    services.send_panel(user=reader, panel_id=desk.panel("b").pk, page_id=work.pk)

    phone.get_by_role("button", name="Move “a”").focus()
    for key in ("Space", "ArrowRight", "Space"):
        phone.keyboard.press(key)
    expect(phone.locator(".toast", has_text="your change was not made")).to_be_visible()
    expect(phone.locator(".panel")).to_have_count(1)
    expect(phone.locator(".tab-title")).to_have_text(["Home", "Work"])
    assert (desk.titles(home)[0][0], desk.titles(work)[0][0]) == (["c"], ["b"])

    # All of it is still there: one in the trash, one on the other page, and the history tells where they went.
    phone.goto(f"{server.url}/pages/{home.pk}/history/")
    expect(phone.locator(".past-words").first).to_have_text("Sent “b” to “Work”")
    expect(phone.locator(".past-words").nth(1)).to_have_text("Removed “a”")
    phone.goto(f"{server.url}/trash/")
    phone.get_by_role("button", name="Put back “a”").click()
    expect(panel(phone, "a")).to_be_visible()
    expect(phone).to_have_url(f"{server.url}/#panel-{desk.panel('a').pk}")
    assert sorted(desk.titles(home)[0][0]) == ["a", "c"]
