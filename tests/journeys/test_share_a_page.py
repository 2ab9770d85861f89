"""Rosa shows a page to a friend, who takes a copy; then she takes the link back, while a stranger looks at it."""

import re

import pytest
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.pages import services
from tests.chromium import PHONE, PLAIN
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
    door.get_by_role("button", name="Make the link").press("Enter")
    link = rosa.get_by_label("Address of the shared page").input_value()

    friend = browser.new_context(**PHONE).new_page()
    friend.goto(link)
    expect(friend.get_by_role("heading", name="Town clock")).to_be_visible()
    expect(friend.get_by_text("diary")).to_have_count(0)
    assert friend.context.cookies() == []
    friend.get_by_role("link", name="Take a copy").tap()
    friend.get_by_role("button", name="Take a copy").tap()
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


def test_publish_copy_and_take_back_without_a_script(server, reader, home, place, visit):
    place("clock", {}, title="Town clock")
    desk.add(reader, home, "diary")
    services.update_page(user=reader, page_id=home.pk, title="Allotment")
    rosa = visit(reader, **PLAIN)
    rosa.goto(f"{server.url}/pages/{home.pk}/share/")
    door = rosa.locator("section", has=rosa.get_by_role("heading", name="Published for everybody"))
    door.get_by_label("Made by").fill("Rosa")
    door.get_by_label("diary").check()
    door.get_by_role("button", name="Publish").click()
    expect(door.get_by_label("Address of the shared page")).to_have_value(re.compile(r"/shared/p\d+/$"))

    visitor = visit(**PLAIN)
    visitor.goto(f"{server.url}/pages/gallery/")
    visitor.get_by_role("link", name="Allotment", exact=True).click()
    expect(visitor.get_by_text("made by Rosa")).to_be_visible()
    expect(visitor.get_by_role("heading", name="diary")).to_be_visible()
    visitor.get_by_role("link", name="Take a copy").click()
    visitor.get_by_role("button", name="Take a copy").click()
    expect(visitor.locator(".tab[aria-current]")).to_have_text("Allotment")
    expect(visitor.get_by_role("heading", name="diary")).to_be_visible()

    door.get_by_role("button", name="Take it back").click()
    expect(rosa.get_by_text("It is closed. Nobody else sees this page through it any more.")).to_be_visible()
    visitor.goto(f"{server.url}/pages/gallery/")
    expect(visitor.get_by_role("link", name="Allotment").locator("visible=true")).to_have_count(1)  # their own tab
