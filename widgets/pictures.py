"""Addresses of other people's pictures as the portal serves them: signed, so that nobody else can have some fetched."""

import html
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.crypto import constant_time_compare, salted_hmac

PREFIX = "/pictures/"
#: Widths in pixels: a site's sign, a picture beside a story, a picture in a story.
ICON, THUMBNAIL, READING = 32, 160, 800
MAX_ADDRESS = 2048
#: What a picture's address begins with when a site's own sign (favicon) is meant.
ICON_OF = "icon:"

_PATH = re.compile(r"/pictures/([\w-]{24})/(\d{1,4})/([\w-]{1,4000})")
_PICTURE = re.compile(r'<img((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


class Wanted(NamedTuple):
    """A picture at most `width` pixels wide."""

    address: str
    width: int


def address_of(picture: str, width: int) -> str:
    """Where the page finds this picture; nothing for what is no picture of the web or of our own media."""
    is_foreign = picture.startswith(("https://", "http://", f"{ICON_OF}https://", f"{ICON_OF}http://"))
    if not (is_foreign or is_own(picture)) or len(picture) > MAX_ADDRESS:
        return ""
    wanted = Wanted(picture, width)
    code = urlsafe_b64encode(picture.encode("utf-8", "replace")).rstrip(b"=").decode()
    return f"{PREFIX}{_signature(wanted)}/{width}/{code}"


def icon_of(address: str) -> str:
    """Where the page finds the sign of the site that this address belongs to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address_of(f"{ICON_OF}{parts.scheme}://{parts.netloc}/", ICON) if parts.netloc else ""


def read(path: str) -> Wanted | None:
    """What a path asks for; None unless we signed it."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    signature, width, code = found.groups()
    try:
        wanted = Wanted(urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode(), int(width))
    except ValueError:
        return None
    return wanted if constant_time_compare(signature, _signature(wanted)) else None


def is_own(address: str) -> bool:
    return address.startswith("/media/") and ".." not in address


def proxied(cleaned: str) -> str:
    """Sanitized HTML with its foreign pictures taken from here; those that nobody could see are dropped."""
    return _PICTURE.sub(_proxied_picture, cleaned) if "<img" in cleaned else cleaned


def _proxied_picture(found: re.Match[str]) -> str:
    given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
    source = given.get("src", "")
    address = source if is_own(source) else address_of(source, READING)
    if not address or {given.get("width"), given.get("height")} & {"0", "1", "2"}:
        return ""
    kept = {"src": address, "alt": given.get("alt", "")}
    kept |= {name: given[name] for name in ("width", "height") if given.get(name, "").isdecimal()}
    attributes = " ".join(f'{name}="{html.escape(value)}"' for name, value in kept.items())
    return f'<img {attributes} loading="lazy" decoding="async">'


def _signature(wanted: Wanted) -> str:
    mac = salted_hmac("foyer.pictures", f"{wanted.width} {wanted.address}", algorithm="sha256")
    return urlsafe_b64encode(mac.digest()[:18]).decode()
