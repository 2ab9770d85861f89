"""Who calls the API: a token, a session, or a visitor whose first change makes them a guest."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from portal.accounts import guests
from portal.accounts.models import User


class VisitorAuthentication(SessionAuthentication):
    """The session's person; on a write, also a new guest. CSRF is checked for visitors as for everybody."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        if (found := super().authenticate(request)) is not None:
            return found
        if request.method in SAFE_METHODS:
            return None
        self.enforce_csrf(request)
        return guests.ensure_person(request._request), None


class IsPersonOrReads(BasePermission):
    """Visitors may look; a write has already made a guest of them."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.is_authenticated or request.method in SAFE_METHODS


class IsMember(BasePermission):
    """Only people with an account of their own, not guests."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.is_authenticated and not request.user.is_guest
