"""The guarded HTTP client: checked addresses, own redirects, a cap on bytes and one deadline for everything."""

import json
import socket
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import pycurl
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError
from widgets.egress import policy
from widgets.egress.headers import retry_after
from widgets.egress.policy import Address, Target
from widgets.egress.resolve import NotResolved, resolve

MAX_REDIRECTS = 5
CONNECT_SECONDS = 8.0
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
#: Never sent to another origin than the one they were meant for.
CREDENTIALS = {"authorization", "cookie", "proxy-authorization"}
MESSAGES = {
    401: _("The server does not let us read this address."),
    403: _("The server does not let us read this address."),
    404: _("There is nothing at this address."),
    410: _("The server says that this address is gone for good."),
    429: _("The server is busy; we will ask again later."),
    503: _("The server is busy; we will ask again later."),
}
TLS_FAULTS = {
    pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_PEER_FAILED_VERIFICATION,
    pycurl.E_SSL_CERTPROBLEM,
    pycurl.E_SSL_CIPHER,
    pycurl.E_SSL_ISSUER_ERROR,
    pycurl.E_SSL_INVALIDCERTSTATUS,
}


@dataclass(slots=True)
class Answer:
    """A 2xx or 304 answer. `moved_to` is set when only permanent redirects led to `url`."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""

    def text(self) -> str:
        """The body as text, in the charset of the headers; what cannot be read becomes a replacement sign."""
        charset = self.headers.get("content-type", "").lower().partition("charset=")[2].partition(";")[0]
        try:
            return self.body.decode(charset.strip(" \"'") or "utf-8", errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise FetchError("not-json", _("The service sent an answer that cannot be read.")) from None


def check_url(url: str) -> str:
    """The address in its normal form; for forms and imports. Asks no DNS: names are checked when they are fetched.

    Raises FetchError with a message for the person.
    """
    return _target(url).url


def _target(url: str) -> Target:
    target = policy.target(url, policy.networks(settings.EGRESS_ALLOW))
    own = urlsplit(settings.PUBLIC_URL)
    if (target.host, target.port) == (own.hostname, own.port or (443 if own.scheme == "https" else 80)):
        raise policy.refused()
    return target


@dataclass(frozen=True, slots=True)
class Client:
    """Fetches one address; each `get` has the whole of the bytes and of the time for itself.

    `seconds` and `max_bytes` are what the operator allows, unless a caller wants less.
    """

    seconds: float | None = None
    max_bytes: int | None = None

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """A 2xx or 304 answer; everything else is a FetchError ("http-404", "timeout", "refused", ...)."""
        longest, cap = settings.EGRESS_DEADLINE.total_seconds(), settings.EGRESS_MAX_BYTES
        deadline = time.monotonic() + min(longest, self.seconds or longest)
        cap = min(cap, self.max_bytes or cap)
        sent, target, permanent = dict(headers or {}), _target(url), True
        for _hop in range(MAX_REDIRECTS + 1):
            answer = _request(target, sent, deadline, cap)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                moved_to = answer.url if permanent and _hop else ""
                return replace(_accepted(answer), moved_to=moved_to)
            permanent = permanent and answer.status in PERMANENT
            before, target = target, _target(urljoin(target.url, answer.headers["location"]))
            if target.origin != before.origin:
                sent = {name: value for name, value in sent.items() if name.lower() not in CREDENTIALS}
        raise FetchError("too-many-redirects", _("The address keeps sending us somewhere else."))


def _accepted(answer: Answer) -> Answer:
    if 200 <= answer.status < 300 or answer.status == HTTPStatus.NOT_MODIFIED:
        return answer
    message = MESSAGES.get(answer.status) or _("The server answered with error %(status)s.") % {"status": answer.status}
    wait = retry_after(answer.headers.get("retry-after", ""), timezone.now())
    raise FetchError(f"http-{answer.status}", message, retry_after=wait, gone=answer.status == HTTPStatus.GONE)


def _request(target: Target, headers: Mapping[str, str], deadline: float, cap: int) -> Answer:
    addresses = _checked_addresses(target, deadline)
    exchange, curl = _Exchange(cap), _handles.take()
    try:
        _configure(curl, target, headers, addresses, deadline)
        curl.setopt(pycurl.HEADERFUNCTION, exchange.header)
        curl.setopt(pycurl.WRITEFUNCTION, exchange.write)
        curl.perform()
        return Answer(curl.getinfo(pycurl.RESPONSE_CODE), target.url, exchange.headers, bytes(exchange.body))
    except pycurl.error as error:
        raise _fault(int(error.args[0]), exchange, has_asked=curl.getinfo(pycurl.REQUEST_SIZE) > 0) from None
    finally:
        _handles.give_back(curl)


def _checked_addresses(target: Target, deadline: float) -> list[Address]:
    """All addresses of the host, each of them allowed: one bad answer refuses all (DNS rebinding)."""
    if target.address:
        return [target.address]
    try:
        addresses = resolve(target.host, target.port, deadline - time.monotonic())
    except NotResolved:
        raise _unreachable() from None
    allow = policy.networks(settings.EGRESS_ALLOW)
    if not all(policy.is_allowed(address, allow) for address in addresses):
        raise policy.refused()
    return addresses


def _configure(
    curl: pycurl.Curl, target: Target, headers: Mapping[str, str], addresses: Collection[Address], deadline: float
) -> None:
    remaining = max(deadline - time.monotonic(), 0.001)
    curl.setopt(pycurl.URL, target.url)
    curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    curl.setopt(pycurl.FOLLOWLOCATION, 0)
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.TIMEOUT_MS, max(int(remaining * 1000), 1))
    curl.setopt(pycurl.CONNECTTIMEOUT_MS, max(int(min(remaining, CONNECT_SECONDS) * 1000), 1))
    curl.setopt(pycurl.ACCEPT_ENCODING, "")  # all that libcurl can undo; the cap counts what comes out
    curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
    curl.setopt(pycurl.USERAGENT, settings.EGRESS_USER_AGENT)
    curl.setopt(pycurl.HTTPHEADER, [f"{name}: {_one_line(value)}" for name, value in headers.items()])
    # An empty string, unlike no setting at all, keeps libcurl from reading HTTP_PROXY and its like.
    curl.setopt(pycurl.PROXY, settings.EGRESS_PROXY)
    if not settings.EGRESS_PROXY:
        # Connect where we looked; the socket wall below refuses everything else, come what may.
        pinned = ",".join(f"[{address}]" if address.version == 6 else str(address) for address in addresses)
        curl.setopt(pycurl.RESOLVE, [f"+{target.host}:{target.port}:{pinned}"] if not target.address else [])
        curl.setopt(pycurl.OPENSOCKETFUNCTION, _socket_wall(set(addresses)))


def _one_line(value: str) -> str:
    return "".join(character for character in value if character.isprintable())


def _socket_wall(addresses: Collection[Address]) -> Any:
    def open_socket(purpose: int, wanted: Any) -> Any:
        family, kind, protocol, address = wanted
        if family not in {socket.AF_INET, socket.AF_INET6} or ip_address(address[0]) not in addresses:
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    return open_socket


def _fault(code: int, exchange: "_Exchange", *, has_asked: bool) -> FetchError:
    if exchange.is_too_big:
        return FetchError("too-big", _("The answer is too big."))
    if code == pycurl.E_OPERATION_TIMEDOUT and has_asked:
        return FetchError("timeout", _("The server did not answer in time."))
    if code in TLS_FAULTS:
        return FetchError("tls", _("The connection is not safe: the server's certificate cannot be trusted."))
    if has_asked:
        return FetchError("broken-answer", _("The server sent an answer that cannot be read."))
    return _unreachable()


def _unreachable() -> FetchError:
    """Closed, filtered or unknown: the same words as for a refusal."""
    return FetchError("unreachable", policy.REFUSED)


@dataclass(slots=True)
class _Exchange:
    """Collects one answer and stops it at the cap, which counts decompressed bytes."""

    cap: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    is_too_big: bool = False

    def header(self, line: bytes) -> None:
        text = line.decode("latin-1").strip()
        if text.startswith("HTTP/"):  # a 1xx before the answer, or a proxy's
            self.headers.clear()
        elif ":" in text:
            name, _colon, value = text.partition(":")
            self.headers[name.strip().lower()] = value.strip()

    def write(self, chunk: bytes) -> int | None:
        if len(self.body) + len(chunk) > self.cap:
            self.is_too_big = True
            return -1
        self.body += chunk
        return None


class _Handles:
    """Used handles are kept, because with them go open connections and the loaded certificates."""

    def __init__(self, keep: int = 16) -> None:
        self._keep, self._idle, self._lock = keep, list[pycurl.Curl](), threading.Lock()

    def take(self) -> pycurl.Curl:
        with self._lock:
            return self._idle.pop() if self._idle else pycurl.Curl()

    def give_back(self, curl: pycurl.Curl) -> None:
        curl.reset()
        with self._lock:
            if len(self._idle) < self._keep:
                self._idle.append(curl)
                return
        curl.close()


_handles = _Handles()
