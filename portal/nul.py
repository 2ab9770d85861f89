"""Refuses texts with the sign NUL, which no person types and PostgreSQL can neither store nor look for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from portal.problems import bad_request


class RefuseNul:
    """In addresses and forms, for all views at once. What the API gets in a body, it reads and checks itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        is_api = request.path_info.startswith("/api/")
        if "\0" in request.path_info or has_nul(request.GET) or (not is_api and has_nul(request.POST)):
            return bad_request(request)  # and no exception, whose trace would fill the log at any robot's wish
        return None


def has_nul(fields: QueryDict) -> bool:
    return any("\0" in value for _name, values in fields.lists() for value in values)
