"""Who is asking: Django's authentication, without a second query for the person the session already brought."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from portal import problems
from portal.accounts.models import User
from portal.errors import TooManyGuests

#: How exactly we know when a person was last here.
SEEN_EVERY = timedelta(minutes=10)


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if arrival := getattr(request, "arrival", None):  # the session's person was asked for already
            request.session.known = arrival.person  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(lambda: _user_of(request))  # type: ignore[assignment]

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """To allauth a guest is nobody yet: they may sign up (`request.guest` is then kept) or sign in."""
        match = request.resolver_match
        if match and match.route.startswith("accounts/") and getattr(request.user, "is_guest", False):
            request.guest = _user_of(request)  # type: ignore[attr-defined]
            request.user = AnonymousUser()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Wherever a visitor's first change is refused, it is said in the same words."""
        return problems.too_many(request, str(exception)) if isinstance(exception, TooManyGuests) else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A person who comes back within the age of the cookie stays signed in, guests above all.

        A page that looked at who asks is for nobody else: no cache on the way may keep it, if the view says nothing.
        """
        user, now = getattr(request, "_cached_user", None), timezone.now()
        if isinstance(user, User) and now - user.last_seen_at > SEEN_EVERY:
            User.objects.filter(pk=user.pk).update(last_seen_at=now)
            if user.last_seen_at.date() != now.date():  # the cookie is renewed by the first request of a day
                request.session.modified = True
        if request.session.accessed and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _user_of(request: Any) -> Any:
    """The request's person, found once; Django's own code looks for `_cached_user` too.

    From then on `request.user` is the person and no longer a proxy, which makes each of their facts three times dearer.
    """
    if not hasattr(request, "_cached_user"):
        request.user = request._cached_user = _loaded_user(request) or auth.get_user(request)
    return request._cached_user


def _loaded_user(request: HttpRequest) -> Any:
    """The person loaded with the session, if it is exactly the one Django would answer; None leaves it to Django.

    The same rules as django.contrib.auth.get_user: a known backend, an active person, a session made with today's
    password. Whatever is unusual (a rotated secret key, a changed password) takes Django's own road.
    """
    session = request.session
    claimed = session.get(auth.SESSION_KEY)
    user = getattr(session, "loaded_user", None)
    if (
        user is None
        or str(user.pk) != claimed
        or not user.is_active
        or session.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS
        or not constant_time_compare(session.get(auth.HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    ):
        return None
    return user
