"""Stories open over the page; saving and hiding happen at once and can be taken back."""

import pytest
from playwright.sync_api import expect

from portal.reading.models import SavedItem
from recommender.models import Event
from tests.browser.conftest import visiting
from tests.processes import wait_for
from widgets import errands, whole
from widgets.models import FullText, Item

pytestmark = pytest.mark.browser


def test_open_a_story_in_place_is_told_to_the_recommender(shown):
    shown.locator(".item-title", has_text="Story 1").click()
    dialog = shown.locator("#dialog")
    expect(dialog.get_by_role("heading", name="Story 1")).to_be_visible()
    dialog.get_by_role("button", name="Save").click()
    expect(shown.locator(".toast", has_text="Saved for later")).to_be_attached()
    wait_for(lambda: SavedItem.objects.filter(item__title="Story 1").exists())
    shown.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(shown.locator(".item-title", has_text="Story 1")).to_be_focused()
    wait_for(lambda: Event.objects.filter(kind="open", item__title="Story 1").count() == 1)


def test_the_whole_story_comes_by_itself(shown, worker, upstream):
    text = "Rye is slow, and a loaf of it is worth the wait of a whole day. "
    page = f"<!doctype html><article><h1>Story 1</h1><p>{text * 5}</p></article>"
    Item.objects.filter(title="Story 1").update(url=upstream.serve("/story", page, type="text/html"))
    shown.locator(".item-title", has_text="Story 1").click()
    dialog = shown.locator("#dialog")
    dialog.get_by_role("link", name="Fetch the whole story").click()
    expect(dialog.locator(".reader .text")).to_contain_text("worth the wait", timeout=20_000)
    expect(dialog.get_by_role("heading", name="Story 1")).to_have_count(1)
    expect(dialog.locator("[data-hx-trigger]")).to_have_count(0)  # nobody goes on asking
    wait_for(lambda: Event.objects.filter(kind="open", item__title="Story 1").exists())
    assert Event.objects.filter(kind="open", item__title="Story 1").count() == 1


@pytest.fixture
def slow(home) -> Item:
    """A story whose whole text is on the way as long as the test wishes."""
    story = Item.objects.get(title="Story 1")
    Item.objects.filter(pk=story.pk).update(url="https://news.example/1")
    errands.send(whole.name_of(story.pk), "tests.a_task_that_no_worker_knows")
    return story


def test_focus_and_selection_stay_while_the_whole_story_is_fetched(shown, slow):
    shown.locator(".item-title", has_text="Story 1").click()
    dialog = shown.locator("#dialog")
    dialog.get_by_role("link", name="Fetch the whole story").click()
    expect(dialog.get_by_role("status")).to_be_visible()
    follow = dialog.get_by_role("button", name="Whole stories of this feed always")
    follow.focus()
    shown.evaluate("getSelection().selectAllChildren(document.querySelector('#dialog h1'))")
    for _look in range(2):  # when the second comes, the first has been dealt with
        shown.wait_for_event("response", lambda answer: "whole=1" in answer.url, timeout=20_000)
    expect(follow).to_be_focused()
    assert shown.evaluate("getSelection().toString()") == "Story 1"
    FullText.objects.create(item=slow, content="<p>All of it.</p>")
    expect(dialog.locator(".reader .text")).to_have_text("All of it.")
    expect(dialog.get_by_role("status")).to_have_count(0)


def test_nobody_goes_on_asking_for_a_story_that_is_gone(server, home, ada, browser, slow):
    with visiting(browser, server, ada) as shown:
        shown.locator(".item-title", has_text="Story 1").click()
        dialog = shown.locator("#dialog")
        dialog.get_by_role("link", name="Fetch the whole story").click()
        expect(dialog.get_by_role("status")).to_be_visible()
        with shown.expect_response(lambda answer: answer.status == 404, timeout=20_000):
            Item.objects.filter(pk=slow.pk).update(is_live=False)
        expect(dialog.locator("[data-hx-trigger]")).to_have_count(0)
        expect(dialog.get_by_role("heading", name="Story 1")).to_be_visible()


def test_hide_a_suggestion_and_take_it_back(shown):
    row = shown.locator(".for-you .suggestion", has_text="Story 2")
    expect(row).to_be_visible()
    row.locator("summary").click()
    row.get_by_role("button", name="Hide").click()
    expect(row).to_be_hidden()
    wait_for(lambda: Event.objects.filter(kind="hide", item__title="Story 2").exists())
    shown.locator(".toast").get_by_role("button", name="Undo").click()
    wait_for(lambda: Event.objects.filter(kind="unhide", item__title="Story 2").exists())
    expect(row).to_be_visible()


def test_save_a_story_from_its_row(shown):
    row = shown.locator(".item", has_text="Story 3")
    row.hover()
    row.get_by_role("button", name="Save for later").click()
    wait_for(lambda: SavedItem.objects.filter(item__title="Story 3").exists())


def test_times_are_said_from_now(shown):
    expect(shown.locator(".item time").nth(1)).to_contain_text("ago")


def test_theme_changes_at_once_and_stays(shown):
    shown.get_by_role("button", name="Colours follow the device").click()
    expect(shown.locator("html")).to_have_attribute("data-theme", "light")
    wait_for(lambda: shown.request.get(shown.url).text().count('data-theme="light"') == 1)
    shown.reload()
    expect(shown.locator("html")).to_have_attribute("data-theme", "light")
