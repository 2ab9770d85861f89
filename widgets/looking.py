"""Finds out, in the worker, what an address leads to: a feed, a page that names feeds, a calendar, a picture, ..."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets import errands, parsing, sanitize
from widgets.base import FetchError, Response
from widgets.egress import Client
from widgets.parsing import FoundFeed
from widgets.untrusted import storable

What = Literal["site", "csv", "xml", "table", "feed", "feeds", "calendar", "opml", "json", "image", "page", "other"]

PICTURES = (b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"<svg")
DAYS_LOOKED_AT = timedelta(days=366)
ENTRIES_NAMED = 5

_TITLE = re.compile(rb"<title\b[^<>]{0,300}>(.{1,2000}?)</title", re.IGNORECASE | re.DOTALL)
_CSV = re.compile(r"text/(csv|tab-separated)|\.[ct]sv$", re.IGNORECASE)
_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """`url` is the address to go on with; `feeds` those that a page names; `entries` the first titles of a feed."""

    what: What
    url: str
    title: str = ""
    feeds: tuple[FoundFeed, ...] = ()
    entries: tuple[str, ...] = ()


def look(url: str) -> Found:
    """One fetch by the guarded client. FetchError where nothing can be read."""
    response = Client().get(url)
    found = recognise(response, response.moved_to or url)
    return Found(**{name: storable(getattr(found, name)) for name in ("what", "url", "title")},
                 feeds=found.feeds, entries=tuple(storable(list(found.entries))))  # fmt: skip


def recognise(response: Response, url: str) -> Found:
    """By what came, not by what it calls itself: servers are careless about types."""
    body = response.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    declared = response.headers.get("content-type", "").lower()
    if declared.startswith("image/") or body.startswith(PICTURES):
        return Found("image", url)
    if body[:15].upper() == b"BEGIN:VCALENDAR":
        parsing.parse_calendar(response, timezone.now() - timedelta(days=1), DAYS_LOOKED_AT.days)
        return Found("calendar", url)
    if body[:1] in (b"{", b"["):
        return _json(response, url)
    if re.search(rb"<opml\b", body[:2000], re.IGNORECASE):
        return Found("opml", url)
    return _feed_or_page(response, url)


def _json(response: Response, url: str) -> Found:
    try:
        data: Any = json.loads(response.body)
    except (ValueError, RecursionError):
        return Found("other", url)
    is_feed = isinstance(data, dict) and "jsonfeed.org" in str(data.get("version", ""))
    return _feed(response, url) if is_feed else Found("json", url)


def _feed(response: Response, url: str) -> Found:
    feed = parsing.parse_feed(response)
    titles = [item.title for item in feed.items or [] if item.title]
    return Found("feed", url, title=feed.title, entries=tuple(titles[:ENTRIES_NAMED]))


def _feed_or_page(response: Response, url: str) -> Found:
    try:
        return _feed(response, url)
    except FetchError as error:
        if error.code != "not-a-feed":
            raise
    feeds = tuple(parsing.find_feeds(response.body, response.url))
    if feeds:
        return Found("feeds", url, title=title_of(response.body), feeds=feeds)
    is_page = bool(_PAGE.search(response.body[:5000])) or "html" in response.headers.get("content-type", "")
    title = title_of(response.body) if is_page else ""
    return Found(_data(response, is_page=is_page) or ("page" if is_page else "other"), url, title=title)


def _data(response: Response, *, is_page: bool) -> What | None:
    """A table of a page, XML that is no feed, or CSV that calls itself so: any text with commas could be some."""
    body = response.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_csv = bool(_CSV.search(response.headers.get("content-type", "")) or _CSV.search(urlsplit(response.url).path))
    kind: What = "table" if is_page else "xml" if body.startswith(b"<") else "csv"
    if (kind == "table" and b"<table" not in body.lower()) or (kind == "csv" and not is_csv):
        return None
    try:
        return kind if parsing.parse_anything(response)["rows"] else None
    except FetchError:
        return None


def title_of(markup: bytes) -> str:
    found = _TITLE.search(markup[:200_000])
    return sanitize.text(found[1].decode("utf-8", "replace"), 120) if found else ""


def run(name: str, url: str) -> None:
    """The errand: leaves a Found, or the code and words of what went wrong."""
    try:
        errands.finish(name, look(url))
    except FetchError as error:
        errands.finish(name, {"code": error.code, "error": error.message})
    except Exception:
        errands.finish(name, {"code": "broken", "error": _("What this address sends could not be read.")})
        raise
