"""Reading by keyboard: in place over a page, in the full-screen reader, and with the same state on two devices."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.publishing.notices.models import Notice
from portal.reading.models import SavedItem
from portal.reading.state.models import ItemMark
from tests.browser.conftest import visiting
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def test_go_through_stories_by_keys_and_see_it_on_another_device(shown, server, ada, browser):
    with visiting(browser, server, ada) as other:
        expect(other.locator("html[data-stream]")).to_be_attached()
        shown.keyboard.press("j")
        expect(shown.locator(".item-title", has_text="Story 0")).to_be_focused()
        shown.keyboard.press("j")
        shown.keyboard.press("o")
        dialog = shown.locator("#dialog")
        expect(dialog.get_by_role("heading", name="Story 1")).to_be_visible()
        shown.keyboard.press("j")
        expect(dialog.get_by_role("heading", name="Story 2")).to_be_visible()
        shown.keyboard.press("s")
        wait_for(lambda: SavedItem.objects.filter(item__title="Story 2").exists())
        dialog.get_by_role("link", name="Story before").click()
        expect(dialog.get_by_role("heading", name="Story 1")).to_be_visible()
        shown.keyboard.press("u")
        expect(dialog).not_to_be_visible()
        for title in ("Story 1", "Story 2"):
            expect(other.locator(".item[data-is-read]", has_text=title)).to_be_attached()
            expect(shown.locator(".item[data-is-read]", has_text=title)).to_be_attached()
        expect(other.locator(".panel-unread")).to_have_attribute("title", "3 unread")
        shown.locator(".item", has_text="Story 2").locator(".item-title").focus()
        shown.keyboard.press("m")
        expect(other.locator(".item:not([data-is-read])", has_text="Story 2")).to_be_attached()
        wait_for(lambda: ItemMark.objects.filter(item__title="Story 2", is_read=False).exists())


def test_read_full_screen_by_keys_and_come_back(shown, ada):
    shown.keyboard.press("r")
    expect(shown.locator(".reading")).to_be_visible()
    expect(shown.locator("html[data-stream]")).to_be_attached()
    shown.keyboard.press("j")
    pane = shown.locator("#reading-article")
    expect(pane.get_by_role("heading", name="Story 0")).to_be_visible()
    shown.keyboard.press("j")
    expect(pane.get_by_role("heading", name="Story 1")).to_be_visible()
    expect(shown.locator(".item[data-is-read]")).to_have_count(2)
    shown.keyboard.press("m")
    expect(shown.locator(".item[data-is-read]")).to_have_count(1)
    shown.keyboard.press("u")
    expect(shown.get_by_text("Choose a story.")).to_be_hidden()
    wait_for(lambda: ItemMark.objects.filter(item__title="Story 0", is_read=True).exists())
    wait_for(lambda: ItemMark.objects.filter(item__title="Story 1", is_read=False).exists())
    shown.get_by_role("link", name="Home", exact=True).click()
    expect(shown.locator(".panel .item[data-is-read]")).to_have_count(1)


def test_read_full_screen_without_a_script(unscripted):
    unscripted.set_viewport_size({"width": 390, "height": 800})
    unscripted.get_by_role("link", name="Read this page full-screen").click()
    unscripted.get_by_role("link", name="Story 1").click()
    expect(unscripted.get_by_role("heading", name="Story 1")).to_be_visible()
    expect(unscripted.locator(".reading-list")).to_be_hidden()
    unscripted.get_by_role("link", name="Close").click()
    expect(unscripted.get_by_role("link", name="Story 1")).to_have_count(0)
    expect(unscripted.get_by_role("link", name="Story 2")).to_be_visible()


def test_mute_what_is_like_a_story_and_take_it_back(shown, ada):
    shown.locator(".item", has_text="Story 2").hover()
    shown.get_by_role("link", name="Mute or highlight what is like this").click()
    dialog = shown.locator("#dialog")
    dialog.get_by_label("a word, namely").check()
    dialog.get_by_role("button", name="Mute").click()
    expect(dialog.get_by_text("Say it in words.")).to_be_visible()
    dialog.get_by_label("Words").fill("story 2")
    dialog.get_by_role("button", name="Mute").click()
    expect(dialog).not_to_be_visible()
    expect(shown.locator(".item", has_text="Story 2")).to_be_hidden()
    shown.get_by_role("link", name="1 muted story").click()
    dialog.get_by_role("button", name="Remove").click()
    expect(shown.locator(".item", has_text="Story 2")).to_be_visible()


def test_let_notices_go_one_by_one(shown, home, ada):
    services.add_panel(user=ada, page_id=home.pk, kind="notices")
    for title in ("Closed on Monday", "Storm tonight"):
        Notice.objects.create(title=title)
    shown.reload()
    shown.get_by_role("button", name="I have seen it: Storm tonight").click()
    expect(shown.locator(".notice", has_text="Storm")).to_be_hidden()
    expect(shown.get_by_text("You have seen all notices.")).to_be_hidden()
    shown.get_by_role("button", name="I have seen it").click()
    expect(shown.get_by_text("You have seen all notices.")).to_be_visible()
    wait_for(lambda: ItemMark.objects.filter(item__title="Storm tonight", is_read=True).exists())
