"""Keeps drawing away from the network: whatever would leave this machine fails the test that does it."""

import socket
import threading
from typing import Any

import pytest

from widgets.egress import client


def close_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """For this thread; sockets of this machine (database, cache) stay open, and so do other threads' connections."""
    thread = threading.get_ident()
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def refuse(what: object) -> None:
        assert threading.get_ident() != thread, f"asks the network for {what!r} while drawing"

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            refuse(address)
        connect(self, address)

    def guarded_resolve(host: Any, *rest: Any, **options: Any) -> Any:
        refuse(host)
        return resolve(host, *rest, **options)

    def guarded_exchange(hop: Any) -> Any:
        raise AssertionError(f"fetches {hop.target.url} while drawing")

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)
    # libcurl opens its sockets by itself
    monkeypatch.setattr(client, "_carry_out", guarded_exchange)
