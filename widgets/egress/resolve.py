"""Names to addresses, within a time limit (the system's resolver knows none), each address checked."""

import queue
import socket
import threading
import time
from ipaddress import ip_address

from django.conf import settings

from widgets.egress import policy
from widgets.egress.journey import Hop
from widgets.egress.policy import Address, Target


def addresses_of(hop: Hop) -> list[Address]:
    """Every answer of the resolver, each of them allowed: one bad answer refuses all (DNS rebinding)."""
    if hop.target.address:
        return [hop.target.address]
    answers: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
    # A daemon thread: one that hangs in the system's resolver must keep neither this fetch nor the exit waiting.
    threading.Thread(target=_ask, args=(hop.target, answers), daemon=True).start()
    try:
        found = answers.get(timeout=max(hop.deadline - time.monotonic(), 0))
    except queue.Empty:
        found = []
    if not found:
        raise policy.unreachable()
    allow = policy.networks(settings.EGRESS_ALLOW)
    if not all(policy.is_allowed(address, allow) for address in found):
        raise policy.refused()
    return found


def _ask(target: Target, answers: "queue.SimpleQueue[list[Address]]") -> None:
    found: list[Address] = []
    try:
        told = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        found = [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in told]
    except (OSError, UnicodeError, ValueError):
        pass
    finally:
        answers.put(found)
