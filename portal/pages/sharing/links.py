"""The secret of a link: 256 bits that are not stored, but made again from a nonce and the portal's secret key."""

import hashlib
import re
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.pages.sharing.models import Share

SALT = "portal.pages.sharing"
PUBLIC = re.compile(r"p([1-9][0-9]{0,17})")


def give_secret(share: Share) -> None:
    share.nonce = secrets.token_urlsafe(24)
    share.digest = digest_of(_made(share.nonce, str(settings.SECRET_KEY)))


def name_of(share: Share) -> str:
    """What stands in its address. Empty where the secret key has changed: the old link works, nobody can say it."""
    if share.is_public:
        return f"p{share.pk}"
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    tokens = (_made(share.nonce, key) for key in keys)
    return next((token for token in tokens if constant_time_compare(digest_of(token), share.digest)), "")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def public_id(name: str) -> int | None:
    found = PUBLIC.fullmatch(name)
    return int(found[1]) if found else None


def _made(nonce: str, key: str) -> str:
    return salted_hmac(SALT, nonce, secret=key, algorithm="sha256").hexdigest()
