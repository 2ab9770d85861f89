"""Rosa shows a page to a friend, who takes a copy; then she takes the link back, while a stranger looks at it."""

import pytest
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.pages import services
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


def test_share_copy_and_take_back(server, reader, home, place, visit, browser):
    place("clock", {}, title="Town clock")
    desk.add(reader, home, "diary")
    services.update_page(user=reader, page_id=home.pk, title="Allotment")
    rosa = visit(reader)
    rosa.goto(f"{server.url}/pages/{home.pk}/share/")
    door = rosa.locator("section", has=rosa.get_by_role("heading", name="A secret link"))
    expect(door.get_by_text("Town clock")).to_be_visible()
    door.get_by_role("button", name="Make the link").click()
    link = rosa.get_by_label("Address of the shared page").input_value()

    friend = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    friend.goto(link)
    expect(friend.get_by_role("heading", name="Town clock")).to_be_visible()
    expect(friend.get_by_text("diary")).to_have_count(0)
    assert friend.context.cookies() == []
    friend.get_by_role("link", name="Take a copy").click()
    friend.get_by_role("button", name="Take a copy").click()
    expect(friend.get_by_role("heading", name="Town clock")).to_be_visible()
    guest = User.objects.get(is_guest=True)
    assert desk.titles(guest.pages.get(title="Allotment")) == [[["Town clock"], [], []]]

    stranger = browser.new_context().new_page()
    stranger.goto(link)
    expect(stranger.locator("html[data-stream=open]")).to_be_attached()
    expect(stranger.get_by_role("heading", name="Town clock")).to_be_visible()
    door.get_by_role("button", name="Take it back").click()
    expect(stranger.get_by_role("heading", name="This page is not shared any more")).to_be_visible()
    answer = stranger.goto(link)
    assert answer is not None
    assert answer.status == 404
    assert guest.pages.filter(title="Allotment", removed_at=None).exists()  # what the friend took is theirs
    friend.context.close()
    stranger.context.close()
