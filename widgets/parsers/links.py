"""Feeds and signs (favicons) that a web page names in its head."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree

MAX_BYTES = 500_000
MAX_FEEDS = 20
TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}


def parse(body: bytes, url: str) -> dict[str, Any]:
    found: dict[str, str] = {}
    for address, relations, link in _links(body, url):
        if "alternate" in relations and link.get("type", "").lower().strip() in TYPES:
            found.setdefault(address, link.get("title", "").strip()[:200])
    return {"feeds": [{"url": url, "title": title} for url, title in list(found.items())[:MAX_FEEDS]]}


def parse_icons(body: bytes, url: str) -> dict[str, Any]:
    """Those that are no SVG, the smallest that is sharp at twice 16 pixels first."""
    found = []
    for address, relations, link in _links(body, url):
        is_icon = relations & {"icon", "apple-touch-icon"}
        if is_icon and "svg" not in link.get("type", "") and not address.endswith(".svg"):
            size = re.match(r"\d+", link.get("sizes", ""))
            found.append((_unfitness(int(size[0][:4]) if size else 0), address))
    return {"icons": [address for _unfit, address in sorted(found)[:MAX_FEEDS]]}


def _unfitness(size: int) -> tuple[bool, int]:
    return size < 32, size if size >= 32 else -size


def _links(body: bytes, url: str) -> Iterator[tuple[str, set[str], Any]]:
    """Each link of the page with its whole address and its relations."""
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(body[:MAX_BYTES], parser) if body.strip() else None
    if root is None:
        return
    base = urljoin(url, next((element.get("href", "") for element in root.iter("base")), ""))
    for link in root.iter("link"):
        if href := link.get("href", "").strip():
            yield urljoin(base, href), set(link.get("rel", "").lower().split()), link
