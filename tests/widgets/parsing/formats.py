"""The same two stories in every format that feeds have had."""

import json
from typing import NamedTuple

STYLED = '<p>Flour, <a href="/salt">salt</a> &amp; water</p>'
ESCAPED = STYLED.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Format(NamedTuple):
    """A feed of “Bread” and the older “Soup”; the flags say what this format can tell."""

    name: str
    text: str
    has_text: bool = True
    has_dates: bool = True
    has_author: bool = True
    has_topics: bool = True


def _rss_0_9x(version: str, more: str = "") -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{number}</link><description>{ESCAPED}</description>"
        f"{more.format(day=22 - number)}</item>"
        for number, title in enumerate(("Bread", "Soup"), 1)
    )
    return (
        f'<?xml version="1.0"?><rss version="{version}"><channel><title>The Kitchen</title>'
        f"<link>https://example.org/</link><description>d</description><language>en-gb</language>{items}</channel></rss>"
    )


def _rdf(namespace: str, more: str, module: str = "") -> str:
    items = "".join(
        f'<item rdf:about="https://example.org/{number}"><title>{title}</title>'
        f"<link>https://example.org/{number}</link>{more.format(day=22 - number)}</item>"
        for number, title in enumerate(("Bread", "Soup"), 1)
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="{namespace}" {module}><channel rdf:about="https://example.org/"><title>The Kitchen</title>'
        f"<link>https://example.org/</link><description>d</description></channel>{items}</rdf:RDF>"
    )


def _atom(namespace: str, entry: str, version: str = "") -> str:
    entries = "".join(
        f"<entry><title>{title}</title><id>tag:example.org,2026:{number}</id>"
        f'<link rel="alternate" type="text/html" href="https://example.org/{number}"/>{entry.format(day=22 - number)}</entry>'
        for number, title in enumerate(("Bread", "Soup"), 1)
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="{namespace}" {version} xml:lang="en"><title>The Kitchen</title>'
        f'<link rel="alternate" type="text/html" href="https://example.org/"/>{entries}</feed>'
    )


def _json(version: str, **author: object) -> str:
    items = [
        {
            "id": f"{number}", "url": f"https://example.org/{number}", "title": title, "content_html": STYLED,
            "date_published": f"2026-11-{22 - number}T08:00:00Z", "tags": ["Food"], **author,
        }
        for number, title in enumerate(("Bread", "Soup"), 1)
    ]  # fmt: skip
    head = {"version": f"https://jsonfeed.org/version/{version}", "title": "The Kitchen", "language": "en"}
    return json.dumps({**head, "home_page_url": "https://example.org/", "items": items})


_ATOM = "http://www.w3.org/2005/Atom"
_DATED = "<pubDate>{day} Nov 2026 08:00:00 GMT</pubDate>"
_SAID_BY = "<author>ada@example.org (Ada)</author><category>Food</category>"
_DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'

_RDF_MODULES = (
    f"<description>d</description><content:encoded><![CDATA[{STYLED}]]></content:encoded>"
    "<dc:date>2026-11-{day}T08:00:00Z</dc:date><dc:creator>Ada</dc:creator><dc:subject>Food</dc:subject>"
)
_OF_ATOM_03 = (
    f'<content type="text/html" mode="escaped">{ESCAPED}</content><issued>2026-11-{{day}}T08:00:00Z</issued>'
    "<modified>2026-11-{day}T08:00:00Z</modified><author><name>Ada</name></author>"
)
_OF_ATOM = '<updated>2026-11-{day}T08:00:00Z</updated><author><name>Ada</name></author><category term="Food"/>'
_XHTML = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STYLED}</div></content>'

FORMATS = [
    Format("RSS 0.90", _rdf("http://my.netscape.com/rdf/simple/0.9/", ""), False, False, False, False),
    Format("RSS 0.91", _rss_0_9x("0.91"), has_dates=False, has_author=False, has_topics=False),
    Format("RSS 0.92", _rss_0_9x("0.92", "<category>Food</category>"), has_dates=False, has_author=False),
    Format("RSS 0.93", _rss_0_9x("0.93", "<category>Food</category>" + _DATED), has_author=False),
    Format("RSS 0.94", _rss_0_9x("0.94", "<category>Food</category>" + _DATED), has_author=False),
    Format("RSS 1.0", _rdf("http://purl.org/rss/1.0/", _RDF_MODULES, f"{_DUBLIN} {_CONTENT}")),
    Format("RSS 2.0", _rss_0_9x("2.0", _DATED + _SAID_BY + '<guid isPermaLink="false">{day}</guid>')),
    Format("Atom 0.3", _atom("http://purl.org/atom/ns#", _OF_ATOM_03, 'version="0.3"'), has_topics=False),
    Format("Atom 1.0", _atom(_ATOM, f'<content type="html">{ESCAPED}</content>{_OF_ATOM}')),
    Format("Atom 1.0 in XHTML", _atom(_ATOM, _XHTML + _OF_ATOM)),
    Format("JSON Feed 1.0", _json("1", author={"name": "Ada"})),
    Format("JSON Feed 1.1", _json("1.1", authors=[{"name": "Ada"}])),
]
