"""Says with each page whose it is, in a word that means nothing elsewhere: no page is kept beside another person's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from portal.accounts.models import User

HEADER = "Foyer-Person"


def name_person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "_cached_user", None)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if user is not None and is_page and "public" not in response.headers.get("Cache-Control", ""):
            response.headers[HEADER] = mark_of(user) if isinstance(user, User) else "visitor"
        return response

    return middleware


def mark_of(user: User) -> str:
    return salted_hmac("portal.offline", str(user.pk)).hexdigest()[:16]
