"""The studio's door and its own content security policy."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

STUDIO = "/studio/"
#: Wagtail's forms carry inline scripts and styles; its previews are frames of our own pages.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)


class StudioMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(STUDIO):
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Wagtail would send a reader back to the sign-in, which sends who is signed in back to Wagtail."""
        if not request.path.startswith(STUDIO):
            return  # before asking who it is: a picture or a health check costs no query and varies with no cookie
        user = request.user
        is_member = user.is_authenticated and not user.is_guest
        if is_member and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied(_("The studio is for editors. Your page and everything on it is where it was."))
