"""Feeds, calendars and pictures, taken apart in a child that can be killed: no upstream holds up a worker."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError, FetchRequest, FetchResult, ItemData, NotModified, Response
from widgets.egress.headers import freshness
from widgets.parsing.process import ChildDied, pool

Job = Literal["article", "data", "feed", "calendar", "links", "icons", "picture", "exchange"]

MESSAGES = {
    "not-a-feed": _("The address answered with a web page, not a feed. Look for a link named RSS, Atom or Feed there."),
    "not-a-calendar": _("The address did not answer with a calendar (.ics)."),
    "no-story": _("No story could be made out on its page."),
    "not-a-picture": _("There is no picture at this address."),
    "too-heavy": _("What this address sends is too heavy to read."),
    "broken-feed": _("The feed has faults that make it unreadable."),
    "broken-calendar": _("The calendar has faults that make it unreadable."),
    "broken-file": _("The file has faults that make it unreadable. Export it again where it comes from."),
    "not-an-export": _("This is no list of feeds (OPML), no bookmarks file (HTML) and no pages of a Foyer (JSON)."),
    "broken-data": _("The data has faults that make it unreadable."),
    "no-data": _("There is no data at this address: no JSON, no CSV, no XML and no table."),
    "has-entities": _("The file declares entities, as harmful files do. Export it again where it comes from."),
    "too-large": _("The file holds more than can be read at once. Export it in parts."),
}


#: In the payload of a feed, its address as the page that the person gave names it: asking there is no move.
NAMED = "named"


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a web page names."""

    url: str
    title: str


def parse(job: Job, body: bytes, **hints: Any) -> Mapping[str, Any]:
    """Runs one job in the child. Raises FetchError ("too-heavy" when the child had to be killed)."""
    try:
        answer = pool.run(job, body, hints)
    except ChildDied:
        raise FetchError("too-heavy", MESSAGES["too-heavy"]) from None
    if code := answer.get("error"):
        raise FetchError(code, MESSAGES.get(code, MESSAGES["broken-feed"]))
    return answer


def parse_feed(response: Response) -> FetchResult:
    """RSS, Atom or JSON Feed → sanitized items. FetchError "not-a-feed" for a web page."""
    feed = parse("feed", response.body, url=response.url, content_type=response.headers.get("content-type", ""))
    wishes = [freshness(response.headers), timedelta(minutes=feed["ttl"]) if feed["ttl"] else None]
    return FetchResult(
        items=[_item(entry) for entry in feed["items"]],
        title=feed["title"],
        site_url=feed["site_url"],
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
        ttl=max((wish for wish in wishes if wish), default=None),
        moved_to=response.moved_to,
        hub=feed["hub"],
        topic=feed["topic"],
    )


def parse_calendar(response: Response, now: datetime, days: int) -> list[dict[str, Any]]:
    """The events of the next `days`, soonest first: uid, title, start and end (ISO), all_day, location, url."""
    start = now.astimezone(UTC)
    answer = parse("calendar", response.body, start=start.isoformat(), days=days)
    return list(answer["events"])


def find_feeds(markup: bytes, base_url: str) -> list[FoundFeed]:
    """The feeds that a web page names in its head, in its order."""
    return [FoundFeed(**link) for link in parse("links", markup, url=base_url)["feeds"]]


def find_icons(markup: bytes, base_url: str) -> list[str]:
    """Addresses of the signs (favicons) that a web page names, the most fitting first."""
    return list(parse("icons", markup, url=base_url)["icons"])


def parse_picture(body: bytes, width: int) -> bytes:
    """A picture drawn anew as WebP, at most so wide. FetchError "not-a-picture" for what is none, SVG among it."""
    return b64decode(parse("picture", body, width=width)["webp"])


def fetch_feed(request: FetchRequest) -> FetchResult | NotModified:
    """The whole road of a feed: conditional request, and from a web page on to the first feed that it names."""
    response = request.http.get(request.settings["url"], headers=request.conditional_headers())
    if response.status == 304:
        return NotModified(freshness(response.headers))
    try:
        return parse_feed(response)
    except FetchError as error:
        feeds = find_feeds(response.body, response.url) if error.code == "not-a-feed" else []
        if not feeds:
            raise
    found = request.http.get(feeds[0].url)
    result, address = parse_feed(found), found.moved_to or found.url
    return FetchResult(
        items=result.items,
        payload={NAMED: address},
        title=result.title,
        site_url=result.site_url or response.url,
        etag=result.etag,
        last_modified=result.last_modified,
        ttl=result.ttl,
        moved_to=address,
        hub=result.hub,
        topic=result.topic,
    )


def parse_anything(response: Response, at: str = "") -> dict[str, Any]:
    """JSON, CSV, XML or a table as rows: see widgets.parsers.anything. FetchError "no-data" for what is none."""
    content_type = response.headers.get("content-type", "")
    return dict(parse("data", response.body, content_type=content_type, at=at))


def parse_exchange(body: bytes) -> Mapping[str, Any]:
    """A file from another portal, reader or browser: see widgets.parsers.exchange. Raises FetchError."""
    return parse("exchange", body)


def _item(entry: dict[str, Any]) -> ItemData:
    date = entry.pop("published_at")
    published_at = datetime.fromisoformat(date) if date else None
    return ItemData(published_at=published_at and min(published_at, timezone.now()), **entry)
