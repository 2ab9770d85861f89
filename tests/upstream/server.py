"""The fake server: what it shall answer is put in, what it was asked is taken out."""

import contextlib
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

Body = bytes | str | Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Asked:
    path: str
    query: str
    headers: Mapping[str, str]
    method: str = "GET"
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Served:
    body: Body
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    #: Sent as it is, instead of a well-formed answer.
    raw: Callable[[], Iterable[bytes]] | None = None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self):
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0))).decode()
        self.server.log.append(Asked(parts.path, parts.query, headers, self.command, dict(parse_qsl(body))))
        served = self.server.served.get(parts.path, Served(b"Nothing here.", 404))
        # Most bad days end with the other side hanging up.
        with contextlib.suppress(OSError):
            self.answer(served, headers)

    do_POST = do_HEAD = do_GET  # a HEAD without the body, see `write`

    def answer(self, served, headers):
        if served.raw:
            self.close_connection = True
            return self.stream(served.raw())
        if served.etag and headers.get("if-none-match") == served.etag:
            return self.head(304, {"ETag": served.etag})
        extra = {"ETag": served.etag} if served.etag else {}
        body = served.body.encode() if isinstance(served.body, str) else served.body
        if callable(body):
            self.head(served.status, served.headers | extra | {"Connection": "close"})
            self.close_connection = True
            return self.stream(body())
        self.head(served.status, {"Content-Length": str(len(body))} | served.headers | extra)
        self.write(body)

    def write(self, body):
        if self.command != "HEAD":
            self.wfile.write(body)

    def head(self, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def stream(self, chunks):
        for chunk in () if self.command == "HEAD" else chunks:
            if self.server.is_closing.is_set():
                return
            self.write(chunk)
            self.wfile.flush()

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.served: dict[str, Served] = {}
        self.log: list[Asked] = []
        self.is_closing = threading.Event()

    def handle_error(self, request, client_address):
        """Who hangs up between two requests is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Upstream:
    """One server on a port of its own; `tls` is (certificate file, key file)."""

    def __init__(self, tls: tuple[str, str] | None = None):
        self._server = Server()
        self._scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._server.is_closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def base(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return self.base + path

    def serve(self, path: str, body: Body = b"", *, status=200, type="", headers=None, etag="") -> str:
        """What to answer at `path` from now on; a callable body is streamed. Returns the address."""
        every = ({"Content-Type": type} if type else {}) | dict(headers or {})
        self._server.served[path] = Served(body, status, every, etag)
        return self.url(path)

    def serve_raw(self, path: str, chunks: Callable[[], Iterable[bytes]]) -> str:
        """Bytes that need not be HTTP; the connection is closed after them."""
        self._server.served[path] = Served(b"", raw=chunks)
        return self.url(path)

    def redirect(self, path: str, to: str, status=302) -> str:
        return self.serve(path, status=status, headers={"Location": to})

    def pause(self, seconds: float) -> bool:
        """For slow bodies: waits, but not beyond the end of the test."""
        return self._server.is_closing.wait(seconds)

    def asked(self, path: str = "") -> list[Asked]:
        return [asked for asked in self._server.log if not path or asked.path == path]
