"""Sign-in for scripts: `Authorization: Bearer foyer_...`."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from portal.accounts.models import AccessToken, User


class TokenAuthentication(BaseAuthentication):
    #: What stands in the header before the secret.
    scheme, mark = "Bearer", ""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        scheme, _space, told = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != self.scheme.lower():
            return None
        token = find_token(told.strip().removeprefix(self.mark))
        if token is None:
            raise AuthenticationFailed(_("This token is not valid. It may have been revoked."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.scheme


def find_token(secret: str) -> AccessToken | None:
    """With its person, and noted that it was used."""
    digest, now = AccessToken.digest_of(secret), timezone.now()
    token = AccessToken.objects.select_related("user").filter(digest=digest, user__is_active=True).first()
    if token and (token.last_used_at is None or now - token.last_used_at > timedelta(minutes=10)):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
