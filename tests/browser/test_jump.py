"""The palette and the shortcuts: by keyboard alone, in words that a screen reader has, and as a link without a script."""

import re

import pytest
from playwright.sync_api import expect

from portal.pages import services
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


def palette(page):
    return page.get_by_role("combobox", name="Search or jump")


def test_jump_to_another_page_by_keyboard(shown, ada):
    services.create_page(user=ada, title="Zebra", icon="")
    shown.keyboard.press("Control+k")
    expect(palette(shown)).to_be_focused()
    palette(shown).fill("zeb")
    option = shown.get_by_role("option", name="Zebra")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(palette(shown)).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    shown.keyboard.press("Enter")
    expect(shown).to_have_url(re.compile("/p/zebra/"))


def test_arrows_choose_and_escape_gives_the_focus_back(shown):
    button = shown.get_by_role("link", name="Search or jump")
    button.focus()
    shown.keyboard.press("Enter")
    options = shown.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    shown.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    shown.keyboard.press("Escape")
    expect(palette(shown)).to_be_hidden()
    expect(button).to_be_focused()


def test_palette_finds_stories_and_reads_them_in_place(shown):
    shown.keyboard.press("Control+k")
    palette(shown).fill("stóry 3")
    expect(shown.get_by_role("option", name="Story 3")).to_have_attribute("aria-selected", "true")
    shown.keyboard.press("Enter")
    expect(shown.locator("#dialog").get_by_role("heading", name="Story 3")).to_be_visible()


def test_single_keys_work_outside_of_fields_only_and_can_be_switched_off(shown):
    expect(shown.locator("html[data-js]")).to_be_attached()
    shown.keyboard.press("/")
    expect(palette(shown)).to_be_focused()
    shown.keyboard.type("e?")
    expect(palette(shown)).to_have_value("e?")
    shown.keyboard.press("Escape")
    expect(palette(shown)).to_be_hidden()
    shown.keyboard.press("?")
    switch = shown.get_by_label("Use single keys in this browser")
    expect(switch).to_be_checked(timeout=15_000)
    switch.uncheck()
    expect(switch).not_to_be_checked()
    shown.keyboard.press("Escape")
    expect(switch).to_be_hidden()
    shown.keyboard.press("e")
    shown.keyboard.press("?")
    expect(switch).to_be_hidden()
    expect(shown).not_to_have_url(re.compile("edit=1"))
    shown.keyboard.press("Control+k")
    expect(palette(shown)).to_be_focused()


def test_key_arranges_the_page(shown):
    shown.keyboard.press("e")
    expect(shown).to_have_url(re.compile("edit=1"))


def test_search_without_a_script(unscripted, home, ada):
    services.write_note(user=ada, panel_id=desk.panel("a").pk, text="Bread and milk")
    links = {"links": "Flour | https://flour.example/"}
    services.add_panel(user=ada, page_id=home.pk, kind="bookmarks", settings=links)
    unscripted.get_by_role("link", name="Search or jump").click()
    unscripted.get_by_label("Search your things").fill("story 4")
    unscripted.get_by_role("button", name="Search").click()
    expect(unscripted.get_by_role("link", name="Story 4")).to_be_visible()
    for words, name in (("flour", "Flour"), ("bread", "a"), ("trash", "Trash")):
        unscripted.get_by_label("Search your things").fill(words)
        unscripted.get_by_role("button", name="Search", exact=True).click()
        expect(unscripted.locator("#found").get_by_role("link", name=name).first).to_be_visible()
