"""A note is written in place: kept while one types, through lost connections, reloads and a second device."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel
from tests.browser.conftest import visiting
from tests.processes import wait_for

pytestmark = pytest.mark.browser


def text(title="a"):
    return Panel.objects.get(title=title).settings["text"]


@pytest.fixture
def travelling(server, home, ada, browser):
    """Ada's page where connections come and go, of which the browser complains."""
    with visiting(browser, server, ada) as page:
        expect(page.locator("html[data-stream=open]")).to_be_attached()  # all that it needs has come
        yield page


def write(page, words):
    note = page.locator(".panel", has=page.locator(".panel-title", has_text="a")).first
    if not note.locator("textarea").is_visible():
        note.get_by_role("link", name="Write").click()
    note.locator("textarea").fill(words)
    return note


def test_typing_is_kept_by_itself(shown, home):
    note = write(shown, "# Bread\n- flour")
    wait_for(lambda: text() == "# Bread\n- flour", why="the note to be kept")
    expect(note.get_by_role("status")).to_have_text("Kept.")
    note.get_by_role("button", name="Done").click()
    expect(note.locator(".prose h3")).to_have_text("Bread")
    expect(note.locator("textarea")).to_have_count(0)


def test_what_is_typed_without_a_network_survives_a_reload(travelling, home):
    travelling.context.set_offline(True)
    note = write(travelling, "written on the train")
    expect(note.get_by_role("status")).to_contain_text("safe in this browser")
    assert text() == "a"
    # The page itself loads again, but the note does not get through yet.
    travelling.route("**/note/", lambda route: route.abort())
    travelling.context.set_offline(False)
    travelling.reload()
    expect(note.locator("textarea")).to_have_value("written on the train")
    travelling.unroute("**/note/")
    travelling.evaluate("dispatchEvent(new Event('online'))")
    wait_for(lambda: text() == "written on the train", why="the draft to arrive")


def test_a_connection_that_comes_back_keeps_the_note(travelling, home):
    travelling.context.set_offline(True)
    note = write(travelling, "patience")
    expect(note.get_by_role("status")).to_contain_text("safe in this browser")
    travelling.context.set_offline(False)
    wait_for(lambda: text() == "patience", why="the note to be kept")
    expect(note.get_by_role("status")).to_have_text("Kept.")


def test_two_devices_are_brought_together(shown, home, ada):
    panel = Panel.objects.get(title="a")
    services.write_note(user=ada, panel_id=panel.pk, text="one\ntwo\nthree")
    shown.reload()
    shown.locator("[data-note-write]").first.click()
    services.write_note(user=ada, panel_id=panel.pk, text="ONE\ntwo\nthree")
    note = write(shown, "one\ntwo\nthree!")
    expect(note.locator("textarea")).to_have_value("ONE\ntwo\nthree!")
    wait_for(lambda: text() == "ONE\ntwo\nthree!", why="both to be kept")


def test_a_real_conflict_leaves_the_choice(shown, home, ada):
    shown.locator("[data-note-write]").first.click()
    services.write_note(user=ada, panel_id=Panel.objects.get(title="a").pk, text="from the phone")
    note = write(shown, "from the desk")
    expect(note.locator("[data-note-other]")).to_have_text("from the phone")
    assert text() == "from the phone"
    note.get_by_role("button", name="Keep both").click()
    wait_for(lambda: text() == "from the phone\n\nfrom the desk", why="both texts")


def test_too_long_a_note_says_so_and_stays(travelling, home):
    note = write(travelling, "x" * 20_001)
    expect(note.get_by_role("status")).to_contain_text("20001 signs")
    assert text() == "a"
    travelling.reload()
    expect(note.locator("textarea")).to_have_value("x" * 20_001)


def test_a_note_is_written_without_a_script(unscripted, home):
    unscripted.get_by_role("link", name="Write").first.click()
    unscripted.get_by_label("Text").fill("by hand")
    unscripted.get_by_role("button", name="Keep").click()
    expect(unscripted.locator(".prose").first).to_have_text("by hand")
