"""RSS, Atom, RDF and JSON Feed to plain dicts with sanitized HTML."""

import re
from collections import Counter
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import fastfeedparser
import feedparser

from widgets.parsers import entries
from widgets.parsers.encoding import decoded
from widgets.parsers.errors import Unreadable

MAX_ITEMS = 200
MAX_TTL = 24 * 60

#: An internal subset defines entities; no feed needs one, and every XML bomb does.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*(\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"^(\s|<!--.*?-->)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FIRST_ENTRY = re.compile(r"<(\w+:)?(item|entry)[\s>/]")
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_BASE = re.compile(r"\bxml:base\s*=\s*[\"']([^\"'<>]*)")
_LANGUAGE = re.compile(r"(?:<language>\s*|\bxml:lang\s*=\s*[\"']|\"language\"\s*:\s*\")([a-zA-Z]{2,3})\b")
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>")

feedparser.SANITIZE_HTML = False  # widgets.sanitize does it, and feedparser's takes much longer


def parse(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    text = decoded(body, content_type)
    if not text:
        raise Unreadable("not-a-feed")
    if _HTML.match(text[:5000]):
        raise Unreadable("not-a-feed")
    text = _shortened(_DOCTYPE.sub("", text, count=1))
    first = _FIRST_ENTRY.search(text)
    head = text[: first.start() if first else 5000]
    base = urljoin(url, found[1].strip()) if (found := _BASE.search(head)) else url
    feed, raw = _parsed(text, url, has_inner_base="xml:base" in text[len(head) :])
    language = entries.language(feed.get("language")) or _first(_LANGUAGE, head).lower()
    return {
        "title": entries.plain(feed.get("title"), 300),
        "site_url": entries.address(base, feed.get("link")),
        "ttl": min(int(_first(_TTL, head) or 0), MAX_TTL),
        "items": _items(raw, base, language),
    }


def _shortened(text: str) -> str:
    """Not more entries than we keep: parsing the rest would be for nothing. The parsers forgive the open end."""
    if text.count("item>") + text.count("entry>") < MAX_ITEMS:
        return text
    ends = islice(_ENTRY_END.finditer(text), MAX_ITEMS - 1, MAX_ITEMS)
    return next((text[: end.end()] for end in ends), text)


def _parsed(text: str, url: str, *, has_inner_base: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fast parser first; the patient one for what it cannot read, and where bases change from entry to entry."""
    body = text.encode("utf-8", errors="replace")
    if not has_inner_base:
        try:
            found = fastfeedparser.parse(body)
            if found["entries"] or text.startswith("{"):
                return found["feed"], found["entries"][:MAX_ITEMS]
        except (ValueError, KeyError, TypeError, AttributeError):
            if text.startswith("{") and '"version"' in text and "jsonfeed.org" in text:
                raise Unreadable("broken-feed") from None
    return _patiently(body, url)


def _patiently(body: bytes, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    # A stream, never the bytes themselves: feedparser would try them as a file name.
    found = feedparser.parse(BytesIO(body), response_headers=headers)
    if not found.version and not found.entries:
        raise Unreadable("not-a-feed")
    return found.feed, [entries.like_fast(entry) for entry in found.entries[:MAX_ITEMS]]


def _items(raw: list[dict[str, Any]], base: str, language: str) -> list[dict[str, Any]]:
    """A guid, or else a link, is an identity only when no other entry has the same."""
    names = [entries.names(entry, base) for entry in raw]
    seen = Counter(name for each in names for name in set(each))
    found: dict[str, dict[str, Any]] = {}
    for entry, each in zip(raw, names, strict=True):
        identity = next((name for name in each if seen[name] == 1), "")
        item = entries.item(entry, base, language, identity)
        found.setdefault(item["uid"], item)
    return list(found.values())


def _first(pattern: re.Pattern[str], text: str) -> str:
    return found[1] if (found := pattern.search(text)) else ""
