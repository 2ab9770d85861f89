"""Sources and stories as reading apps expect them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.html import escape

from portal.reading.clients.streams import ALL, EPOCH, FEED, ITEM, LABEL, READ, STARRED
from widgets import pictures
from widgets.filters import outward
from widgets.models import Source


def subscription(source: Source, labels: Sequence[str]) -> dict[str, Any]:
    site = outward(source.site_url)
    return {
        "id": f"{FEED}{source.pk}",
        "title": source.title or source.host,
        "categories": [{"id": f"{LABEL}{label}", "label": label} for label in labels],
        "url": outward(str(source.settings.get("url", ""))) or site,
        "htmlUrl": site,
        "iconUrl": "",
    }


def story(item: Any, labels: Sequence[str]) -> dict[str, Any]:
    """`item` knows whether it is read and kept."""
    address = outward(item.url)
    states = [ALL, *(f"{LABEL}{label}" for label in labels), *[READ] * item.is_read, *[STARRED] * item.is_kept]
    return {
        "id": f"{ITEM}{item.pk:016x}",
        "crawlTimeMsec": str(microseconds(item.first_seen_at) // 1000),
        "timestampUsec": str(microseconds(item.first_seen_at)),
        "published": int(item.published_at.timestamp()),
        "title": escape(item.title),  # apps take it for HTML
        "author": item.author,
        "canonical": [{"href": address}] if address else [],
        "alternate": [{"href": address, "type": "text/html"}] if address else [],
        "categories": states,
        "origin": {
            "streamId": f"{FEED}{item.source_id}",
            "title": item.source.title,
            "htmlUrl": outward(item.source.site_url),
        },
        "summary": {"content": text_of(item)},
    }


def unread(stream: str, count: int, newest: datetime) -> dict[str, Any]:
    return {"id": stream, "count": count, "newestItemTimestampUsec": str(microseconds(newest))}


def text_of(item: Any) -> str:
    """Sanitized HTML whose pictures come from the portal; its addresses are whole, because an app knows no page."""
    shown = pictures.proxied(item.content) if item.content else f"<p>{escape(item.summary)}</p>"
    return shown.replace('src="/', f'src="{settings.PUBLIC_URL}/')


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)
