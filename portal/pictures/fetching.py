"""Gets one picture: from our own media, from somebody's server behind the guard, or the sign of somebody's site."""

from urllib.parse import urljoin

from django.core.files.storage import default_storage

from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Client
from widgets.pictures import ICON_OF, Wanted, is_own

MAX_BYTES = 8 * 1024 * 1024
SECONDS = 8.0
#: A sign may take three questions.
ICON_SECONDS = 3.0
HEADERS = {"Accept": "image/avif,image/webp,image/*;q=0.8"}


def fetch(wanted: Wanted) -> bytes:
    """As WebP of the wanted width. FetchError when there is no such picture, or it is none."""
    if is_own(wanted.address):
        return parsing.parse_picture(_own(wanted.address), wanted.width)
    if wanted.address.startswith(ICON_OF):
        return _icon(wanted.address.removeprefix(ICON_OF), wanted.width)
    client = Client(seconds=SECONDS, max_bytes=MAX_BYTES)
    return parsing.parse_picture(client.get(wanted.address, headers=HEADERS).body, wanted.width)


def _own(address: str) -> bytes:
    try:
        with default_storage.open(address.removeprefix("/media/")) as file:
            return bytes(file.read(MAX_BYTES))
    except OSError:
        raise FetchError("not-a-picture", parsing.MESSAGES["not-a-picture"]) from None


def _icon(site: str, width: int) -> bytes:
    """Where signs have always been, or else where the site's page says."""
    client = Client(seconds=ICON_SECONDS, max_bytes=1024 * 1024)
    try:
        return parsing.parse_picture(client.get(urljoin(site, "/favicon.ico"), headers=HEADERS).body, width)
    except FetchError as error:
        if error.code in {"refused", "unreachable", "timeout"}:
            raise
    page = client.get(site)
    icons = parsing.find_icons(page.body, page.url)
    if not icons:
        raise FetchError("not-a-picture", parsing.MESSAGES["not-a-picture"])
    return parsing.parse_picture(client.get(icons[0], headers=HEADERS).body, width)
