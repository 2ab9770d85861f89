"""Without a network the last pages can be read: one's own, with a word about their age, and nobody else's."""

import pytest
from playwright.sync_api import expect

from portal.accounts.models import User
from tests.browser.conftest import visiting
from tests.chromium import give_session
from tests.processes import wait_for

pytestmark = pytest.mark.browser

#: The worker has the page and minds it.
MINDED = "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
IS_KEPT = "async (path) => Boolean(await (await caches.open('foyer-pages')).match(path))"


@pytest.fixture
def page(server, home, ada, browser):
    with visiting(browser, server, ada, service_workers="allow") as page:
        page.wait_for_function(MINDED)
        page.reload()
        page.wait_for_function(IS_KEPT, arg="/")
        yield page


def switch_network(page, url, is_on):
    """The worker's own network is switched a moment after that of the page: opened until it shows."""
    page.context.set_offline(not is_on)
    wait_for(lambda: page.goto(url) and (page.get_attribute("html", "data-offline") is None) is is_on)


def test_read_the_last_page_without_a_network(page, server):
    found = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert found["errors"] == []
    assert (found["manifest"]["name"], found["manifest"]["display"]) == ("Foyer", "kStandalone"), "it can be installed"

    switch_network(page, server.url, is_on=False)
    expect(page.get_by_text("There is no network. You see the page as it was")).to_be_visible()
    expect(page.get_by_role("link", name="Story 0").first).to_be_visible()
    expect(page.locator(".offline-note time")).not_to_be_empty()
    never_opened = f"{server.url}/catalogue-that-was-never-opened/"
    # The last page may still be on its way to being drawn anew, and take the place of one that is asked for meanwhile.
    wait_for(lambda: page.goto(never_opened) and page.url == never_opened)
    expect(page.get_by_role("heading", name="There is no network just now")).to_be_visible()
    switch_network(page, server.url, is_on=True)
    expect(page.get_by_text("There is no network. You see")).to_be_hidden()


def test_nothing_of_a_person_is_kept_after_they_signed_out(page, server):
    page.get_by_label("You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.context.set_offline(True)
    page.goto(server.url)
    expect(page.get_by_text("Story 0")).to_have_count(0)


def test_another_person_finds_nothing_of_the_one_before(page, server):
    eve = User.objects.create_user("eve@example.org", name="Eve", is_introduced=True)
    give_session(page.context, server, eve)
    page.goto(f"{server.url}/settings/")
    page.wait_for_function("async () => !(await (await caches.open('foyer-pages')).match('/'))")
    page.context.set_offline(True)
    page.goto(server.url)
    expect(page.get_by_text("Story 0")).to_have_count(0)
    expect(page.get_by_role("heading", name="There is no network just now")).to_be_visible()
