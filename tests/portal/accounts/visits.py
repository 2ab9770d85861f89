"""A visitor's first change, without the views: a request with a session, as the middleware leaves it."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory

from portal.accounts import guests
from portal.accounts.models import User
from portal.accounts.sessions import SessionStore


def first_change(browser: Client | None = None, csrf_secret: str | None = None) -> tuple[User, HttpRequest]:
    """Makes the visitor a guest; `browser` keeps the cookie."""
    request = RequestFactory().post("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    if csrf_secret:
        request.META["CSRF_COOKIE"] = csrf_secret
    guest = guests.ensure_person(request)
    request.session.save()
    if browser is not None:
        browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return guest, request
