"""Runs the WSGI application, many times cheaper per request than Django's ASGI, behind the ASGI server's one port.

The body is received before a thread is taken, so a slow upload holds none; a whole response returns to the event loop
in one step; a file is handed to the server by its path; a stream is sent chunk by chunk, as fast as the client reads.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any
from urllib.parse import quote

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

IN_MEMORY = 512 * 1024
FILE_BLOCK = 64 * 1024


class BodyTooLarge(Exception):
    """The request's body is larger than the server takes."""


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class WsgiBridge:
    """An ASGI application (`http` only) around a WSGI one, in threads that live as long as the process.

    With `behind_proxy`, the client's address is the last one in X-Forwarded-For: the one our own proxy saw.
    """

    def __init__(self, application: Any, *, threads: int, max_body: int, behind_proxy: bool = False) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self.max_body = max_body
        self.behind_proxy = behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                length = await receive_body(receive, body, self.max_body)
            except BodyTooLarge:
                await send_whole(send, 413, [(b"content-type", b"text/plain")], b"This upload is too large.\n")
                return
            except ClientGone:
                return
            exchange = Exchange(scope, send, asyncio.get_running_loop())
            environ = environ_of(scope, body, length, behind_proxy=self.behind_proxy)
            answer = await exchange.loop.run_in_executor(self.pool, exchange.run, self.application, environ)
        if answer is not None:
            await answer


class Exchange:
    """One request and its answer. `run` works in a thread; what it returns is awaited on the event loop."""

    def __init__(self, scope: Scope, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        self.scope, self.send, self.loop = scope, send, loop
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def run(self, application: Any, environ: dict[str, Any]) -> Awaitable[None] | None:
        result = application(environ, self.start_response)
        try:
            if self.scope["method"] == "HEAD":
                return send_whole(self.send, self.status, self.headers, b"")
            if isinstance(result, FileBody) and (path := result.whole_path(self.scope)):
                return send_file(self.send, self.status, self.headers, path)
            if not getattr(result, "streaming", True):
                return send_whole(self.send, self.status, self.headers, b"".join(result))
            self.stream(result)
            return None
        finally:
            # In this thread: Django's request_finished looks after this thread's database connections.
            if hasattr(result, "close"):
                result.close()

    def stream(self, chunks: Iterable[bytes]) -> None:
        self.send_now({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for chunk in chunks:
            self.send_now({"type": "http.response.body", "body": chunk, "more_body": True})
        self.send_now({"type": "http.response.body", "body": b"", "more_body": False})

    def send_now(self, message: Message) -> None:
        asyncio.run_coroutine_threadsafe(self.sent(message), self.loop).result()

    async def sent(self, message: Message) -> None:
        """A coroutine, which the loop asks for; the server's own `send` may answer another kind of awaitable."""
        await self.send(message)


class FileBody:
    """What `wsgi.file_wrapper` makes (PEP 3333)."""

    def __init__(self, file: IO[bytes], _block_size: int = FILE_BLOCK) -> None:
        self.file = file
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(FILE_BLOCK), b"")

    def whole_path(self, scope: Scope) -> str | None:
        """The path, if the server can send a file by its path and this is a whole one."""
        name = getattr(self.file, "name", None)
        if "http.response.pathsend" not in (scope.get("extensions") or {}) or not isinstance(name, str):
            return None
        return name if os.path.isabs(name) and self.file.tell() == 0 else None


async def receive_body(receive: Receive, body: IO[bytes], max_body: int) -> int:
    """Fills `body` and answers its length."""
    length, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        length += len(message.get("body", b""))
        if length > max_body:
            raise BodyTooLarge
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    body.seek(0)
    return length


def environ_of(scope: Scope, body: IO[bytes], length: int, *, behind_proxy: bool) -> dict[str, Any]:
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": quote(scope.get("root_path", "")),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": (scope.get("client") or ("127.0.0.1", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": FileBody,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    # The length we counted: a chunked upload names none.
    environ["CONTENT_LENGTH"] = str(length)
    if behind_proxy and (forwarded := environ.get("HTTP_X_FORWARDED_FOR")):
        environ["REMOTE_ADDR"] = forwarded.rpartition(",")[2].strip()
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    # A name with an underscore could pose as one with a dash (X_Forwarded_For): dropped, as Django's own servers do.
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
    separator = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value


async def send_whole(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def send_file(send: Send, status: int, headers: list[tuple[bytes, bytes]], path: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.pathsend", "path": path})
