"""Files from other portals, readers and browsers: read with their lines and folders, hostile ones refused or cut."""

import time

import pytest

from widgets import parsing
from widgets.base import FetchError


def read(body):
    return parsing.parse_exchange(body if isinstance(body, bytes) else body.encode())


def opml(inner, head=""):
    return f'<?xml version="1.0"?>\n{head}<opml version="2.0"><head><title>Mine</title></head><body>\n{inner}</body></opml>'


def code_of(body):
    with pytest.raises(FetchError) as refusal:
        read(body)
    return refusal.value.code


def test_parse_opml_with_folders_and_lines():
    found = read(
        opml(
            '<outline text="Tech">\n<outline type="rss" text="A" xmlUrl="https://a.org/"/>\n</outline>\n<outline title="B" xmlurl="http://b.org"/>'
        )
    )
    assert (found["kind"], found["title"]) == ("feeds", "Mine")
    assert found["feeds"] == [
        {"line": 4, "title": "A", "url": "https://a.org/", "path": ["Tech"]},
        {"line": 6, "title": "B", "url": "http://b.org", "path": []},
    ]


def test_parse_opml_with_bare_ampersands_and_html_entities():
    found = read(opml('<outline text="Q & A&nbsp;&eacute;" xmlUrl="https://a.org/?a=1&b=2&amp;c=3"/>'))
    assert (found["feeds"][0]["title"], found["feeds"][0]["url"]) == ("Q & A é", "https://a.org/?a=1&b=2&c=3")


def test_parse_opml_that_breaks_off_keeps_what_stands_before():
    found = read(opml('<outline text="A" xmlUrl="https://a.org/"/>\n<outline text="B').removesuffix("</body></opml>"))
    assert [feed["title"] for feed in found["feeds"]] == ["A"]
    assert found["problems"][-1]["code"] == "broken-from-here"


def test_parse_opml_names_what_is_no_feed():
    found = read(opml('<outline type="rss" text="lost"/>\n<outline type="link" text="site" url="https://x.org"/>'))
    assert [(row["line"], row["title"], row["code"]) for row in found["problems"]] == [
        (3, "lost", "no-address"),
        (4, "site", "not-a-feed"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_parse_opml_in_other_encodings(encoding):
    text = opml('<outline text="Grüße" xmlUrl="https://a.org/"/>').replace('"1.0"', f'"1.0" encoding="{encoding}"')
    assert read(text.encode(encoding))["feeds"][0]["title"] == "Grüße"


@pytest.mark.parametrize(
    "declaration",
    ['<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;'],
)
def test_parse_opml_with_entities_is_refused(declaration):
    assert (
        code_of(opml('<outline text="&a;" xmlUrl="https://a.org/"/>', f"<!DOCTYPE opml [{declaration}]>"))
        == "has-entities"
    )


def test_parse_opml_of_200_000_levels():
    inner = '<outline text="x">' * 200_000 + '<outline text="deep" xmlUrl="https://a.org/"/>' + "</outline>" * 200_000
    found = read(opml(inner))
    assert [feed["title"] for feed in found["feeds"]] == ["deep"]
    assert [row["code"] for row in found["problems"]] == ["too-deep"]


def test_parse_opml_stops_after_50_000_feeds_and_says_so():
    found = read(opml("".join(f'<outline text="{n}" xmlUrl="https://a.org/{n}"/>\n' for n in range(50_010))))
    assert len(found["feeds"]) == 50_000
    assert found["problems"] == [{"line": 50_003, "title": "50000", "code": "too-many-feeds"}]


def test_parse_bookmarks_with_folders_and_lines():
    found = read(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><H3 ADD_DATE='1'>Bar</H3>\n<DL><p>\n"
        '<DT><A HREF="https://a.org/?a=1&amp;b=2" ICON="data:image/png;base64,xx">A &amp; <b>B</b></A>\n<DD>about it\n'
        "</DL><p>\n<DT><A HREF=https://b.org>B</A>\n<DT><A>none</A>\n</DL>"
    )
    assert found["kind"] == "bookmarks"
    assert found["links"] == [
        {"line": 5, "title": "A & B", "url": "https://a.org/?a=1&b=2", "path": ["Bar"]},
        {"line": 8, "title": "B", "url": "https://b.org", "path": []},
    ]
    assert [(row["line"], row["code"]) for row in found["problems"]] == [(9, "no-address")]


def test_parse_json_marks_lines_and_what_json_should_not_have():
    found = read(
        '{"pages": [\n{"title": "a", "size": NaN},\n{"a": 1, "a": 2}, {"n": [1e999]}, {"n": %s}]}' % ("9" * 5000)
    )
    first, second, third, fourth = found["document"]["pages"]
    assert first == {"title": "a", "size": None, "@line": 2, "@fault": "number"}
    assert (second["@line"], second["@fault"], second["a"]) == (3, "twice", 2)
    assert (third["@fault"], fourth["@fault"]) == ("number", "number")


def test_parse_broken_json_says_where():
    assert read('{"pages":\n[}')["broken_at"] == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-an-export"),
        (b"PK\x03\x04" + b"\0" * 1000, "not-an-export"),
        (b"<rss><channel/></rss>", "not-an-export"),
        (b"<opml><body><outline", "broken-file"),
        (b"[" * 200_000, "too-heavy"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "broken-file"),
        (b'{"a":' + b"[" * 300 + b"]" * 300 + b"}", "broken-file"),
        (b"[" + b"{}," * 200_000 + b"1]", "too-large"),
    ],
    ids=["empty", "zip", "feed", "cut", "deep", "deep objects", "deep lists", "many"],
)
def test_parse_what_cannot_be_read_is_refused(body, code):
    assert code_of(body) == code


def test_parse_hostile_markup_costs_seconds_at_most():
    started = time.monotonic()
    read(b"<DL>" + b'<a "' * 2_000_000)
    read(b"<DL>" + b"<h3>" * 300_000 + b"<A HREF='x" * 100_000)
    assert time.monotonic() - started < 12
