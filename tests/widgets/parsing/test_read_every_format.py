"""Feeds of every format, and feeds that only nearly have one: nothing that a reader would see is lost."""

import json

import pytest

from tests.widgets.parsing.formats import FORMATS
from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Answer

CLEANED = '<p>Flour, <a href="https://example.org/salt" rel="noopener noreferrer">salt</a> &amp; water</p>'


def read(body):
    body = body.encode() if isinstance(body, str) else body
    return parsing.parse_feed(Answer(200, "https://example.org/feed", {}, body))


def items(inner, head=""):
    text = f"<rss version='2.0'><channel><title>T</title><link>https://example.org/</link>{head}{inner}</channel></rss>"
    return read(text).items


def json_items(*rows):
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": rows})
    return read(text).items


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_feed_is_read_the_same_in_every_format(format):
    result = read(format.text)
    assert (result.title, result.site_url) == ("The Kitchen", "https://example.org/")
    assert [(item.title, item.url) for item in result.items] == [
        ("Bread", "https://example.org/1"),
        ("Soup", "https://example.org/2"),
    ]
    assert len({item.uid for item in result.items}) == 2
    for item, day in zip(result.items, (21, 20), strict=True):
        content = item.content.removeprefix("<div>").removesuffix("</div>")
        assert content == (CLEANED if format.has_text else "")
        assert (item.published_at and item.published_at.isoformat()) == (
            f"2026-11-{day}T08:00:00+00:00" if format.has_dates else None
        )
        assert item.author == ("Ada" if format.has_author else "")
        assert list(item.topics) == (["food"] if format.has_topics else [])


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_feed_in_another_encoding_is_read_the_same(format):
    text = format.text.replace("Bread", "Brötchen").replace("The Kitchen", "Küche")
    for encoding in ("utf-16", "utf-8-sig"):
        result = read(text.encode(encoding))
        assert (result.title, result.items[0].title) == ("Küche", "Brötchen")


@pytest.mark.parametrize(
    ("inner", "title", "content"),
    [
        ("<title>a&nbsp;b &eacute;</title>", "a b é", ""),
        ("<title>Salt & Pepper &c; so on</title>", "Salt & Pepper &c; so on", ""),
        ("<title>a <b>bold</b> c</title>", "a bold c", ""),
        ("<title>a</title><description><p>one<br>two</p></description>", "a", "<p>one<br>two</p>"),
        ("<title>a</title><content:encoded><![CDATA[<p>All of it &nbsp;</p>]]></content:encoded><description>s</description>", "a", "<p>All of it &nbsp;</p>"),
        ("<title>a</title><description><div xmlns='http://www.w3.org/1999/xhtml'><p>deep</p></div></description>", "a", "<p>deep</p>"),
    ],
    ids=["names of HTML", "bare ampersand", "tags in a title", "unclosed tags", "undeclared prefix", "XHTML"],
)  # fmt: skip
def test_what_is_no_sound_xml_loses_nothing(inner, title, content):
    first, second = items(f"<item>{inner}</item><item><title>next</title><description>more</description></item>")
    assert (first.title, first.content, second.title) == (title, content, "next")


def test_an_address_with_bare_ampersands_stays_whole():
    (item,) = items("<item><title>x</title><link>https://example.org/?a=1&b=2&copy=3</link></item>")
    assert item.url == "https://example.org/?a=1&b=2&copy=3"


def test_capital_letters_and_words_before_the_feed_are_forgiven():
    (item,) = read("<RSS VERSION='2.0'><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>").items
    assert item.title == "a"
    warned = "PHP Warning: something in line 5\n<?xml version='1.0'?><rss><channel><item><title>b</title></item></channel></rss>"
    assert [item.title for item in read(warned).items] == ["b"]


def test_a_fault_in_one_entry_leaves_the_others():
    inner = "".join(
        f"<item><title>{n}</title>{'<description>x</wrong>' if n == 3 else ''}<guid>{n}</guid></item>"
        for n in range(10)
    )
    assert [item.title for item in items(inner)] == [str(n) for n in range(10)]


def test_a_link_that_is_no_address_costs_only_its_own_entry_its_links():
    text = "<description>&lt;a href='x'>more&lt;/a></description>"
    bad, good = items(f"<item><link>http://999.1.1.1/</link>{text}</item><item><link>/a/</link>{text}</item>")
    assert bad.content == '<a rel="noopener noreferrer">more</a>'
    assert good.content == '<a href="https://example.org/a/x" rel="noopener noreferrer">more</a>'


@pytest.mark.parametrize("guid", ["7", "20240506", "100123", "<![CDATA[2024-05-06]]>", "12 May 2024"])
def test_a_guid_is_never_taken_for_a_date(guid):
    (item,) = items(f"<item><title>x</title><guid isPermaLink='false'>{guid}</guid></item>")
    assert item.published_at is None
    assert item.uid == guid.removeprefix("<![CDATA[").removesuffix("]]>")


def test_plain_text_of_a_json_feed_stays_plain_text():
    (item,) = json_items({"id": 5, "title": "a < b", "content_text": "<script>x</script>\nline"})
    assert (item.uid, item.title) == ("5", "a < b")
    assert item.content == "&lt;script&gt;x&lt;/script&gt;<br>line"


def test_a_json_feed_brings_pictures_and_sound():
    sound = {"url": "/a.mp3", "mime_type": "audio/mpeg"}
    (item,) = json_items(
        {"id": "1", "image": "/i.png", "attachments": [sound], "external_url": "https://other.example/"}
    )
    assert (item.image, item.url) == ("https://example.org/i.png", "https://other.example/")
    assert item.extra == {"enclosure": {"url": "https://example.org/a.mp3", "type": "audio/mpeg"}}


def test_faulty_entries_of_a_json_feed_cost_the_others_nothing():
    faulty = [None, 5, "x", [], {}, {"id": {"a": 1}, "title": ["x"]}]
    sloppy = {"id": "2", "title": "sloppy", "tags": "x", "authors": {}, "attachments": [None, 1], "date_published": 5}
    assert [item.title for item in json_items(*faulty, {"id": "1", "title": "sound"}, sloppy)] == ["sound", "sloppy"]


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"},]}',
        '{"version": "https://jsonfeed.org/version/1", "items": "x"}',
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"version": "https://jsonfeed.org/version/1"',
        '{"version": "https://jsonfeed.org/version/1"}',
    ],
    ids=["comma", "no list", "deep", "cut", "nothing"],
)
def test_a_malformed_json_feed_is_refused_in_words(text):
    with pytest.raises(FetchError) as refusal:
        read(text)
    assert refusal.value.code == "broken-feed"
    assert "faults" in str(refusal.value.message)
