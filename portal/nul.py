"""Refuses texts with the sign NUL, which no person types and PostgreSQL can neither store nor look for."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict


class RefuseNul:
    """In addresses and forms, for all views at once. What the API gets in a body, it reads and checks itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        is_api = request.path_info.startswith("/api/")
        if "\0" in request.path_info or has_nul(request.GET) or (not is_api and has_nul(request.POST)):
            raise BadRequest("There is a NUL in the request.")


def has_nul(fields: QueryDict) -> bool:
    return any("\0" in value for _name, values in fields.lists() for value in values)
