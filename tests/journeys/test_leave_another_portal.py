"""Somebody comes from another reader: the list of feeds in, news within seconds, and all of it away again at once."""

import pytest
from playwright.sync_api import expect

from portal.pages.models import Page
from tests.portal.transfer.files import feed, folder, opml
from tests.upstream import samples

pytestmark = pytest.mark.browser


def test_bring_feeds_read_them_and_take_it_all_back(server, worker, upstream, visit, reader, home):
    first = upstream.serve("/soup.xml", samples.rss("Soup of the day"), type="application/rss+xml")
    second = upstream.serve("/rail.xml", samples.rss("The night train"), type="application/rss+xml")
    file = opml(
        folder("Kitchen", feed("Soup", first)),
        folder("Trains", feed("Rail", second)),
        '<outline type="rss" text="Lost"/>',
        title="My reader",
    )
    page = visit(reader)
    page.goto(f"{server.url}/import/")
    page.get_by_label("File").set_input_files({"name": "feeds.opml", "mimeType": "text/xml", "buffer": file.encode()})
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Done. 2 panels are there.")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("row", name="Lost")).to_contain_text("It has no address.")
    page.get_by_role("link", name="My reader").click()
    expect(page.get_by_role("heading", name="Kitchen")).to_be_visible()
    expect(page.get_by_text("Soup of the day").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("The night train").first).to_be_visible(timeout=20_000)
    page.go_back()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Taken back. New pages lie")).to_be_visible()
    assert [found.title for found in Page.objects.filter(owner=reader, removed_at=None)] == ["Home"]


def test_bring_feeds_from_an_address(server, worker, upstream, visit, reader, home):
    address = upstream.serve("/list.opml", opml(feed("a"), title="From afar"), type="text/x-opml")
    page = visit(reader)
    page.goto(f"{server.url}/import/?url={address}")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("link", name="From afar")).to_be_visible(timeout=20_000)
