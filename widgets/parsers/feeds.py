"""RSS, Atom, RDF and JSON Feed to plain dicts with sanitized HTML."""

import re
from collections import Counter
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import fastfeedparser
import feedparser

from widgets.parsers import entries, hubs, jsonfeed, judging
from widgets.parsers.encoding import decoded
from widgets.parsers.entities import mended
from widgets.parsers.errors import Unreadable

MAX_ITEMS = 200
MAX_TTL = 24 * 60

#: An internal subset defines entities; no feed needs one, and every XML bomb does.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*(\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"^(\s|<!--.*?-->)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FIRST_ENTRY = re.compile(r"<(\w+:)?(item|entry)[\s>/]")
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_BASE = re.compile(r"\bxml:base\s*=\s*[\"']([^\"'<>]*)")
_LANGUAGE = re.compile(r"(?:<language>\s*|\bxml:lang\s*=\s*[\"'])([a-zA-Z]{2,3})\b")
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>")
#: The beginning of a guid that is no address: the fast parser takes one like "7" or "20240506" for a date.
_GUID = re.compile(r"(<guid\b[^<>]*(?<!/)>\s*(?:<!\[CDATA\[\s*)?)(?!https?://)")

feedparser.SANITIZE_HTML = False  # widgets.sanitize does it, and feedparser's takes much longer


def parse(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    text = decoded(body, content_type)
    if text.startswith("{"):
        feed, raw = jsonfeed.parse(text, MAX_ITEMS, url)
        return _told(feed, raw, url, entries.language(feed["language"]), ttl=0) | feed["push"]
    if not text or _HTML.match(text[:5000]):
        raise Unreadable("not-a-feed")
    text = mended(_shortened(_DOCTYPE.sub("", text, count=1)))
    first = _FIRST_ENTRY.search(text)
    head, rest = (text[: first.start()], text[first.start() :]) if first else (text[:5000], "")
    base = urljoin(url, found[1].strip()) if (found := _BASE.search(head)) else url
    feed, raw = _parsed(text, rest, url)
    language = entries.language(feed.get("language")) or _first(_LANGUAGE, head).lower()
    return _told(feed, raw, base, language, ttl=min(int(_first(_TTL, head) or 0), MAX_TTL)) | hubs.named_in(head, base)


def _told(feed: dict[str, Any], raw: list[dict[str, Any]], base: str, language: str, *, ttl: int) -> dict[str, Any]:
    return {
        "title": entries.plain(feed.get("title"), 300),
        "site_url": entries.address(base, feed.get("link")),
        "ttl": ttl,
        "items": _items(raw, base, language),
    }


def _shortened(text: str) -> str:
    """Not more entries than we keep: parsing the rest would be for nothing. The parsers forgive the open end."""
    if text.count("item>") + text.count("entry>") < MAX_ITEMS:
        return text
    ends = islice(_ENTRY_END.finditer(text), MAX_ITEMS - 1, MAX_ITEMS)
    return next((text[: end.end()] for end in ends), text)


def _parsed(text: str, rest: str, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fast parser first; the patient one for what it cannot read, for what it seems to have lost, and where bases
    change from entry to entry."""
    if "xml:base" in rest:
        return _patiently(text, url)
    try:
        found = fastfeedparser.parse(_GUID.sub(rf"\1{entries.GUID}", text).encode("utf-8", errors="replace"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _patiently(text, url)
    raw = found["entries"][:MAX_ITEMS]
    if not judging.looks_poor(rest, raw, MAX_ITEMS):
        return found["feed"], raw
    feed, patient = _patiently(text, url)
    return {**found["feed"], **feed}, judging.richer(raw, patient)


def _patiently(text: str, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    # A stream, never the bytes themselves: feedparser would try them as a file name.
    found = feedparser.parse(BytesIO(text.encode("utf-8", errors="replace")), response_headers=headers)
    if not found.version and not found.entries:
        raise Unreadable("not-a-feed")
    return found.feed, [entries.like_fast(entry) for entry in found.entries[:MAX_ITEMS]]


def _items(raw: list[dict[str, Any]], base: str, language: str) -> list[dict[str, Any]]:
    """A guid, or else a link, is an identity only when no other entry has the same."""
    links = [entries.link(entry, base) for entry in raw]
    names = [entries.names(entry, link) for entry, link in zip(raw, links, strict=True)]
    seen = Counter(name for each in names for name in set(each))
    found: dict[str, dict[str, Any]] = {}
    for entry, link, each in zip(raw, links, names, strict=True):
        identity = next((name for name in each if seen[name] == 1), "")
        item = entries.item(entry, base, link, language, identity)
        found.setdefault(item["uid"], item)
    return list(found.values())


def _first(pattern: re.Pattern[str], text: str) -> str:
    return found[1] if (found := pattern.search(text)) else ""
