"""The way of one request from redirect to redirect: every rule about it, and no network.

A journey is a generator of hops. Whoever drives it carries out each hop and sends the answer back in; what it returns
is the answer for the caller.
"""

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError
from widgets.egress import policy
from widgets.egress.answer import Answer
from widgets.egress.headers import retry_after
from widgets.egress.policy import Target

MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
#: A form is sent again, as it is, only where these say so.
KEEPING = {307, 308}
#: Never sent to another origin than the one they were meant for.
CREDENTIALS = {"authorization", "cookie", "proxy-authorization"}
MESSAGES = {
    401: _("The server does not let us read this address."),
    403: _("The server does not let us read this address."),
    404: _("There is nothing at this address."),
    410: _("The server says that this address is gone for good."),
    429: _("The server is busy; we will ask again later."),
    503: _("The server is busy; we will ask again later."),
}

#: A look whether a server works: on a new connection, whatever the status. HEAD asks without a body.
Probe = Literal["", "HEAD", "GET"]
Journey = Generator["Hop", Answer, Answer]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as its caller means it; `form` makes it a POST, which may hold secrets.

    `seconds` and `max_bytes` are what the operator allows, unless a caller wants less.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    seconds: float | None = None
    max_bytes: int | None = None
    probe: Probe = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One exchange with one server: `target` is checked as far as it can be without DNS."""

    target: Target
    headers: Mapping[str, str]
    body: bytes | None
    deadline: float
    cap: int
    probe: Probe = ""


def travel(ask: Ask) -> Journey:
    """Ends with a 2xx or 304 answer; everything else is a FetchError ("http-404", "too-many-redirects", ...)."""
    longest, most = settings.EGRESS_DEADLINE.total_seconds(), settings.EGRESS_MAX_BYTES
    body = urlencode(ask.form).encode() if ask.form is not None else None
    deadline, cap = time.monotonic() + min(longest, ask.seconds or longest), min(most, ask.max_bytes or most)
    hop = Hop(allowed_target(ask.url), dict(ask.headers), body, deadline, cap, ask.probe)
    permanent = True
    for number in range(MAX_REDIRECTS + 1):
        answer = yield hop
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return replace(
                answer if ask.probe else _accepted(answer), moved_to=answer.url if permanent and number else ""
            )
        permanent = permanent and answer.status in PERMANENT
        hop = _next(hop, answer)
    raise FetchError("too-many-redirects", _("The address keeps sending us somewhere else."))


def allowed_target(url: str) -> Target:
    """Raises FetchError for what is no web address, leads inside, or is the portal's own. Asks no DNS."""
    target = policy.target(url, policy.networks(settings.EGRESS_ALLOW))
    own = urlsplit(settings.PUBLIC_URL)
    is_own = (target.host, target.port) == (own.hostname, own.port or (443 if own.scheme == "https" else 80))
    if is_own or target.port in settings.EGRESS_CLOSED_PORTS:
        raise policy.refused()
    return target


def _next(hop: Hop, answer: Answer) -> Hop:
    target = allowed_target(urljoin(hop.target.url, answer.headers["location"]))
    headers, body = hop.headers, hop.body if answer.status in KEEPING else None
    if target.origin != hop.target.origin:
        headers = {name: value for name, value in headers.items() if name.lower() not in CREDENTIALS}
        if body is not None:
            raise FetchError("redirected", _("The server sends us to another one with what was meant for itself."))
    return replace(hop, target=target, headers=headers, body=body)


def _accepted(answer: Answer) -> Answer:
    if 200 <= answer.status < 300 or answer.status == HTTPStatus.NOT_MODIFIED:
        return answer
    message = MESSAGES.get(answer.status) or _("The server answered with error %(status)s.") % {"status": answer.status}
    wait = retry_after(answer.headers.get("retry-after", ""), timezone.now())
    raise FetchError(f"http-{answer.status}", message, retry_after=wait, gone=answer.status == HTTPStatus.GONE)
