"""What a person is at, in words ("Firefox on Android"): history says which device a change came from."""

import re
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: In this order: many browsers also name those that they descend from.
BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Version/.+Safari/",
}
SYSTEMS = {
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Android": r"Android",
    "ChromeOS": r"CrOS",
    "Windows": r"Windows",
    "Mac": r"Mac OS X|Macintosh",
    "Linux": r"Linux|X11",
}
_present: ContextVar[str] = ContextVar("device", default="")


def name_device(user_agent: str) -> str:
    """Only what is in our own lists: nothing that was sent is kept. Empty for scripts and what we do not know."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if browser and system else browser or system


def present() -> str:
    """The device of the request at work here; empty outside of one."""
    return _present.get()


def note_device(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that lets `present` know."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = _present.set(name_device(request.headers.get("user-agent", "")[:400]))
        try:
            return get_response(request)
        finally:
            _present.reset(token)

    return middleware


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for name, pattern in names.items() if re.search(pattern, user_agent)), "")
