"""The button among one's bookmarks: pressed on any site it asks what of it to add, and adds nothing by itself."""

from playwright.sync_api import Page, expect

from portal.pages.models import Panel
from tests.processes import Server

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
