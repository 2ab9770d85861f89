"""The feed: from an address to rows."""

import re

import pytest

from tests.widgets.types.conftest import ITEMS, Played, draw, fetch, item, sample, source
from widgets import configuration, pictures, registry
from widgets.base import NotModified

SAMPLE = sample("feed", {"url": "https://example.org/feed", "summaries": True, "pictures": True}, items=ITEMS)
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Kitchen</title><link>https://example.org/</link>
<item><title>Bread</title><link>https://example.org/bread</link><guid>1</guid>
<pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
URL = "https://example.org/feed"


def test_fetch_reads_a_feed():
    result, http = fetch("feed", {"url": URL}, {URL: Played(RSS, {"content-type": "application/rss+xml"})}, etag='"a"')
    assert http.asked == [(URL, {"If-None-Match": '"a"'})]
    assert (result.title, [each.title for each in result.items]) == ("The Kitchen", ["Bread"])


def test_fetch_follows_a_page_to_its_feed_and_remembers_the_way():
    answers = {
        "https://example.org/rss.xml": Played(RSS, {"content-type": "application/rss+xml"}),
        "https://example.org/": Played(PAGE, {"content-type": "text/html; charset=utf-8"}),
    }
    result, _http = fetch("feed", {"url": "https://example.org/"}, answers)
    assert result.moved_to == "https://example.org/rss.xml"
    assert len(result.items) == 1


def test_fetch_notices_that_nothing_changed():
    result, _http = fetch("feed", {"url": URL}, {URL: Played(status=304)})
    assert isinstance(result, NotModified)


def test_panels_of_one_address_share_a_source():
    feed = registry.get("feed")
    assert feed.sources({"url": URL, "rows": 3}) == feed.sources({"url": URL, "rows": 30})
    assert feed.sources(configuration.defaults(feed)) == []


def test_draw_shows_as_many_rows_as_wanted():
    html = draw("feed", {"rows": 2}, source(item(1), item(2), item(3)))
    assert html.count("data-item=") == 2
    assert 'rel="noopener noreferrer" data-open' in html
    assert "<time datetime=" in html


def test_draw_leads_to_what_can_be_read_here():
    html = draw("feed", {}, source(item(7, has_content=True)))
    assert 'href="/read/7/" data-read' in html
    assert 'href="https://example.org/7"' in html


def test_draw_shows_summaries_and_pictures_only_when_asked():
    entry = source(item(1, summary="All about it", image="/media/bread.png"))
    assert "All about it" not in draw("feed", {}, entry)
    shown = draw("feed", {"summaries": True, "pictures": True}, entry)
    assert "All about it" in shown
    assert f'src="{pictures.address_of("/media/bread.png", 160)}"' in shown


def test_draw_asks_no_stranger_for_pictures():
    tracker = "https://tracker.example/p.gif"
    html = draw("feed", {"pictures": True}, source(item(1, image=tracker), item(2, image="//t.example")))
    assert re.findall(r'<img[^>]* src="([^"]*)', html) == [pictures.address_of(tracker, 160)]
    assert "tracker.example" not in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", " javascript:x"])
def test_draw_links_nowhere_that_runs_code(url):
    assert "href=" not in draw("feed", {}, source(item(1, url=url)))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.org/feed", "https://example.org/feed"),
        (" http://example.org/feed ", "http://example.org/feed"),
        ("feed://example.org/feed", "https://example.org/feed"),
        ("example.org:8443/feed", "https://example.org:8443/feed"),
    ],
)
def test_settings_take_an_address_as_people_type_it(typed, stored):
    assert configuration.validate(registry.get("feed"), {"url": typed})["url"] == stored


@pytest.mark.parametrize(
    "typed", ["", "http://127.0.0.1/", "http://0x7f.1/", "file:///etc/passwd", "javascript:alert(1)", "http://", "a b"]
)
def test_settings_refuse_what_the_worker_may_not_fetch(typed):
    with pytest.raises(configuration.InvalidConfiguration) as caught:
        configuration.validate(registry.get("feed"), {"url": typed})
    assert list(caught.value.errors) == ["url"]
