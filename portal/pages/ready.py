"""Pages ready to be sent: each process remembers what it drew, until anything that decides their looks is different.

Nothing is ever invalidated. The key is made of all that decides an answer: the rows of the session, of its person and
of their pages with the versions of their sources, and what the browser says. Whatever changes one of them makes another
key, and the old answer is never found again. What time alone changes bounds how long an answer is kept.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from portal.accounts.middleware import SEEN_EVERY
from portal.pages.arriving import Arrival

#: Bounds what the key cannot see: suggestions for visitors, another icon in the catalogue, what a feed that is on no
#: page any more says of a story that was saved.
KEPT_FOR = timedelta(minutes=5)
MEMORY = 32 * 1024 * 1024
#: Measured: what an answer takes besides its body.
OVERHEAD = 2500
#: Where these pages lie.
ADDRESS = re.compile(r"/(p/[^/]+/)?")
#: By these an answer may vary: what they say is in the key.
VARIES = {"accept-encoding", "accept-language", "cookie"}


class Ready(NamedTuple):
    """One answer: its body, compressed with gzip, its headers, and until when it is true."""

    body: bytes
    headers: dict[str, str]
    until: datetime


class Shelf:
    """The answers of one process, the least recently used ones dropped first. Safe between threads.

    What nobody asks for any more is let go once it is no longer true, so that an erased person's pages do not linger.
    """

    def __init__(self, memory: int) -> None:
        self.memory, self.used = memory, 0
        self.lock, self.answers = Lock(), OrderedDict[bytes, Ready]()

    def get(self, key: bytes, now: datetime) -> Ready | None:
        with self.lock:
            ready = self.answers.get(key)
            if ready and ready.until <= now:
                self._drop(key)
                return None
            if ready:
                self.answers.move_to_end(key)
            return ready

    def put(self, key: bytes, ready: Ready, now: datetime) -> None:
        with self.lock:
            self._drop(key)
            self.answers[key] = ready
            self.used += size_of(ready)
            while self.answers and (self.used > self.memory or self._oldest()[1].until <= now):
                self._drop(self._oldest()[0])

    def _drop(self, key: bytes) -> None:
        if dropped := self.answers.pop(key, None):
            self.used -= size_of(dropped)

    def _oldest(self) -> tuple[bytes, Ready]:
        """What nobody asked for longest."""
        return next(iter(self.answers.items()))


def size_of(ready: Ready) -> int:
    """In bytes, its headers and its place among the others with it."""
    return len(ready.body) + OVERHEAD


shelf = Shelf(MEMORY)


def give_ready(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that gives an answer again. Those behind it are not asked then: what they would say is in it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_asked_plainly = request.method == "GET" and not request.META.get("QUERY_STRING")
        if settings.DEBUG or not is_asked_plainly or not ADDRESS.fullmatch(request.path_info):
            return get_response(request)
        try:
            arrival = Arrival(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        except DatabaseError:  # those behind will find out, and say so in the right language
            return get_response(request)
        key = key_for(request, arrival)
        if ready := shelf.get(key, timezone.now()):
            return _again(request, ready)
        request.arrival = arrival  # type: ignore[attr-defined]
        return _kept(request, key, arrival, get_response(request))

    return middleware


def key_for(request: HttpRequest, arrival: Arrival) -> bytes:
    """Everything that decides the answer, digested.

    The form token in a remembered page is masked once per drawing; who compares lengths to guess it (BREACH) would have
    to change the page, which masks it anew, or the query, whose answers are not kept.
    """
    said = [request.META.get(f"HTTP_{name}") for name in ("HOST", "COOKIE", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING")]
    parts = [request.scheme, request.path_info, said, settings.PERSONALIZATION, arrival.rows, arrival.templates]
    return hashlib.blake2b(repr(parts).encode(), digest_size=24).digest()


def may_be_kept(drawn: HttpResponse, lasts_until: datetime | None) -> HttpResponse:
    """Says of a page that it will be the same for the same request, but not after this time."""
    drawn.lasts_until = lasts_until  # type: ignore[attr-defined]
    return drawn


def _kept(request: HttpRequest, key: bytes, arrival: Arrival, drawn: HttpResponse) -> HttpResponse:
    """An answer to somebody else than the rows are about, a session that is no longer believed, is for once only."""
    known = arrival.person.pk if arrival.person else None
    if not hasattr(drawn, "lasts_until") or request.user.pk != known or not _is_same_again(request, drawn):
        return drawn
    now = timezone.now()
    drawn["ETag"] = f'W/"{key.hex()[:32]}-{int(now.timestamp()):x}"'
    limits = [now + KEPT_FOR, drawn.lasts_until, arrival.person and arrival.person.last_seen_at + SEEN_EVERY]
    shelf.put(key, Ready(drawn.content, dict(drawn.items()), min(filter(None, limits))), now)
    return drawn


def _is_same_again(request: HttpRequest, drawn: HttpResponse) -> bool:
    """It is compressed, varies by nothing that the key does not say, has no nonce for scripts, and changes no cookie.

    A new form token is a change, and so is a word to the person that was said; to be told again what it has is none.
    """
    varies = set(drawn.get("Vary", "").lower().replace(" ", "").split(","))
    is_changing = any(cookie.value != request.COOKIES.get(name, "") for name, cookie in drawn.cookies.items())
    has_nonce = "'nonce-" in drawn.get("Content-Security-Policy", "")
    return drawn.get("Content-Encoding") == "gzip" and varies <= VARIES and not has_nonce and not is_changing


def _again(request: HttpRequest, ready: Ready) -> HttpResponse:
    """The same answer; without a body, if the browser still has it."""
    answer = HttpResponse(ready.body, headers=ready.headers)
    return get_conditional_response(request, etag=ready.headers["ETag"], response=answer) or answer
