"""The pages for what went wrong: plain, without a query and without a script."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from redis import RedisError

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("Something in it makes no sense to us. Nothing was changed. Go back and try it another way.")
    return _problem(request, 400, _("This could not be read"), words)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = _("The address may be mistyped, or what stood here was removed. Your own pages are where they were.")
    return _problem(request, 404, _("There is nothing here"), words)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(
        request, 403, _("This is not yours to open"), _("Sign in with another account, or go back to your page.")
    )


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _(
        "The page you sent this from was too old, or cookies are off. Nothing was changed. Load it again and repeat."
    )
    return _problem(request, 403, _("This could not be checked"), words)


def too_many(request: HttpRequest, words: str) -> HttpResponse:
    return _problem(request, 429, _("Not just now"), words)


def broken(request: HttpRequest) -> HttpResponse:
    words = _("That is our fault, and it is written down. Nothing of yours is lost. Try again in a moment.")
    return _problem(request, 500, _("Something broke here"), words)


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
        response = _problem(request, 503, _("Not just now"), words)
        response["Retry-After"] = "60"
        return response


def _problem(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    context = {"heading": heading, "words": words, "way_back": _("To your page")}
    # Without the request: the page must stand when the database does not.
    return render(None, "problem.html", context, status=status)
