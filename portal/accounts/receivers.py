"""Listens to signing in and to changed passwords."""

from typing import Any

from allauth.account import signals
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from portal.accounts import guests, services
from portal.accounts.models import User


def connect() -> None:
    user_logged_in.connect(bring_guest)
    for signal in (signals.password_changed, signals.password_reset, signals.password_set):
        signal.connect(end_access)


def bring_guest(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A guest who signs in to an account of theirs brings along what they made. Signing up is no change of person."""
    guest = getattr(request, "guest", None)
    if guest is not None and guest.pk != user.pk:
        guests.hand_over(guest, user)


def end_access(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A new password ends what the old one opened: other sessions and all tokens."""
    services.end_sessions(user=user, but=request.session.session_key)
    services.revoke_tokens(user=user)
