"""A session in which nothing is learned: for a borrowed device, or for a present that one looks for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from recommender.events import learning_if

KEY = "is_unobserved"


def is_unobserved(request: HttpRequest) -> bool:
    return bool(request.session.get(KEY))


def set_unobserved(request: HttpRequest, wanted: bool) -> None:
    """Until the session ends, so at the latest when the person signs out."""
    if wanted:
        request.session[KEY] = True
    else:
        request.session.pop(KEY, None)


class UnobservedMiddleware:
    """Whatever a request of such a session leads to is not recorded; the session is asked only when needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with learning_if(lambda: not is_unobserved(request)):
            return self.get_response(request)
