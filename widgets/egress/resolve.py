"""Names to addresses, within a time limit (the system's resolver knows none), each address checked."""

import queue
import socket
import threading
import time
from ipaddress import ip_address

from django.conf import settings

from widgets.egress import policy
from widgets.egress.journey import Hop
from widgets.egress.policy import Address


class Lookup:
    """The addresses of a hop's host: already there for a literal one, else asked for in a thread.

    A daemon thread: one that hangs in the system's resolver must keep neither this fetch nor the exit waiting.
    """

    def __init__(self, hop: Hop) -> None:
        self._target, self._deadline = hop.target, hop.deadline
        self._found: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
        if hop.target.address:
            self._found.put([hop.target.address])
        else:
            threading.Thread(target=self._ask, daemon=True).start()

    def is_ready(self) -> bool:
        return not self._found.empty() or time.monotonic() >= self._deadline

    def addresses(self) -> list[Address]:
        """Every answer of the resolver, each of them allowed: one bad answer refuses all (DNS rebinding)."""
        try:
            found = self._found.get(timeout=max(self._deadline - time.monotonic(), 0))
        except queue.Empty:
            found = []
        if not found:
            raise policy.unreachable()
        allow = policy.networks(settings.EGRESS_ALLOW)
        if not all(policy.is_allowed(address, allow) for address in found):
            raise policy.refused()
        return found

    def _ask(self) -> None:
        found: list[Address] = []
        try:
            answers = socket.getaddrinfo(self._target.host, self._target.port, type=socket.SOCK_STREAM)
            found = [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in answers]
        except (OSError, UnicodeError, ValueError):
            pass
        finally:
            self._found.put(found)


def addresses_of(hop: Hop) -> list[Address]:
    if hop.target.address:
        return [hop.target.address]
    return Lookup(hop).addresses()
