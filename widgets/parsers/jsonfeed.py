"""JSON Feed 1.0 and 1.1: one faulty value costs itself, one faulty entry costs the others nothing."""

import html
import json
from typing import Any

from widgets.parsers import hubs
from widgets.parsers.errors import Unreadable

MARK = "jsonfeed.org/version/"


def parse(text: str, most: int, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The feed and at most so many entries, in the shape that fastfeedparser gives."""
    if MARK not in text:
        raise Unreadable("not-a-feed")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("broken-feed") from None
    if not isinstance(document, dict) or MARK not in str(document.get("version")):
        raise Unreadable("not-a-feed")
    rows = document.get("items")
    if not isinstance(rows, list):
        raise Unreadable("broken-feed")
    feed = {"title": _text(document, "title"), "link": _text(document, "home_page_url")}
    entries = [_entry(row) for row in rows if isinstance(row, dict)]
    head = {**feed, "language": _text(document, "language"), "push": hubs.named_by(document, url)}
    return head, [entry for entry in entries if any(entry.values())][:most]


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    content = _text(row, "content_html") or html.escape(_text(row, "content_text"), quote=False).replace("\n", "<br>")
    return {
        "id": _text(row, "id"),
        "link": _text(row, "url") or _text(row, "external_url"),
        "title": html.escape(_text(row, "title"), quote=False),
        "description": html.escape(_text(row, "summary"), quote=False),
        "content": [{"value": content}] if content else [],
        "author": _author(row),
        "image": _text(row, "image") or _text(row, "banner_image"),
        "language": _text(row, "language"),
        "published": _text(row, "date_published"),
        "updated": _text(row, "date_modified"),
        "tags": [{"term": tag} for tag in _list(row, "tags") if isinstance(tag, str)],
        "enclosures": [
            {"url": _text(each, "url"), "type": _text(each, "mime_type")}
            for each in _list(row, "attachments")
            if isinstance(each, dict)
        ],
    }


def _author(row: dict[str, Any]) -> str:
    """1.1 has a list of authors, 1.0 one."""
    people = [*_list(row, "authors"), row.get("author")]
    names = (_text(person, "name") for person in people if isinstance(person, dict))
    return next((html.escape(name, quote=False) for name in names if name), "")


def _text(row: dict[str, Any], name: str) -> str:
    """Many write numbers where the format wants text."""
    value = row.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    return value if isinstance(value, list) else []
