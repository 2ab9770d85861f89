"""Names to addresses, within a time limit (the system's resolver knows none)."""

import queue
import socket
import threading
from ipaddress import ip_address

from widgets.egress.policy import Address


class NotResolved(Exception):
    """The name is unknown, or the answer took too long."""


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Every address of the name, in the resolver's order."""
    answers: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()
    # A daemon thread: one that hangs in the system's resolver must keep neither this fetch nor the exit waiting.
    threading.Thread(target=_ask, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise NotResolved(host) from None
    if isinstance(answer, OSError) or not answer:
        raise NotResolved(host)
    return answer


def _ask(host: str, port: int, answers: "queue.SimpleQueue[list[Address] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put([ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found])
    except (OSError, UnicodeError, ValueError) as error:
        answers.put(error if isinstance(error, OSError) else OSError(str(error)))
