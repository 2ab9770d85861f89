"""Serves signed pictures: a raw ASGI callable with threads of its own, so that slow strangers hold up no page."""

import asyncio
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from portal.bridge import Receive, Scope, Send, send_file, send_whole
from portal.pictures import fetching
from portal.pictures.shelf import Kept, Shelf
from widgets import pictures
from widgets.base import FetchError
from widgets.pictures import Wanted

logger = logging.getLogger(__name__)

THREADS = 4
#: At once from one host, as with feeds; and so many may wait in all.
PER_HOST = 2
MAX_WAITING = 200
#: Longer than this nobody waits for a picture; what comes later is kept for the next time.
PATIENCE_SECONDS = 12.0
BROWSER_SECONDS = 24 * 3600
#: Shown where there is no picture: one clear pixel, so that what lies behind (a letter, a surface) is seen.
CLEAR = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002014400"  # GIF89a of 1 x 1
    "3b"
)
SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
]


class Desk:
    """Hands out pictures, each fetched once however many ask for it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pictures")
        self._coming: dict[Wanted, asyncio.Future[Kept | None]] = {}
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._asked: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            return await _answer_empty(send, HTTPStatus.METHOD_NOT_ALLOWED)
        wanted = pictures.read(scope["path"])
        if wanted is None:
            return await _answer_empty(send, HTTPStatus.NOT_FOUND)
        kept = self.shelf.find(wanted)
        if kept is None or not kept.is_fresh:
            if len(self._coming) >= MAX_WAITING and wanted not in self._coming:
                return await _answer_empty(send, HTTPStatus.SERVICE_UNAVAILABLE)
            kept = await self._fetched(wanted, kept)
        await _answer(scope, send, kept)

    async def _fetched(self, wanted: Wanted, old: Kept | None) -> Kept | None:
        """What came, or what was here before when it does not come in time."""
        coming = self._coming.get(wanted)
        if coming is None:
            coming = self._coming[wanted] = asyncio.ensure_future(self._fetch(wanted, old))
            coming.add_done_callback(lambda _done: self._coming.pop(wanted, None))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                # Who goes away must not take the picture from the others who wait for it.
                return await asyncio.shield(coming)
        except TimeoutError:
            return old

    async def _fetch(self, wanted: Wanted, old: Kept | None) -> Kept | None:
        host = urlsplit(wanted.address.removeprefix(pictures.ICON_OF)).netloc
        place = self._hosts.setdefault(host, asyncio.Semaphore(PER_HOST))
        self._asked[host] += 1
        try:
            async with place:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, self._fetch_now, wanted, old)
        finally:
            self._asked[host] -= 1
            if not self._asked[host]:
                del self._asked[host], self._hosts[host]

    def _fetch_now(self, wanted: Wanted, old: Kept | None) -> Kept | None:
        try:
            picture = fetching.fetch(wanted)
        except FetchError:
            # An old picture is better than none, and is kept until the address is asked again.
            picture = old.path.read_bytes() if old and old.size else b""
        try:
            return self.shelf.put(wanted, picture)
        except OSError as error:
            logger.warning("A picture could not be kept: %s", error)
            return old


async def _answer(scope: Scope, send: Send, kept: Kept | None) -> None:
    if kept is None or not kept.size:
        headers = [(b"content-type", b"image/gif"), (b"cache-control", b"private, max-age=300"), *SAFE]
        return await send_whole(send, HTTPStatus.NOT_FOUND, headers, b"" if scope["method"] == "HEAD" else CLEAR)
    headers = [
        (b"content-type", b"image/webp"),
        (b"content-length", str(kept.size).encode()),
        (b"cache-control", f"private, max-age={BROWSER_SECONDS}".encode()),
        *SAFE,
    ]
    if scope["method"] == "HEAD":
        await send_whole(send, HTTPStatus.OK, headers, b"")
    elif "http.response.pathsend" in (scope.get("extensions") or {}):
        await send_file(send, HTTPStatus.OK, headers, str(kept.path))
    else:
        await send_whole(send, HTTPStatus.OK, headers, kept.path.read_bytes())


async def _answer_empty(send: Send, status: int, *headers: tuple[bytes, bytes]) -> Any:
    told = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), (b"retry-after", b"5"), *headers]
    await send_whole(send, status, [*told, *SAFE], b"")
