"""The child: reads jobs from its input, answers on its output, and dies rather than take too long.

It must stay free of Django and of secrets: it reads what strangers wrote.
"""

import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from widgets.parsers import anything, articles, calendars, exchange, feeds, links, pictures
from widgets.parsers.errors import Unreadable

#: Seconds for a whole job; the signal's default action ends the process, even in the middle of C code.
SECONDS = 8.0
#: Of address space, which is more than what is used.
MEMORY = 1024 * 1024 * 1024
JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "article": articles.parse,
    "data": anything.parse,
    "feed": feeds.parse,
    "calendar": calendars.parse,
    "links": links.parse,
    "exchange": exchange.parse,
    "icons": links.parse_icons,
    "picture": pictures.parse,
}
#: What is said of a fault that a parser did not foresee.
BROKEN = {"article": "no-story", "data": "broken-data", "calendar": "broken-calendar", "exchange": "broken-file"}
#: What a parser of strangers' texts has no business with.
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "ctypes.")


def forbid(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def lock_in() -> None:
    # The terminal's Ctrl-C and a supervisor's TERM are for the parent; we end when our input ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(forbid)


def answer(order: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return JOBS[order["job"]](body, **order["hints"])
    except Unreadable as error:
        return {"error": error.code}
    except (MemoryError, RecursionError):
        return {"error": "too-heavy"}
    except Exception:
        return {"error": BROKEN.get(order["job"], "broken-feed")}


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    while len(head := jobs.read(8)) == 8:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        order_size, body_size = struct.unpack("!II", head)
        reply = json.dumps(answer(json.loads(jobs.read(order_size)), jobs.read(body_size))).encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(struct.pack("!I", len(reply)) + reply)
        answers.flush()


def main() -> None:
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak into our answers
    lock_in()
    serve(jobs, answers)


if __name__ == "__main__":
    main()
