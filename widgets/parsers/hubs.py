"""Whom a feed names to ask for a push (WebSub): its hub, and the address under which the hub knows it."""

import re
from typing import Any

from widgets.parsers import entries

_LINK = re.compile(r"<(?:\w+:)?link\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(rel|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def named_in(head: str, base: str) -> dict[str, str]:
    """Of the XML before the first entry: {"hub", "topic"}, each an address or empty."""
    links: dict[str, str] = {}
    for attributes in _LINK.findall(head):
        found = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(attributes)}
        for relation in found.get("rel", "").lower().split():
            links.setdefault(relation, found.get("href", "").replace("&amp;", "&"))
    return _told(links.get("hub"), links.get("self"), base)


def named_by(document: dict[str, Any], base: str) -> dict[str, str]:
    """Of a JSON Feed."""
    hubs = document.get("hubs")
    found = [hub.get("url") for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    return _told(next(iter(found), ""), document.get("feed_url"), base)


def _told(hub: Any, topic: Any, base: str) -> dict[str, str]:
    hub = entries.address(base, hub) if isinstance(hub, str) else ""
    return {"hub": hub, "topic": entries.address(base, topic) if hub and isinstance(topic, str) else ""}
