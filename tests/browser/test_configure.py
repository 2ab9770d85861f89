"""Settings beside their preview, and the catalogue by keyboard."""

import pytest
from playwright.sync_api import expect

from portal.pages.models import Panel
from tests.browser.conftest import visiting
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


def open_settings(page, title):
    head = page.locator(".panel", has=page.get_by_role("heading", name=title))
    head.hover()
    head.locator("a[data-dialog]").first.click()
    return page.locator("#dialog")


def test_the_preview_follows_while_one_types_and_nothing_is_kept(shown):
    dialog = open_settings(shown, "a")
    dialog.locator("[name=text]").fill("Buy **bread**")
    expect(dialog.locator("#preview-body")).to_contain_text("Buy")
    dialog.get_by_label("Heading", exact=True).fill("Errands")
    expect(dialog.locator("#preview-body .panel-title")).to_have_text("Errands")
    assert desk.panel("a").settings["text"] == "a"
    shown.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert desk.panel("a").settings["text"] == "a"


def test_a_dialog_brings_its_style_sheet_before_it_is_seen_and_only_once(shown):
    sheets = shown.locator("link[href*='css/screens.']")
    expect(sheets).to_have_count(0)
    dialog = open_settings(shown, "a")
    expect(dialog.locator(".configure")).to_have_css("display", "grid")
    shown.keyboard.press("Escape")
    open_settings(shown, "b")
    expect(dialog).to_be_visible()
    expect(sheets).to_have_count(1)


def test_a_style_sheet_that_did_not_come_is_asked_for_again(server, home, ada, browser):
    with visiting(browser, server, ada) as shown:  # a browser that may complain about the network
        shown.route("**/css/screens.*", lambda route: route.abort(), times=1)
        dialog = open_settings(shown, "a")
        expect(dialog.locator(".configure")).not_to_have_css("display", "grid")
        shown.keyboard.press("Escape")
        open_settings(shown, "b")
        expect(dialog.locator(".configure")).to_have_css("display", "grid")


def test_what_differs_is_marked_and_goes_back_with_a_press(shown):
    dialog = open_settings(shown, "The Ledger")
    rows = dialog.locator("[data-setting=rows]")
    rows.get_by_role("spinbutton").fill("2")
    expect(rows).to_have_attribute("data-changed", "")
    expect(dialog.locator("#preview-body .item")).to_have_count(2)
    rows.get_by_role("button", name="Set back").press("Enter")
    expect(rows.get_by_role("spinbutton")).to_have_value("7")
    expect(rows.get_by_role("spinbutton")).to_be_focused()
    expect(dialog.locator("#preview-body .item")).to_have_count(5)
    dialog.get_by_label("Show summaries").check()
    dialog.get_by_role("button", name="Set all back").click()
    expect(dialog.get_by_label("Show summaries")).not_to_be_checked()


def test_enter_keeps_the_settings(shown):
    dialog = open_settings(shown, "The Ledger")
    dialog.locator("[name=rows]").fill("2")
    dialog.locator("[name=rows]").press("Enter")
    expect(dialog).not_to_be_visible()
    expect(shown.locator("#content .panel[data-kind=feed] .item")).to_have_count(2)


def test_refused_settings_stay_in_the_dialog_with_their_words(shown):
    dialog = open_settings(shown, "The Ledger")
    dialog.locator("[name=rows]").fill("99")
    dialog.get_by_role("button", name="Keep", exact=True).last.click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.locator("#preview-body")).to_be_visible()


def test_find_look_and_add_by_keyboard_alone(shown, server, home):
    shown.goto(f"{server.url}/add/")
    shown.get_by_label("Search the catalogue").focus()
    shown.keyboard.type("pad")
    expect(shown.locator("#found")).to_contain_text("for “pad”")
    shown.keyboard.press("ArrowDown")
    expect(shown.get_by_role("link", name="Pad", exact=True)).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.locator("#dialog #preview-body")).to_be_visible()
    shown.locator("#dialog [name=text]").fill("Milk")
    expect(shown.locator("#dialog #preview-body")).to_contain_text("Milk")
    shown.locator("#dialog").get_by_role("button", name="Add to your page").last.press("Enter")
    expect(shown.get_by_text("Added to “Home”.")).to_be_visible()
    assert Panel.objects.get(entry__slug="pad").settings["text"] == "Milk"
