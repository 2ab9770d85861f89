"""What an address leads to: told from what really comes, by the guarded client, whatever it calls itself."""

import json
import time

import pytest

from tests.upstream import samples
from widgets import errands, looking
from widgets.base import FetchError

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
OPML = '<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://example.org/feed"/></body></opml>'


def look(upstream, body, type="text/html", path="/it") -> looking.Found:
    return looking.look(upstream.serve(path, body, type=type))


def test_look_at_a_feed(upstream):
    found = look(upstream, samples.rss("Soup", "Bread"), "application/rss+xml")
    assert (found.what, found.title, found.entries) == ("feed", "The Kitchen", ("Soup", "Bread"))


def test_look_at_a_feed_that_calls_itself_a_page(upstream):
    assert look(upstream, samples.rss("Soup"), "text/html").what == "feed"


def test_look_at_a_json_feed_and_at_other_json(upstream):
    assert look(upstream, samples.json_feed("Soup"), "application/json").what == "feed"
    assert look(upstream, json.dumps({"rates": {"EUR": 1}}), "application/json", "/rates").what == "json"
    assert look(upstream, json.dumps([1, 2]), "text/plain", "/list").what == "json"


def test_look_at_a_page_with_several_feeds(upstream):
    upstream.serve("/a.xml", samples.rss("Soup"))
    found = look(upstream, samples.page("/a.xml", "/b.xml"))
    assert (found.what, found.title) == ("feeds", "A page")
    assert [feed.url for feed in found.feeds] == [upstream.url("/a.xml"), upstream.url("/b.xml")]


def test_look_at_a_page_without_feeds(upstream):
    found = look(upstream, "<!doctype html><title>Caf&eacute; <b>Sol</b></title><p>Hello")
    assert (found.what, found.title) == ("page", "Café Sol")


@pytest.mark.parametrize(
    ("body", "type", "path", "what"),
    [
        ("Name,Price\nBread,3\n", "text/csv", "/it", "csv"),
        ("Name;Price\nBread;3\n", "application/octet-stream", "/prices.csv", "csv"),
        ("Bread, butter\nand jam, please\n", "text/plain", "/it", "other"),
        ("<shop><good><name>Bread</name></good></shop>", "text/xml", "/it", "xml"),
        ("<!doctype html><title>T</title><table><tr><th>A<th>B<tr><td>1<td>2</table>", "text/html", "/it", "table"),
        ("<!doctype html><title>T</title><table><tr><td>layout</table>", "text/html", "/it", "page"),
    ],
)
def test_look_at_data(upstream, body, type, path, what):
    assert look(upstream, body, type, path).what == what


def test_look_at_a_calendar(upstream):
    assert (
        look(upstream, samples.ics("UID:1\nSUMMARY:Dentist\nDTSTART:20261201T090000Z"), "text/plain").what == "calendar"
    )


def test_look_at_a_list_of_feeds(upstream):
    assert look(upstream, OPML, "text/xml").what == "opml"


@pytest.mark.parametrize(("body", "type"), [(PNG, "application/octet-stream"), (b"?", "image/webp")])
def test_look_at_a_picture(upstream, body, type):
    assert look(upstream, body, type).what == "image"


@pytest.mark.parametrize("body", [b"", b"\0\1\2 garbage \xff", b"just words", b"{not json", b"[" * 100_000])
def test_look_at_nonsense(upstream, body):
    assert look(upstream, body, "application/octet-stream").what == "other"


def test_look_at_too_much_is_refused_with_words(upstream, settings):
    settings.EGRESS_MAX_BYTES = 100_000
    with pytest.raises(FetchError) as refused:
        look(upstream, b"x" * 300_000)
    assert str(refused.value.message)


def test_the_errand_leaves_words_for_what_went_wrong(upstream, settings):
    settings.EGRESS_ALLOW = []
    name = errands.name_of("look", "x")
    looking.run(name, upstream.url("/private"))
    assert errands.look([name])[name].answer["error"]


def test_look_at_a_page_that_never_ends_its_title():
    """A worker has better things to do than to look for an end from each of thirty thousand beginnings."""
    started = time.monotonic()
    assert looking.title_of(b"<title " * 28_000) == ""
    assert time.monotonic() - started < 2
