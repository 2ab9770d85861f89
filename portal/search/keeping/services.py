"""Keeping a search, and opening and closing the feed of its results at a secret address."""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, TooMany
from portal.reading.state.services import lock
from portal.search.keeping.models import SavedSearch
from widgets.seeking import Query

SEARCHES_AT_MOST = 100
SALT = "portal.search.keeping"


@transaction.atomic
def keep_search(*, user: User, words: str) -> SavedSearch:
    """The same words kept again are that search. Raises InvalidSettings, TooMany."""
    words = " ".join(words.split())
    if not Query.of(words).phrases or len(words) > 80:
        raise InvalidSettings({"words": [_("There is no word in this.")]})
    lock(user)
    if same := _same(user, words):
        return same
    _refuse_too_many(user)
    search = SavedSearch.objects.create(user=user, words=words)
    search.is_new = True
    return search


def remove_search(*, user: User, search_id: int) -> SavedSearch:
    """Its feed is silent from now on; both come back together."""
    return _set(user, search_id, removed_at=timezone.now())


@transaction.atomic
def restore_search(*, user: User, search_id: int) -> SavedSearch:
    """What was kept again meanwhile is that search. Raises NotFound, TooMany."""
    lock(user)
    if same := _same(user, find_search(user, search_id).words):
        return same
    _refuse_too_many(user)
    return _set(user, search_id, removed_at=None)


def _same(user: User, words: str) -> SavedSearch | None:
    return SavedSearch.objects.filter(user=user, removed_at=None, words=words).first()


def _refuse_too_many(user: User) -> None:
    if SavedSearch.objects.filter(user=user, removed_at=None).count() >= SEARCHES_AT_MOST:
        raise TooMany(_("You keep %(num)d searches. Remove some first.") % {"num": SEARCHES_AT_MOST})


def hand_over(guest: User, user: User) -> None:
    """What the account does not keep yet, as far as it has room; open feeds stay open."""
    has = set(SavedSearch.objects.filter(user=user, removed_at=None).values_list("words", flat=True))
    theirs = SavedSearch.objects.filter(user=guest, removed_at=None).exclude(words__in=has)
    fresh = list(theirs.values_list("pk", flat=True)[: max(0, SEARCHES_AT_MOST - len(has))])
    SavedSearch.objects.filter(pk__in=fresh).update(user=user)


def open_feed(*, user: User, search_id: int) -> SavedSearch:
    """At a new address; one that was there leads nowhere from now on."""
    return _set(user, search_id, nonce=secrets.token_urlsafe(24))


def close_feed(*, user: User, search_id: int) -> SavedSearch:
    return _set(user, search_id, nonce="")


def find_search(user: User, search_id: int) -> SavedSearch:
    found = SavedSearch.objects.filter(user=user, pk=search_id).first()
    if found is None:
        raise NotFound
    return found


def _set(user: User, search_id: int, **values: object) -> SavedSearch:
    SavedSearch.objects.filter(user=user, pk=search_id).update(**values)
    return find_search(user, search_id)


def secret_of(search: SavedSearch) -> str:
    """What stands in the address of its feed: 256 bits, stored nowhere. Empty while the feed is closed."""
    return _made(search.nonce, str(settings.SECRET_KEY)) if search.nonce else ""


def opened(search_id: int, secret: str) -> SavedSearch:
    """The search with this open feed. Raises NotFound for all others alike."""
    found = SavedSearch.objects.filter(pk=search_id, removed_at=None, user__is_active=True).exclude(nonce="").first()
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    if found is None or not any(constant_time_compare(_made(found.nonce, key), secret) for key in keys):
        raise NotFound
    return found


def _made(nonce: str, key: str) -> str:
    return salted_hmac(SALT, nonce, secret=key, algorithm="sha256").hexdigest()
