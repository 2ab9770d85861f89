"""The pages for what went wrong: plain, without a query and without a script."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from redis import RedisError

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("Something in it makes no sense to us. Nothing was changed. Go back and try it another way.")
    return problem_page(400, _("This could not be read"), words)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = _("The address may be mistyped, or what stood here was removed. Your own pages are where they were.")
    return problem_page(404, _("There is nothing here"), words)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = _("Sign in with another account, or go back to your page.")
    return problem_page(403, _("This is not yours to open"), words)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _(
        "The page you sent this from was too old, or cookies are off. Nothing was changed. Load it again and repeat."
    )
    return problem_page(403, _("This could not be checked"), words)


def too_many(request: HttpRequest, words: str) -> HttpResponse:
    return problem_page(429, _("Not just now"), words)


def broken(request: HttpRequest) -> HttpResponse:
    words = _("That is our fault, and it is written down. Nothing of yours is lost. Try again in a moment.")
    return problem_page(500, _("Something broke here"), words)


class SayRedisIsAway:
    """What cannot do without Redis, such as signing in, which counts attempts there, says so instead of breaking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RedisError):
            return None
        log.warning("Redis is away: %s", exception)
        words = _(
            "A part of the portal that this needs is away for a moment. Nothing was changed. Try again in a minute."
        )
        response = problem_page(503, _("Not just now"), words)
        response["Retry-After"] = "60"
        return response


def problem_page(status: int, heading: str, words: str) -> HttpResponse:
    """Made without the request: it must stand when the database does not."""
    context = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": heading,
        "words": words,
        "way_back": _("To your page"),
    }
    return render(None, "problem.html", context, status=status)
