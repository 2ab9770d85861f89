"""What is moved on one device moves on the other, and a late change never loses a panel."""

import pytest
from playwright.sync_api import expect

from tests.portal.pages import desk
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def test_move_on_one_device_is_seen_on_the_other(server, visit, reader, home, place):
    for name in ("a", "b", "c"):
        place("notes", {"text": name}, title=name, column=0)
    desk_top, phone = visit(reader), visit(reader)
    desk_top.get_by_role("button", name="Move “a”").focus()
    for key in ("Space", "ArrowRight", "Space"):
        desk_top.keyboard.press(key)
    wait_for(lambda: desk.titles(home)[0][:2] == [["b", "c"], ["a"]], why="the move to be kept")
    expect(phone.locator(".column").nth(1).get_by_role("heading", name="a", exact=True)).to_be_visible(timeout=15_000)
