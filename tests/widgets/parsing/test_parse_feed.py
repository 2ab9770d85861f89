"""Feeds as they are out there: honest, sloppy and hostile."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.upstream.samples import json_feed, page, rss
from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Answer

URL = "https://example.org/blog/feed.xml"


def read(body, **headers):
    body = body.encode() if isinstance(body, str) else body
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return parsing.parse_feed(Answer(200, URL, names, body))


def refusal(body, **headers):
    with pytest.raises(FetchError) as caught:
        read(body, **headers)
    return caught.value.code


def outcome(body):
    try:
        return read(body) and "feed"
    except FetchError as error:
        return error.code


def entry(inner, head=""):
    """The one item of an RSS feed with this inside."""
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    text = f"<rss version='2.0' {spaces}><channel><title>T</title>{head}<item>{inner}</item></channel></rss>"
    (item,) = read(text).items
    return item


def atom(entries, attributes=""):
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>A</title>{entries}</feed>'


def test_rss_gives_title_site_and_items():
    result = read(rss("Bread", "Butter & jam"), etag='"1"', last_modified="Fri, 20 Nov 2026 08:00:00 GMT")
    assert (result.title, result.site_url, result.etag) == ("The Kitchen", "https://example.org/", '"1"')
    assert [(item.uid, item.title, item.url) for item in result.items] == [
        ("g1", "Bread", "https://example.org/1"),
        ("g2", "Butter & jam", "https://example.org/2"),
    ]
    assert result.items[0].published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert result.items[0].summary == "About Bread"


def test_atom_with_bases_gives_absolute_links():
    inner = '<entry xml:base="sub/"><title>t</title><id>u:1</id><updated>2024-01-01T00:00:00Z</updated><link href="x"/>'
    content = (
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="q">q</a></div></content></entry>'
    )
    (item,) = read(atom(inner + content, 'xml:base="http://other.example/b/" xml:lang="de-AT"')).items
    assert (item.url, item.language) == ("http://other.example/b/sub/x", "de")
    assert 'href="http://other.example/b/sub/q"' in item.content


def test_atom_with_one_base_for_all_gives_absolute_links():
    inner = '<entry><title>t</title><id>u:1</id><link href="x"/><summary>s</summary></entry>'
    (item,) = read(atom(inner, 'xml:base="http://other.example/b/"')).items
    assert item.url == "http://other.example/b/x"


def test_json_feed_is_a_feed():
    result = read(json_feed("One", "Two"), content_type="application/feed+json")
    assert [(item.uid, item.title, item.url) for item in result.items] == [
        ("1", "One", "https://example.org/1"),
        ("2", "Two", "https://example.org/2"),
    ]


def test_rdf_is_a_feed():
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://example.org/"><title>Old</title><link>https://example.org/</link></channel>
    <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link></item></rdf:RDF>"""
    assert [(item.title, item.url) for item in read(text).items] == [("One", "https://example.org/1")]


def test_an_entry_brings_author_picture_sound_language_and_topics():
    item = entry(
        "<title>x</title><author>joe@example.org (Joe)</author><category>Big News</category><category>Big  news</category>"
        "<category>Köln</category><media:thumbnail url='/t.jpg'/><enclosure url='/a.mp3' type='audio/mpeg' length='1'/>",
        head="<language>de-de</language>",
    )
    assert (item.author, item.image, item.language) == ("Joe", "https://example.org/t.jpg", "de")
    assert item.topics == ["big-news", "köln"]
    assert item.extra == {"enclosure": {"url": "https://example.org/a.mp3", "type": "audio/mpeg"}}


def test_an_entry_has_at_most_eight_topics():
    item = entry("<title>x</title>" + "".join(f"<category>topic {number}</category>" for number in range(50)))
    assert len(item.topics) == 8


def test_the_first_picture_of_the_text_stands_for_the_entry():
    item = entry("<title>x</title><description>&lt;p&gt;a&lt;img src='pics/1.png'&gt;&lt;/p&gt;</description>")
    assert item.image == "https://example.org/blog/pics/1.png"
    assert item.content == '<p>a<img src="https://example.org/blog/pics/1.png"></p>'


def test_entries_without_guid_keep_their_identity_when_read_again():
    text = "<rss version='2.0'><channel><title>T</title><item><title>a</title><link>/a</link></item><item><title>b</title></item></channel></rss>"
    first, second = read(text).items
    assert first.uid == "https://example.org/a"
    assert [item.uid for item in read(text).items] == [first.uid, second.uid]


def test_entries_that_share_a_guid_are_all_kept():
    item = "<item><guid>same</guid><title>{0}</title><link>/{0}</link></item>"
    text = f"<rss version='2.0'><channel><title>T</title>{item.format('a')}{item.format('b')}</channel></rss>"
    assert len({each.uid for each in read(text).items}) == 2


