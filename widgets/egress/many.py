"""Many requests at once, in one loop of libcurl: a slow server costs the others nothing."""

import queue
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import pycurl

from widgets.base import FetchError
from widgets.egress.answer import Answer
from widgets.egress.exchange import Exchange
from widgets.egress.journey import Ask, Hop, Journey, travel
from widgets.egress.resolve import Lookup

#: On the way at the same time, and so many answers may wait for their reader: both bound the memory.
AT_ONCE = 50
#: How long the loop sleeps at most: with names to be looked up, and without.
SECONDS_RESOLVING, SECONDS_WAITING = 0.005, 0.2

Name = TypeVar("Name")
Outcome = Answer | FetchError


def get_many(asks: Mapping[Name, Ask]) -> Iterator[tuple[Name, Answer | FetchError]]:
    """The answer to each request, or why there is none, as they come.

    The loop runs in a thread of its own: whatever the caller does with one answer, the others are not late.
    """
    loop = _Loop(asks)
    thread = threading.Thread(target=loop.run, name="egress", daemon=True)
    thread.start()
    try:
        for _ask in range(len(asks)):
            came = loop.done.get()
            if isinstance(came, Exception):
                raise came
            yield came
    finally:
        loop.is_abandoned = True
        thread.join()


@dataclass(slots=True)
class _Trip(Generic[Name]):
    """A journey under way: first its host is looked up, then it has an exchange."""

    name: Name
    journey: Journey
    lookup: Lookup
    hop: Hop
    exchange: Exchange | None = None


class _Loop(Generic[Name]):
    def __init__(self, asks: Mapping[Name, Ask]) -> None:
        self.done: queue.SimpleQueue[tuple[Name, Outcome] | Exception] = queue.SimpleQueue()
        self.is_abandoned = False
        self._waiting = deque(asks.items())
        self._resolving: list[_Trip[Name]] = []
        self._running: dict[pycurl.Curl, _Trip[Name]] = {}
        self._multi = multis.take()

    def run(self) -> None:
        try:
            while (self._waiting or self._resolving or self._running) and not self.is_abandoned:
                self._turn()
        except Exception as error:  # a fault of ours: whoever waits for the answers shall hear of it
            self.done.put(error)
        finally:
            for trip in self._running.values():
                self._leave(trip)
            multis.give_back(self._multi)

    def _turn(self) -> None:
        while self._waiting and len(self._running) + len(self._resolving) < AT_ONCE and self.done.qsize() < AT_ONCE:
            name, ask = self._waiting.popleft()
            self._step(name, travel(ask), None)
        for trip in [trip for trip in self._resolving if trip.lookup.is_ready()]:
            self._resolving.remove(trip)
            self._connect(trip)
        if self._running:
            self._multi.perform()
            self._collect()
        self._rest()

    def _rest(self) -> None:
        """Until something comes; where there is no connection to watch yet, for a moment."""
        if self._running and self._multi.select(SECONDS_RESOLVING if self._resolving else SECONDS_WAITING) >= 0:
            return
        if self._waiting or self._resolving or self._running:
            time.sleep(0 if all(trip.lookup.is_ready() for trip in self._resolving) else SECONDS_RESOLVING)

    def _step(self, name: Name, journey: Journey, answer: Answer | None) -> None:
        """Sends an answer into the journey, and looks up where its next hop goes."""
        try:
            hop = next(journey) if answer is None else journey.send(answer)
        except StopIteration as end:
            self.done.put((name, end.value))
        except FetchError as error:
            self.done.put((name, error))
        else:
            self._resolving.append(_Trip(name, journey, Lookup(hop), hop))

    def _connect(self, trip: _Trip[Name]) -> None:
        try:
            trip.exchange = Exchange(trip.hop, trip.lookup.addresses())
        except FetchError as error:
            self.done.put((trip.name, error))
            return
        self._running[trip.exchange.curl] = trip
        self._multi.add_handle(trip.exchange.curl)

    def _collect(self) -> None:
        left = 1
        while left:
            left, well, failed = self._multi.info_read()
            for curl in well:
                self._finish(curl, 0)
            for curl, code, _message in failed:
                self._finish(curl, code)

    def _finish(self, curl: pycurl.Curl, code: int) -> None:
        trip = self._running.pop(curl)
        exchange = trip.exchange
        assert exchange is not None  # noqa: S101 (it runs, so it has one)
        answer, fault = (None, exchange.fault(code)) if code else (exchange.answer(), None)
        self._leave(trip)
        if fault:
            self.done.put((trip.name, fault))
        else:
            self._step(trip.name, trip.journey, answer)

    def _leave(self, trip: _Trip[Name]) -> None:
        if trip.exchange:
            self._multi.remove_handle(trip.exchange.curl)
            trip.exchange.end()


class _Multis:
    """Used loops of libcurl are kept: with them go the loaded certificates, which take longer than a fetch."""

    def __init__(self, keep: int = 4) -> None:
        self._idle: deque[pycurl.CurlMulti] = deque(maxlen=keep)

    def take(self) -> pycurl.CurlMulti:
        try:
            return self._idle.pop()
        except IndexError:
            multi = pycurl.CurlMulti()
            multi.setopt(pycurl.M_MAXCONNECTS, AT_ONCE)
            return multi

    def give_back(self, multi: pycurl.CurlMulti) -> None:
        self._idle.append(multi)


multis = _Multis()
