"""Guests: a visitor who changed something becomes a person without an address, and may sign up later."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from redis import RedisError

from portal.accounts.models import User
from portal.errors import TooManyGuests
from portal.pages import templates
from portal.pages.models import Page
from portal.pages.services.pages import free_slug, lock_pages
from portal.reading import links
from portal.reading.models import SavedItem
from portal.reading.rules import services as rules
from portal.reading.state import services as state
from portal.search.keeping import services as keeping
from portal.themes import looks
from portal.themes.models import Backdrop
from portal.transfer.models import ImportJob
from portal.uploads.models import PanelPicture

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: A guest who has not come back for this long is forgotten.
FORGOTTEN_AFTER = timedelta(days=90)
#: Two changes of one visitor within this time are of one person; later a known secret must not open a guest's page.
CLAIM_LASTS = timedelta(seconds=20)


def ensure_person(request: HttpRequest) -> User:
    """Who makes this change: the signed-in person, or a new guest; either with pages of their own from now on."""
    language = get_language() or "en"
    if request.user.is_authenticated:
        templates.give_pages(request.user, language)
        return request.user
    guest = _new_guest(request, language)
    _sign_in(request, guest)
    return guest


def _new_guest(request: HttpRequest, language: str) -> User:
    """One visitor, one guest: of two changes that come at once the second finds the guest that the first one makes."""
    claim = _claim_of(request)
    with transaction.atomic():
        fresh = Q(is_guest=True, date_joined__gte=timezone.now() - CLAIM_LASTS)
        User.objects.filter(claim=claim, claim__isnull=False).exclude(fresh).update(claim=None)
        found = User.objects.filter(claim=claim).first() if claim else None
        if found is not None:
            return found
        _count_guest(request)
        try:
            with transaction.atomic():
                guest = User.objects.create_guest(claim=claim, **chosen_before(request))
        except IntegrityError:  # the other one was a moment faster, and has committed by now
            return User.objects.get(claim=claim)
        templates.give_pages(guest, language)
    return guest


def _claim_of(request: HttpRequest) -> str | None:
    """What only one browser at one address knows: the secret behind its form token. Without it there is no claim."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        return None
    parts = [secret, request.META.get("REMOTE_ADDR", ""), request.headers.get("user-agent", "")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _count_guest(request: HttpRequest) -> None:
    """Raises TooManyGuests; without the cache nobody is refused."""
    name = f"new-guests:{request.META.get('REMOTE_ADDR', '')}"
    with suppress(RedisError, ValueError):
        cache.add(name, 0, timeout=3600)
        if cache.incr(name) > settings.NEW_GUESTS_PER_HOUR:
            raise TooManyGuests


def chosen_before(request: HttpRequest) -> dict[str, str]:
    """What a visitor chose of looks and language, kept in cookies until now."""
    cookies = {"theme": "foyer_theme", "palette": "foyer_palette", "language": settings.LANGUAGE_COOKIE_NAME}
    known = {**looks.CHOICES, "language": tuple(code for code, _name in settings.LANGUAGES)}
    found = {name: request.COOKIES.get(cookie, "") for name, cookie in cookies.items()}
    return {name: value for name, value in found.items() if value in known[name]}


def _sign_in(request: HttpRequest, guest: User) -> None:
    """A guest has no rights that a planted CSRF token could borrow, so the open page keeps its own."""
    secret = request.META.get("CSRF_COOKIE")
    login(request, guest, backend=BACKEND)
    if secret is not None:
        request.META["CSRF_COOKIE"] = secret


@transaction.atomic
def hand_over(guest: User, user: User) -> None:
    """A guest signed in to an account: what they changed or saved comes along, then the guest is gone.

    Locked first: a page that their other tab is just making is waited for, not lost. Imports before the person, in the
    order in which a worker takes them, or each could wait for the other.
    """
    imports = [job.pk for job in ImportJob.objects.select_for_update().filter(user=guest).order_by("pk")]
    User.objects.select_for_update(no_key=True).filter(pk=guest.pk).first()
    _hand_over_pages(guest, user)
    SavedItem.objects.filter(user=guest).exclude(item__in=SavedItem.objects.filter(user=user).values("item")).update(
        user=user
    )
    Backdrop.objects.filter(owner=guest).update(owner=user)
    PanelPicture.objects.filter(owner=guest).update(owner=user)
    links.hand_over(guest, user)
    rules.hand_over(guest, user)
    keeping.hand_over(guest, user)
    state.hand_over(guest, user)
    _hand_over_facts(guest, user)
    _hand_over_imports(imports, user)
    guest.delete()


def _hand_over_imports(imports: Sequence[int], user: User) -> None:
    """One at work goes on for the account, unless that has one at work itself: it may have one at a time."""
    is_open = Q(state__in=[ImportJob.State.WAITING, ImportJob.State.RUNNING])
    moved = ImportJob.objects.filter(pk__in=imports)
    if ImportJob.objects.filter(is_open, user=user).exists():
        moved = moved.exclude(is_open)
    moved.update(user=user)


def _hand_over_facts(guest: User, user: User) -> None:
    """Where they are, if the account does not say it; what it does say stays."""
    if not user.is_introduced and guest.is_introduced:
        for name in ("place", "timezone", "units", "hour12", "first_weekday", "is_introduced"):
            setattr(user, name, getattr(guest, name))
        user.save(update_fields=["place", "timezone", "units", "hour12", "first_weekday", "is_introduced"])


def _hand_over_pages(guest: User, user: User) -> None:
    """As extra tabs behind those of the account, archive and trash too; untouched starter pages stay behind."""
    pages = lock_pages(user)
    taken = {page.slug for page in pages}
    for page in Page.objects.filter(owner=guest):
        if page.copied_from_id and not page.revisions.exclude(verb="begin").exists():
            continue
        page.owner, page.slug, page.position = user, free_slug(page.title, taken), len(taken)
        page.is_home = page.is_home and not pages
        page.save(update_fields=["owner", "slug", "position", "is_home"])
        taken.add(page.slug)


def prune() -> int:
    """Deletes the guests who never came back; answers how many."""
    lost = User.objects.filter(is_guest=True, is_demo=False, last_seen_at__lt=timezone.now() - FORGOTTEN_AFTER)
    count = lost.count()
    lost.delete()
    return count
