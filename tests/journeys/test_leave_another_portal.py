"""Somebody comes from another reader: the list of feeds in, news within seconds, and all of it away again at once. And
what stands here goes along to another Foyer, a reader, a browser, and comes back from their files."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.pages import services
from portal.pages.models import Page
from portal.transfer.models import ImportJob
from tests.browser.hands import panel
from tests.chromium import PHONE, PLAIN
from tests.portal.pages import desk
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


def take(page: Tab, name: str, folder: Path) -> Path:
    """Presses this button, and answers the file that the browser was given."""
    with page.expect_download() as given:
        page.get_by_role("link", name=name, exact=True).click()
    file = folder / given.value.suggested_filename
    given.value.save_as(file)
    return file


def bring(page: Tab, file: Path) -> None:
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()


def test_take_everything_along_and_bring_it_to_another_account(server, worker, visit, reader, home, place, tmp_path):
    desk.add(reader, home, "diary")
    place("feed", {"url": "https://news.example.org/feed"}, title="Ledger", column=1)
    services.create_page(user=reader, title="Work", icon="briefcase", colour="green")
    page = visit(reader)
    page.get_by_label("You", exact=True).click()
    page.get_by_role("link", name="Export").click()
    everything = take(page, "Download: All of it", tmp_path)
    feeds = take(page, "“Home” as OPML", tmp_path)
    assert [one["title"] for one in json.loads(everything.read_text())["pages"]] == ["Home", "Work"]
    assert 'xmlUrl="https://news.example.org/feed"' in feeds.read_text()

    other = User.objects.create_user("other@example.org", "a-long-password", is_introduced=True)
    services.create_page(user=other, title="Here before")
    phone = visit(other, **PHONE)
    phone.get_by_label("You", exact=True).tap()
    phone.get_by_role("link", name="Import").tap()
    phone.get_by_role("button", name="Import", exact=True).tap()
    expect(phone.get_by_role("alert")).to_have_text("Choose a file, or give an address.")
    bring(phone, everything)
    expect(phone.get_by_text("Done. 2 panels are there.")).to_be_visible(timeout=20_000)
    phone.get_by_role("link", name="Home").tap()
    expect(panel(phone, "diary")).to_be_visible()
    expect(panel(phone, "Ledger")).to_be_visible()
    expect(phone.locator(".tab-title")).to_have_text(["Here before", "Home", "Work"])

    # Even whoever has thrown away all else gets rid of it again, and has a page to begin with.
    services.remove_page(user=other, page_id=other.pages.get(title="Here before").pk)
    phone.go_back()
    phone.get_by_role("button", name="Undo the import").tap()
    expect(phone.get_by_text("Taken back. New pages lie")).to_be_visible()
    assert other.pages.filter(removed_at=None).count() == 1


def test_take_bookmarks_along_without_a_script(server, worker, visit, reader, home, place, tmp_path):
    place("bookmarks", {"links": "# Baking\nFlour | https://flour.example/"}, title="Kitchen")
    page = visit(reader, **PLAIN)
    page.goto(f"{server.url}/export/")
    bookmarks = take(page, "“Home” as HTML", tmp_path)
    page.get_by_role("link", name="Bring something along").click()
    page.get_by_label("Put it on").select_option("Home")
    bring(page, bookmarks)
    expect(page.get_by_text("Done. 1 panel is there.")).to_be_visible(timeout=20_000)  # it looks again by itself
    page.get_by_role("link", name="Home").click()
    expect(panel(page, "Kitchen")).to_have_count(2)
    expect(panel(page, "Kitchen").last.get_by_role("link", name="Flour")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Taken back. Your pages are as they were.")).to_be_visible()
    assert desk.titles(home) == [[["Kitchen"], [], []]]


def test_see_how_far_an_import_is(server, visit, reader, home):
    job = ImportJob.objects.create(
        user=reader, name="feeds.opml", state="running", total=40, done=10, leased_until=timezone.now()
    )
    page = visit(reader)
    page.goto(f"{server.url}/import/{job.pk}/")
    bar = page.get_by_role("progressbar", name="Progress of the import")
    for done in (10, 30):
        ImportJob.objects.update(done=done)
        expect(page.get_by_text(f"{done} of 40 panels")).to_be_visible()
        expect(bar).to_have_attribute("value", str(done))
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What was imported until then stands.")).to_be_visible()
    expect(bar).to_have_count(0)
