"""The event stream itself: a raw ASGI callable without middleware, session or database."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from django.core.signing import BadSignature

from portal.live import tokens
from portal.live.hub import Hub, Listener
from portal.live.publish import GONE

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT_SECONDS = 15.0
MAX_AGE_SECONDS = 600.0
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
REFUSAL_HEADERS = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
# After this many milliseconds the browser connects again.
GREETING = b"retry: 3000\n\n"
HEARTBEAT = b": still here\n\n"
END = f"event: {GONE}\n".encode()

hub = Hub()


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        topics = tokens.read(query.get("token", [""])[0])
    except BadSignature:
        await _refuse(send)
        return
    listener = hub.join(topics)
    try:
        # Before there is anything to cancel: redis-py would swallow a cancellation, and the stream would not end.
        missed = await hub.recent(listener) if topics else b""
        if END in missed:
            await _refuse(send, 404, b"This page is not shared any more.\n")
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _until_first(_pump(listener, send, missed), _disconnected(receive), listener.fell_behind.wait())
    finally:
        hub.leave(listener)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _refuse(send: Send, status: int = 401, words: bytes = b"This page is too old. Load it again.\n") -> None:
    await send({"type": "http.response.start", "status": status, "headers": REFUSAL_HEADERS})
    await send({"type": "http.response.body", "body": words})


async def _pump(listener: Listener, send: Send, missed: bytes) -> None:
    chunk = GREETING + missed
    while True:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if END in chunk:
            return
        try:
            # Not wait_for, which costs a task for each event and in Python 3.11 can swallow a cancellation.
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                chunk = await listener.queue.get()
        except TimeoutError:
            chunk = HEARTBEAT


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _until_first(*waits: Any) -> None:
    """Until one of them ends, or the maximum age, which is spread a little so that pages do not all return at once."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        age = MAX_AGE_SECONDS * random.uniform(0.9, 1)  # noqa: S311
        await asyncio.wait(tasks, timeout=age, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
