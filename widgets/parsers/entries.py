"""One entry of a feed to the fields of an item."""

import calendar
import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from widgets import sanitize

MAX_TOPICS = 8
SUMMARY_LENGTH = 300
#: Older than any feed: a date like 1 January 1970 is a missing one.
OLDEST_YEAR = 1990

#: Stands before a guid that is no address while the fast parser reads it.
GUID = "guid:"

_PICTURE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']([^\"'<>\s]+)", re.IGNORECASE)
#: An address that needs no second look; what is not so plain gets one.
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%?&=+,;:@!#-]*)?", re.ASCII)
_NOT_WORD = re.compile(r"[^\w]+")
_MAIL_AND_NAME = re.compile(r"^\S+@\S+\s+\((.+)\)$")


def link(entry: dict[str, Any], base: str) -> str:
    return address(base, entry.get("link") or _permalink(entry))


def names(entry: dict[str, Any], link: str) -> list[str]:
    """What may serve as identity, best first: 14 % of real entries have no guid."""
    guid = _guid(entry)
    # One parser fills a missing guid with the raw link.
    candidates = ["" if guid == entry.get("link") else guid, link]
    return [_short(name) for name in candidates if name]


def item(entry: dict[str, Any], base: str, link: str, language: str, identity: str) -> dict[str, Any]:
    """The arguments of an ItemData, `published_at` as ISO text."""
    description, content = _markup(entry)
    title = plain(entry.get("title"), 500)
    cleaned = sanitize.clean(content or description, link or base)
    is_summary = description and content and description != content
    summary = (
        sanitize.text(description[:2500], SUMMARY_LENGTH) if is_summary else sanitize.words(cleaned, SUMMARY_LENGTH)
    )
    return {
        "uid": identity or _hash(link, title, summary, str(entry.get("published"))),
        "url": link,
        "title": title or sanitize.text(summary, 80),
        "summary": summary,
        "content": cleaned,
        "author": _author(entry),
        "image": _image(entry, content or description, base),
        "language": _lang(entry) or language,
        "published_at": _date(entry),
        "topics": _topics(entry),
        "extra": _extra(entry, base),
    }


def like_fast(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of feedparser in the shape that fastfeedparser gives: dates as ISO text."""
    dates = {}
    for name in ("published", "updated"):
        parsed = entry.get(f"{name}_parsed")
        dates[name] = datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    pictures = [{**thumbnail, "type": "image/*"} for thumbnail in entry.get("media_thumbnail", [])]
    enclosures = [{"url": each.get("href"), "type": each.get("type")} for each in entry.get("enclosures", [])]
    media = [*entry.get("media_content", []), *pictures]
    described = {"description": entry.get("summary"), "media_content": media, "enclosures": enclosures}
    return {**entry, **dates, **described}


def _guid(entry: dict[str, Any]) -> str:
    return str(entry.get("id") or entry.get("guid") or "").removeprefix(GUID).strip()


def _permalink(entry: dict[str, Any]) -> str:
    guid = _guid(entry)
    return guid if guid.startswith(("http://", "https://")) else ""


def plain(markup: Any, limit: int) -> str:
    return sanitize.text(str(markup or "")[: limit * 10], limit)


def address(base: str, link: Any) -> str:
    """An absolute web address, or nothing."""
    found = str(link or "").strip()
    if not found or (len(found) <= 2048 and _PLAIN_ADDRESS.fullmatch(found)):
        return found
    try:
        if not found.startswith(("http://", "https://")):
            found = urljoin(base, found)
        is_web = urlsplit(found).scheme in {"http", "https"}
    except ValueError:
        return ""
    return found if is_web and len(found) <= 2048 else ""


def language(tag: Any) -> str:
    """`de-AT` → `de`."""
    found = str(tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return found if found.isalpha() and len(found) in {2, 3} else ""


def _lang(entry: dict[str, Any]) -> str:
    contents = entry.get("content") or [{}]
    return language(entry.get("language") or contents[0].get("language"))


def _markup(entry: dict[str, Any]) -> tuple[str, str]:
    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    return str(entry.get("description") or ""), max(contents, key=len, default="")


def _author(entry: dict[str, Any]) -> str:
    name = plain(entry.get("author"), 200)
    return found[1] if (found := _MAIL_AND_NAME.match(name)) else name


def _image(entry: dict[str, Any], markup: str, base: str) -> str:
    media = [*(entry.get("media_content") or []), *(entry.get("enclosures") or [])]
    pictures = [each.get("url") for each in media if _is_picture(each)]
    candidates = [entry.get("image"), *pictures, _inline_picture(markup)]
    return next((url for each in candidates if isinstance(each, str) and (url := address(base, each))), "")


def _inline_picture(markup: str) -> str:
    if "<img" not in markup and "<IMG" not in markup:
        return ""
    return found[1].replace("&amp;", "&") if (found := _PICTURE.search(markup[:100_000])) else ""


def _is_picture(media: dict[str, Any]) -> bool:
    return str(media.get("type") or "").startswith("image/") or media.get("medium") == "image"


def _extra(entry: dict[str, Any], base: str) -> dict[str, Any]:
    """What is not a picture but can be played."""
    for each in entry.get("enclosures") or []:
        kind = str(each.get("type") or "")
        if kind.startswith(("audio/", "video/")) and (url := address(base, each.get("url"))):
            return {"enclosure": {"url": url, "type": kind[:100]}}
    return {}


def _topics(entry: dict[str, Any]) -> list[str]:
    words = [str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags") or []]
    slugs = [_slug(word) for word in words if "://" not in word]
    return list(dict.fromkeys(slug for slug in slugs if 1 < len(slug) <= 40))[:MAX_TOPICS]


@lru_cache(maxsize=512)
def _slug(word: str) -> str:
    """Feeds name the same few topics again and again."""
    return _NOT_WORD.sub("-", sanitize.text(word[:200]).lower()).strip("-_")


def _date(entry: dict[str, Any]) -> str | None:
    for name in ("published", "updated"):
        try:
            date = datetime.fromisoformat(str(entry.get(name)))
            date = date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
        if date.year >= OLDEST_YEAR:
            return date.isoformat()
    return None


def _short(identity: str) -> str:
    return identity if len(identity) <= 500 else _hash(identity)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
