"""Feeds that a web page names in its head."""

from typing import Any
from urllib.parse import urljoin

from lxml import etree

MAX_BYTES = 500_000
MAX_FEEDS = 20
TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}


def parse(body: bytes, url: str) -> dict[str, Any]:
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(body[:MAX_BYTES], parser) if body.strip() else None
    if root is None:
        return {"feeds": []}
    base = urljoin(url, next((element.get("href", "") for element in root.iter("base")), ""))
    found: dict[str, str] = {}
    for link in root.iter("link"):
        relations = link.get("rel", "").lower().split()
        href = link.get("href", "").strip()
        if "alternate" in relations and link.get("type", "").lower().strip() in TYPES and href:
            found.setdefault(urljoin(base, href), link.get("title", "").strip()[:200])
    return {"feeds": [{"url": url, "title": title} for url, title in list(found.items())[:MAX_FEEDS]]}
