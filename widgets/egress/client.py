"""The guarded HTTP client for one request at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pycurl

from widgets.egress.answer import Answer
from widgets.egress.exchange import Exchange
from widgets.egress.journey import Ask, Hop, allowed_target, travel
from widgets.egress.resolve import addresses_of


def check_url(url: str) -> str:
    """The address in its normal form; for forms and imports. Asks no DNS: names are checked when they are fetched.

    Raises FetchError with a message for the person.
    """
    return allowed_target(url).url


@dataclass(frozen=True, slots=True)
class Client:
    """Each request has the whole of the bytes and of the time for itself, redirects included (see Ask)."""

    seconds: float | None = None
    max_bytes: int | None = None

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """A 2xx or 304 answer; everything else is a FetchError ("http-404", "timeout", "refused", ...)."""
        return _send(Ask(url, headers or {}, None, self.seconds, self.max_bytes))

    def probe(self, url: str, *, method: Literal["HEAD", "GET"] = "HEAD") -> Answer:
        """Whether a server works: its last answer, of any status; FetchError where there is none."""
        return _send(Ask(url, {}, None, self.seconds, self.max_bytes, method))

    def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Answer:
        """Sends a form; it goes to no other origin than this one, whatever redirects say."""
        return _send(Ask(url, headers or {}, form, self.seconds, self.max_bytes))


def _send(ask: Ask) -> Answer:
    journey = travel(ask)
    hop = next(journey)
    while True:
        try:
            hop = journey.send(_carry_out(hop))
        except StopIteration as end:
            answer: Answer = end.value
            return answer


def _carry_out(hop: Hop) -> Answer:
    exchange = Exchange(hop, addresses_of(hop))
    try:
        exchange.curl.perform()
        return exchange.answer()
    except pycurl.error as error:
        raise exchange.fault(int(error.args[0])) from None
    finally:
        exchange.end()
