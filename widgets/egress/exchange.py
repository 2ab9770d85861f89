"""One exchange with one server, on a handle of libcurl: pinned to checked addresses, capped, and timed."""

import socket
import threading
import time
from collections.abc import Collection
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pycurl
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError
from widgets.egress import policy
from widgets.egress.answer import Answer
from widgets.egress.journey import Hop
from widgets.egress.policy import Address

CONNECT_SECONDS = 8.0
TLS_FAULTS = {
    pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_PEER_FAILED_VERIFICATION,
    pycurl.E_SSL_CERTPROBLEM,
    pycurl.E_SSL_CIPHER,
    pycurl.E_SSL_ISSUER_ERROR,
    pycurl.E_SSL_INVALIDCERTSTATUS,
}


class Exchange:
    """Collects one answer and stops it at the cap, which counts decompressed bytes. `curl` is ready to perform."""

    def __init__(self, hop: Hop, addresses: Collection[Address]) -> None:
        self.hop, self.curl = hop, handles.take()
        self.headers: dict[str, str] = {}
        self.body = bytearray()
        self.is_too_big = False
        _configure(self.curl, hop, addresses)
        self.curl.setopt(pycurl.HEADERFUNCTION, self._header)
        self.curl.setopt(pycurl.WRITEFUNCTION, self._write)

    def answer(self) -> Answer:
        status, seconds = self.curl.getinfo(pycurl.RESPONSE_CODE), self.curl.getinfo(pycurl.TOTAL_TIME)
        ends = _certificate_ends(self.curl) if self.hop.probe else None
        return Answer(status, self.hop.target.url, self.headers, bytes(self.body), "", seconds, ends)

    def fault(self, code: int) -> FetchError:
        """What libcurl's error means for the person."""
        has_asked = self.curl.getinfo(pycurl.REQUEST_SIZE) > 0
        if self.is_too_big:
            return FetchError("too-big", _("The answer is too big."))
        if code == pycurl.E_OPERATION_TIMEDOUT and has_asked:
            return FetchError("timeout", _("The server did not answer in time."))
        if code in TLS_FAULTS:
            return FetchError("tls", _("The connection is not safe: the server's certificate cannot be trusted."))
        if has_asked:
            return FetchError("broken-answer", _("The server sent an answer that cannot be read."))
        return policy.unreachable()

    def end(self) -> None:
        handles.give_back(self.curl)

    def _header(self, line: bytes) -> None:
        text = line.decode("latin-1")
        if text.startswith("HTTP/"):  # a 1xx before the answer, or a proxy's
            self.headers.clear()
            return
        name, colon, value = text.partition(":")
        if colon:
            self.headers[name.strip().lower()] = value.strip()

    def _write(self, chunk: bytes) -> int | None:
        if len(self.body) + len(chunk) > self.hop.cap:
            self.is_too_big = True
            return -1
        self.body += chunk
        return None


def _configure(curl: pycurl.Curl, hop: Hop, addresses: Collection[Address]) -> None:
    remaining = max(hop.deadline - time.monotonic(), 0.001)
    curl.setopt(pycurl.URL, hop.target.url)
    curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    curl.setopt(pycurl.FOLLOWLOCATION, 0)
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.TIMEOUT_MS, max(int(remaining * 1000), 1))
    curl.setopt(pycurl.CONNECTTIMEOUT_MS, max(int(min(remaining, CONNECT_SECONDS) * 1000), 1))
    curl.setopt(pycurl.ACCEPT_ENCODING, "")  # all that libcurl can undo; the cap counts what comes out
    curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
    curl.setopt(pycurl.USERAGENT, settings.EGRESS_USER_AGENT)
    curl.setopt(pycurl.HTTPHEADER, [f"{name}: {_one_line(value)}" for name, value in hop.headers.items()])
    if hop.body is not None:
        curl.setopt(pycurl.COPYPOSTFIELDS, hop.body)
    if hop.probe:
        curl.setopt(pycurl.NOBODY, hop.probe == "HEAD")
        curl.setopt(pycurl.FRESH_CONNECT, 1)  # a kept connection would have been measured and looked at before
        curl.setopt(pycurl.OPT_CERTINFO, 1)
    # An empty string, unlike no setting at all, keeps libcurl from reading HTTP_PROXY and its like.
    curl.setopt(pycurl.PROXY, settings.EGRESS_PROXY)
    if not settings.EGRESS_PROXY:
        _pin(curl, hop, addresses)


def _pin(curl: pycurl.Curl, hop: Hop, addresses: Collection[Address]) -> None:
    """Connect where we looked; the socket wall refuses everything else, come what may."""
    if not hop.target.address:
        pinned = ",".join(f"[{address}]" if address.version == 6 else str(address) for address in addresses)
        curl.setopt(pycurl.RESOLVE, [f"+{hop.target.host}:{hop.target.port}:{pinned}"])
    allowed = set(addresses)

    def open_socket(purpose: int, wanted: Any) -> Any:
        family, kind, protocol, address = wanted
        if family not in {socket.AF_INET, socket.AF_INET6} or ip_address(address[0]) not in allowed:
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    curl.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)


def _certificate_ends(curl: pycurl.Curl) -> datetime | None:
    """Of the server's own certificate, the first of its chain."""
    chain = curl.getinfo(pycurl.INFO_CERTINFO)
    told = dict(chain[0]).get("Expire date", "") if chain else ""
    try:
        return datetime.strptime(told, "%b %d %H:%M:%S %Y GMT").replace(tzinfo=UTC)
    except ValueError:
        return None


def _one_line(value: str) -> str:
    return value if value.isprintable() else "".join(sign for sign in value if sign.isprintable())


class _Handles:
    """Used handles are kept, because with them go open connections and the loaded certificates."""

    def __init__(self, keep: int = 64) -> None:
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


handles = _Handles()
