"""From any other site: the button among one's bookmarks and the link that a site can place ask what to add, and add nothing
by themselves."""

import html
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from portal.pages.models import Panel
from tests.browser.hands import press
from tests.processes import Server, wait_for
from tests.upstream import samples

pytestmark = pytest.mark.browser

SITE = "https://elsewhere.example/a story?x=1&y=2"


def test_press_the_bookmarklet_on_another_site(shown: Page, server: Server) -> None:
    shown.goto(f"{server.url}/add/from-anywhere/")
    button = shown.locator("main a[href^='javascript:']").get_attribute("href") or ""
    before = Panel.objects.count()
    site = shown.context.new_page()
    site.route(
        "https://elsewhere.example/**",
        lambda route: route.fulfill(body="<title>A &amp; B’s site</title>", content_type="text/html; charset=utf-8"),
    )
    site.goto(SITE)
    site.evaluate(button.removeprefix("javascript:"))
    site.wait_for_url(f"{server.url}/add/?url=**")
    expect(site.locator("main")).to_contain_text("elsewhere.example")
    expect(site.locator("main input[name=url]").first).to_have_value("https://elsewhere.example/a%20story?x=1&y=2")
    expect(site.locator("main input[name=title]").first).to_have_value("A & B’s site")
    assert Panel.objects.count() == before


def place_link(page: Page, server: Server, address: str) -> None:
    """A site has the link that the portal offers to sites, with the address of its own feed in it; one follows it."""
    page.goto(f"{server.url}/add/from-anywhere/")
    offered = page.locator("textarea").input_value()
    assert quote("https://example.org/feed.xml", safe="") in offered
    link = offered.replace(quote("https://example.org/feed.xml", safe=""), quote(address, safe=""))
    page.context.route(
        "https://bakery.example/", lambda route: route.fulfill(body=f"<h1>Bakery</h1>{link}", content_type="text/html")
    )
    page.goto("https://bakery.example/")
    page.get_by_role("link", name="Add to my page").click()
    expect(page.get_by_text("Nothing is added before you say so.")).to_be_visible()
    assert html.escape(address) in page.content()


@pytest.mark.parametrize("browser_page", ["shown", "unscripted"])
def test_follow_the_link_that_a_site_has_placed(request, browser_page, server, worker, upstream):
    page = request.getfixturevalue(browser_page)
    address = upstream.serve("/bread.xml", samples.rss("Rye", "Spelt"), type=samples.RSS_TYPE)
    place_link(page, server, address)
    before = Panel.objects.count()
    if browser_page == "shown":
        press(page, "#look form button.primary")
    else:
        page.get_by_role("button", name="Look at it").click()
    add = page.get_by_role("button", name="Add “The Kitchen”")
    expect(add).to_be_visible(timeout=20_000)
    assert Panel.objects.count() == before
    add.click()
    added = page.locator(".panel[data-kind=feed]", has_text="Rye")
    if browser_page == "unscripted":  # nothing comes by itself
        wait_for(lambda: page.reload() and added.count())
    expect(added).to_be_visible(timeout=20_000)
    assert Panel.objects.count() == before + 1
