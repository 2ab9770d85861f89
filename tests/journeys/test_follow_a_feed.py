"""A reader pastes an address; the worker fetches it; the open page fills without a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.upstream import samples

pytestmark = pytest.mark.browser


def paste(page: Page, server, address: str) -> None:
    page.goto(f"{server.url}/add/")
    page.get_by_label("address").fill(address)
    page.locator("form", has=page.get_by_label("address")).get_by_role("button", name="Add").click()


def test_add_a_feed_by_address_and_see_it_fill(server, worker, upstream, visit, reader, home):
    address = upstream.serve("/news.xml", samples.rss("Soup", "Bread"), type="application/rss+xml", etag='"1"')
    page = visit(reader)
    paste(page, server, address)
    expect(page.locator(".panel[data-kind=feed]")).to_have_attribute("data-state", re.compile("loading|fresh"))
    expect(page.locator(".panel[data-kind=feed] .item-title").first).to_be_visible(timeout=20_000)


def test_a_web_page_that_names_its_feed_is_enough(server, worker, upstream, visit, reader, home):
    upstream.serve("/news.xml", samples.rss("Soup", "Bread"), type="application/rss+xml")
    address = upstream.serve("/", samples.page("/news.xml"), type="text/html")
    page = visit(reader)
    paste(page, server, address)
    expect(page.locator(".panel[data-kind=feed] .item-title").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [("/page", samples.page(), "web page"), ("/gone", None, "")],
)
def test_what_is_no_feed_says_so_in_its_panel(server, worker, upstream, visit, reader, home, place, path, body, words):
    place("notes", {"text": "mine"}, title="mine")
    address = upstream.serve(path, body, type="text/html") if body else upstream.url(path)
    page = visit(reader)
    paste(page, server, address)
    panel = page.locator(".panel[data-kind=feed]")
    expect(panel).to_have_attribute("data-state", "failed", timeout=20_000)
    expect(panel.locator(".panel-note")).to_contain_text(words)
    expect(page.get_by_role("heading", name="mine")).to_be_visible()


def test_a_private_address_is_refused_in_the_form(server, visit, reader, home):
    page = visit(reader)
    paste(page, server, "http://10.0.0.1/feed")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("address")).to_have_value("http://10.0.0.1/feed")
