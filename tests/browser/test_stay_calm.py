"""News never swaps what one has in hand, nor does a search."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.live import publish
from portal.pages import services
from portal.pages.models import Panel
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData
from widgets.models import Source

pytestmark = pytest.mark.browser


def arrive(title: str) -> None:
    """A new story at the source of the feed, told to open pages as after a refresh."""
    source, now = Source.objects.get(kind="feed"), timezone.now()
    items.upsert(source, [ItemData(uid=title, title=title, published_at=now)], now)
    Source.objects.filter(pk=source.pk).update(version=source.version + 1, fetched_at=now)
    publish.announce(f"source:{source.pk}", "source", {"id": source.pk, "version": source.version + 1})


def twice(shown: Page, ada, home) -> tuple:
    """The feed's panel and a second one of the same source."""
    feed = Panel.objects.get(kind="feed")
    other = services.add_panel(user=ada, page_id=home.pk, kind="feed", settings=feed.settings, column=1).panel
    shown.reload()
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    return shown.locator(f"#panel-{feed.pk}"), shown.locator(f"#panel-{other.pk}")


def test_news_waits_while_the_focus_is_in_the_panel(shown, ada, home):
    mine, other = twice(shown, ada, home)
    mine.locator(".item-title").nth(1).focus()
    arrive("Just in")
    expect(other).to_contain_text("Just in")
    expect(mine).not_to_contain_text("Just in")
    shown.locator(".brand").focus()
    expect(mine).to_contain_text("Just in")


def test_suggestions_wait_while_the_pointer_is_over_them(shown, ada, home):
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    expect(shown.locator("#for-you-list")).to_be_visible()
    shown.locator("#for-you-title").hover()
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(urlsplit(request.url).path))
    publish.announce(f"user:{ada.pk}", "for-you", {})
    arrive("Told afterwards")
    expect(shown.locator(".panel[data-kind=feed]")).to_contain_text("Told afterwards")
    assert "/for-you/" not in asked
    with shown.expect_request("**/for-you/"):
        shown.mouse.move(5, 5)


def test_page_that_is_drawn_anew_is_not_scrolled_to_where_its_address_points(shown, server, ada, home):
    last = [desk.add(ada, home, f"row {number}", 0).panel for number in range(20)][-1]
    shown.goto(f"{server.url}/pages/")
    shown.goto(f"{server.url}/#panel-{last.pk}")
    expect(shown.locator(f"#panel-{last.pk}")).to_be_in_viewport()
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    shown.evaluate("scrollTo(0, 0)")
    fresh = desk.add(ada, home, "from another device", 1).panel
    expect(shown.locator(f"#panel-{fresh.pk}")).to_be_attached()
    shown.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert shown.evaluate("scrollY") == 0


def test_search_in_the_catalogue_while_typing(shown, server, home):
    shown.goto(f"{server.url}/add/")
    expect(shown.get_by_role("button", name="Add “Pad”")).to_be_visible()
    shown.get_by_label("Search the catalogue").press_sequentially("nothing like it")
    expect(shown.locator("#found")).to_contain_text("Nothing here by that name")
    shown.get_by_label("Search the catalogue").fill("pad")
    expect(shown.get_by_role("button", name="Add “Pad”")).to_be_visible()
    expect(shown.get_by_label("Search the catalogue")).to_be_focused()


def test_news_arrives_where_no_stream_can_be_had(shown):
    """The page looks again by itself, the first time some ten seconds after the refusal."""
    shown.route("**/live?**", lambda route: route.fulfill(status=401))
    shown.reload()
    arrive("Just in")
    expect(shown.locator(".panel[data-kind=feed]")).to_contain_text("Just in", timeout=30_000)
