"""A reader pastes an address, is told what it is, adds it; the worker fetches it; the open page fills without a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.pages.models import Panel
from tests.browser.conftest import visiting
from tests.browser.hands import WAYS, Hand
from tests.upstream import samples

pytestmark = pytest.mark.browser


def paste(page: Page, server, address: str) -> None:
    page.goto(f"{server.url}/add/")
    page.get_by_label("address").fill(address)
    page.get_by_role("button", name="Look at it").click()


def add(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Add “{name}”").click(timeout=20_000)


def test_add_a_feed_by_address_and_see_it_fill(server, worker, upstream, visit, reader, home):
    address = upstream.serve("/news.xml", samples.rss("Soup", "Bread"), type="application/rss+xml", etag='"1"')
    page = visit(reader)
    paste(page, server, address)
    expect(page.locator("#preview-body .item-title").first).to_have_text("Soup", timeout=20_000)
    assert not Panel.objects.filter(kind="feed").exists(), "looking adds nothing"
    add(page, "The Kitchen")
    expect(page.locator(".panel[data-kind=feed]")).to_have_attribute("data-state", re.compile("loading|fresh"))
    expect(page.locator(".panel[data-kind=feed] .item-title").first).to_be_visible(timeout=20_000)


def test_a_web_page_that_names_its_feeds_lets_one_choose(server, worker, upstream, visit, reader, home):
    upstream.serve("/news.xml", samples.rss("Soup", "Bread"), type="application/rss+xml")
    address = upstream.serve("/", samples.page("/other.xml", "/news.xml"), type="text/html")
    page = visit(reader)
    paste(page, server, address)
    expect(page.get_by_role("button", name="Add “News”")).to_have_count(2, timeout=20_000)
    page.get_by_role("button", name="Add “News”").last.click()
    expect(page.locator(".panel[data-kind=feed] .item-title").first).to_be_visible(timeout=20_000)


MARKET = "UID:1\nDTSTART:20300101T100000Z\nSUMMARY:Market"


@pytest.mark.parametrize(
    ("way", "path", "body", "kind"),
    [
        ("unscripted", "/town.ics", samples.ics(MARKET), "calendar"),
        ("touch", "/stock.json", '{"stock": [{"name": "Bread", "left": 3}]}', "custom"),
    ],
)
def test_a_calendar_and_data_are_known_by_their_address(
    server, worker, upstream, browser, reader, home, way, path, body, kind
):
    """Pasted where words are searched for."""
    address = upstream.serve(path, body, type="text/calendar" if kind == "calendar" else "application/json")
    with visiting(browser, server, reader, **WAYS[way]) as page:
        hand = Hand(page, way)
        page.goto(f"{server.url}/add/")
        hand.fill(page.get_by_label("Search the catalogue"), address)
        if not hand.is_scripted:
            hand.press(page.get_by_role("button", name="Search", exact=True))
        hand.press(page.locator("#found").get_by_role("button", name="Look at it"))
        offer = page.locator(".offers .card").first
        expect(offer).to_be_visible(timeout=20_000)
        hand.press(offer.get_by_role("button"))
        expect(page.locator(f".panel[data-kind={kind}]")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [("/page", samples.page(), "names no feed"), ("/gone", None, "nothing at this address")],
)
def test_what_is_no_feed_is_said_before_it_is_added(server, worker, upstream, visit, reader, home, path, body, words):
    address = upstream.serve(path, body, type="text/html") if body else upstream.url(path)
    page = visit(reader)
    paste(page, server, address)
    expect(page.locator("#look")).to_contain_text(words, timeout=20_000)
    assert not Panel.objects.exists()


def test_what_is_no_feed_and_added_all_the_same_says_so_in_its_panel(
    server, worker, upstream, visit, reader, home, place
):
    place("notes", {"text": "mine"}, title="mine")
    page = visit(reader)
    paste(page, server, upstream.url("/gone"))
    page.get_by_role("button", name="Add it as a feed all the same").click(timeout=20_000)
    panel = page.locator(".panel[data-kind=feed]")
    expect(panel).to_have_attribute("data-state", "failed", timeout=20_000)
    expect(page.get_by_role("heading", name="mine")).to_be_visible()


def test_a_private_address_is_refused_in_the_form(server, visit, reader, home):
    page = visit(reader)
    paste(page, server, "http://10.0.0.1/feed")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("address")).to_have_value("http://10.0.0.1/feed")