def test_a_guid_that_is_an_address_is_the_link():
    assert entry("<title>x</title><guid>https://example.org/x</guid>").url == "https://example.org/x"


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "soon", "", "Mon, 32 Foo 2024"])
def test_a_date_that_is_none_is_left_out(date):
    assert entry(f"<title>x</title><pubDate>{date}</pubDate>").published_at is None


@pytest.mark.parametrize(
    "date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Tue, 01 Jan 2030 00:00:00 +2500", "2099-01-01T00:00:00Z"]
)
def test_a_date_is_never_in_the_future(date):
    published_at = entry(f"<title>x</title><pubDate>{date}</pubDate>").published_at
    assert published_at is None or published_at <= datetime.now(UTC)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "http://[::1", "mailto:a@b"])
def test_a_link_that_is_no_web_address_is_left_out(link):
    assert entry(f"<title>x</title><link>{link}</link>").url == ""


def test_markup_is_made_harmless():
    html = "<p onclick='x()' class='a' style='b' hx-get='/x' data-x='1'>a<script>alert(1)</script><a href='/accounts/logout/'>b</a></p>"
    item = entry(f"<title>x &lt;script&gt;alert(1)&lt;/script&gt;</title><description><![CDATA[{html}]]></description>")
    assert item.content == '<p>a<a href="https://example.org/accounts/logout/" rel="noopener noreferrer">b</a></p>'
    assert item.title == "x"


def test_the_wish_of_the_feed_and_of_the_server_count():
    assert read(rss("x", head="<ttl>90</ttl>")).ttl == timedelta(minutes=90)
    assert read(rss("x", head="<ttl>5</ttl>"), cache_control="max-age=3600").ttl == timedelta(hours=1)
    assert read(rss("x")).ttl is None


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?>{}".format, "latin-1"),
        ("<?xml version='1.0' encoding='utf-8'?>{}".format, "latin-1"),
        ("<?xml version='1.0'?>{}".format, "utf-16"),
        ("<?xml version='1.0' encoding='utf-16'?>{}".format, "utf-16-le"),
        ("\ufeff{}".format, "utf-8"),
        ("{}".format, "cp1252"),
        ("<?xml version='1.0' encoding='no-such-thing'?>{}".format, "utf-8"),
    ],
)
def test_text_is_readable_whatever_the_encoding_says(body, content_type):
    text = "<rss version='2.0'><channel><title>Grüße</title><item><title>Äpfel\0\x0b &amp; Öl</title></item></channel></rss>"
    result = read(body(text).encode(content_type))
    assert (result.title, result.items[0].title) == ("Grüße", "Äpfel & Öl")


def test_a_charset_of_the_server_is_used():
    text = "<rss version='2.0'><channel><title>Привет</title><item><title>x</title></item></channel></rss>"
    assert read(text.encode("koi8-r"), content_type="text/xml; charset=koi8-r").title == "Привет"


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "Hello",
        "\0\0\0\0",
        "<",
        "<html><body>x",
        page(),
        "\n<!-- hm -->\n<!DOCTYPE HTML><title>x",
        '{"a": 1}',
        "[]",
        "null",
        "%PDF-1.7 x",
    ],
)
def test_what_is_no_feed_is_called_so(body):
    assert refusal(body) == "not-a-feed"


@pytest.mark.parametrize("items", ['"x"', "[1, null]", "{}", '[{"id": [], "content_html": {}}]'])
def test_a_broken_json_feed_is_a_fault_of_that_feed(items):
    text = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": {items}}}'
    assert outcome(text) in {"feed", "broken-feed"}


def test_an_empty_feed_is_a_feed():
    assert (read(rss()).title, read(rss()).items) == ("The Kitchen", [])


def test_a_truncated_feed_gives_what_is_there():
    assert [item.title for item in read(rss("a", "b", "c")[:-130]).items][:2] == ["a", "b"]


def test_a_page_names_its_feeds():
    markup = b"""<head><base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="a.xml" title="A">
    <LINK REL='alternate nofollow' TYPE='application/atom+xml' HREF='/b'><link rel=alternate hreflang=de href=/de>
    <link rel=stylesheet type="application/rss+xml" href=/no><link rel="alternate" type="application/rss+xml" href="a.xml"></head>"""
    assert parsing.find_feeds(markup, URL) == [
        parsing.FoundFeed("https://cdn.example/x/a.xml", "A"),
        parsing.FoundFeed("https://cdn.example/b", ""),
    ]
    assert parsing.find_feeds(b"", URL) == []
    assert parsing.find_feeds(b"\xff\0<<<", URL) == []
