"""Pages ready to be sent: each process remembers what it drew, until anything that decides their looks is different.

Nothing is ever invalidated. The key is made of all that a page shows: the person's row, the pages' rows with the
versions of their sources, and what the browser says. Whatever changes one of them makes another key, and the old answer
is never found again. What time alone changes bounds how long an answer is kept.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Container, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from portal import compression
from portal.accounts.models import User
from portal.pages.models import Page

#: Bounds what the key cannot see: suggestions for visitors, another icon in the catalogue.
KEPT_FOR = timedelta(minutes=5)
MEMORY = 32 * 1024 * 1024


def getter(model: type[Model], *more: str, but: Container[str] = ()) -> Callable[[Any], tuple[object, ...]]:
    """For all values of a row, so that a field that comes later is not forgotten here."""
    return attrgetter(*(field.attname for field in model._meta.concrete_fields if field.attname not in but), *more)


#: Without what changes in a person's row without changing a page.
facts_of_person = getter(User, but={"last_login", "last_seen_at"})
facts_of_page = getter(Page, "sources_seen", "follows_title")
#: What a visitor chose, who has no row.
CHOSEN = ("foyer_theme", "foyer_palette")


class Ready(NamedTuple):
    """One answer: its body, compressed with gzip, and until when it is true."""

    body: bytes
    etag: str
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
            if ready is None or ready.until <= now:
                return None
            self.answers.move_to_end(key)
            return ready

    def put(self, key: bytes, ready: Ready, now: datetime) -> None:
        with self.lock:
            old = self.answers.pop(key, None)
            self.answers[key] = ready
            self.used += len(ready.body) - (len(old.body) if old else 0)
            while self.answers and (self.used > self.memory or self._oldest().until <= now):
                _key, dropped = self.answers.popitem(last=False)
                self.used -= len(dropped.body)

    def _oldest(self) -> Ready:
        """What nobody asked for longest."""
        return next(iter(self.answers.values()))


shelf = Shelf(MEMORY)


def key_for(request: HttpRequest, user: User | None, language: str, page: Page, pages: Sequence[Page]) -> bytes | None:
    """What decides the looks of this page, digested; None for an answer that must be drawn for itself.

    That is one with a query, with a word to the person (a notice), for a browser without a CSRF cookie (it is set while
    drawing) or without gzip. The form token in a remembered page is masked once per drawing; who compares lengths to
    guess it (BREACH) would have to change the page, which masks it anew, or the query, whose answers are not kept.
    """
    secret = request.META.get("CSRF_COOKIE")
    if settings.DEBUG or secret is None or request.GET or request.COOKIES.get("messages"):
        return None
    if not compression.is_accepted(request):
        return None
    person = facts_of_person(user) if user else [request.COOKIES.get(name) for name in CHOSEN]
    parts = [secret, language, settings.PERSONALIZATION, page.pk, person, *map(facts_of_page, pages)]
    return hashlib.blake2b(repr(parts).encode(), digest_size=24).digest()


def find(request: HttpRequest, key: bytes | None) -> HttpResponse | None:
    """The answer that was kept; without a body, if the browser still has it."""
    ready = shelf.get(key, timezone.now()) if key else None
    if ready is None:
        return None
    if ready.etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": ready.etag})
    return _answer(ready)


def keep(key: bytes, drawn: HttpResponse, lasts_until: datetime | None) -> HttpResponse:
    """The same answer, compressed, as it will be given from now on."""
    now = timezone.now()
    longest = now + KEPT_FOR
    etag = f'W/"{key.hex()[:32]}-{int(now.timestamp()):x}"'
    ready = Ready(compression.pack(drawn.content), etag, min(lasts_until or longest, longest))
    shelf.put(key, ready, now)
    return _answer(ready)


def _answer(ready: Ready) -> HttpResponse:
    return HttpResponse(ready.body, headers={"Content-Encoding": "gzip", "ETag": ready.etag, "Vary": "Accept-Encoding"})
