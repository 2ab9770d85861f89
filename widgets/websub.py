"""WebSub: hubs that tell us when a feed has something new, so that nobody waits for the next round.

A push only makes its source due: what is new is fetched through the guard as always, whatever the hub sends along.
"""

import hmac
import logging
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from widgets import sources
from widgets.base import FetchError, FetchResult
from widgets.egress import Client
from widgets.models import Source, Subscription

logger = logging.getLogger(__name__)

LEASE = timedelta(days=10)
LONGEST_LEASE = timedelta(days=30)
#: A hub that has not asked back by then is asked again; twice as late each time.
RETRY = timedelta(hours=1)
LAST_RETRY = timedelta(days=7)
#: Not more often, whatever hubs say.
APART = timedelta(seconds=30)
ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")
AT_ONCE = 50

State = Subscription.State


#: To annotate sources with: most have no hub, and are spared the query.
HAS_HUB = Exists(Subscription.objects.filter(source=OuterRef("pk")))


def note_hub(source: Source, result: FetchResult, now: datetime, *, has_hub: bool) -> None:
    """Remembers to subscribe at the hub that a feed names; from then on what another one promised counts no more.

    `has_hub`: one was noted before, whatever it answered.
    """
    if not settings.WEBSUB:
        return
    if not result.hub:
        if has_hub:
            _forget_hub(source)
        return
    topic = result.topic or result.moved_to or source.moved_to or source.settings.get("url", "")
    wanted = {"hub": result.hub[:2048], "topic": topic[:2048]}
    if has_hub:
        if Subscription.objects.filter(source=source, **wanted).exists():
            return
        _forget_hub(source)
    fresh = {"state": State.WANTED, "due_at": now, "failures": 0, "token": secrets.token_urlsafe(24)}
    Subscription.objects.update_or_create(source=source, defaults=wanted | fresh | {"secret": secrets.token_hex(20)})


def _forget_hub(source: Source) -> None:
    Subscription.objects.filter(source=source).delete()
    if source.pushed_until is not None:
        source.pushed_until = None
        source.save(update_fields=["pushed_until"])


def ask_due(now: datetime) -> int:
    """Worker: subscribes what is wanted, renews what ends soon, leaves what nobody follows; answers how many."""
    due = list(Subscription.objects.filter(due_at__lte=now).select_related("source").order_by("due_at")[:AT_ONCE])
    return sum(_ask_if_free(each, now) for each in due)


def _ask_if_free(due: Subscription, now: datetime) -> bool:
    """False where somebody else asked, or the hub answered, since it was read."""
    is_followed = due.source.next_fetch_at is not None
    state = State.LEAVING if not is_followed else State.LIVE if due.state == State.LIVE else State.ASKED
    later = now + min(RETRY * 2 ** min(due.failures, 10), LAST_RETRY)
    unchanged = Subscription.objects.filter(pk=due.pk, token=due.token, state=due.state, due_at=due.due_at)
    if not unchanged.update(state=state, due_at=later, failures=due.failures + 1):
        return False
    _ask(due, "subscribe" if is_followed else "unsubscribe")
    return True


def _ask(subscription: Subscription, mode: str) -> None:
    form = {
        "hub.mode": mode,
        "hub.topic": subscription.topic,
        "hub.callback": f"{settings.PUBLIC_URL}{reverse('websub', args=[subscription.token])}",
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
        "hub.secret": subscription.secret,
    }
    try:
        Client().post(subscription.hub, form)
    except FetchError as error:
        logger.info("The hub %s was asked to %s in vain: %s", subscription.hub, mode, error.code)


def confirm(token: str, mode: str, topic: str, lease_seconds: int, now: datetime) -> bool:
    """Whether we want what a hub says we asked for; from then on the lease runs, or the subscription is over."""
    with transaction.atomic():
        found = Subscription.objects.select_for_update().filter(token=token, topic=topic).first()
        if found is None:
            return False
        if mode == "unsubscribe" and found.state == State.LEAVING:
            found.delete()
            Source.objects.filter(pk=found.source_id).update(pushed_until=None)
            return True
        if mode != "subscribe" or found.state not in {State.ASKED, State.LIVE}:
            return False
        lease = min(timedelta(seconds=max(lease_seconds, 300)), LONGEST_LEASE)
        found.state, found.failures, found.due_at = State.LIVE, 0, now + lease * 0.8
        found.save(update_fields=["state", "failures", "due_at"])
        Source.objects.filter(pk=found.source_id).update(pushed_until=now + lease)
    return True


def deny(token: str, topic: str, now: datetime) -> None:
    """The hub does not want to, or not any more; it is asked again in a week."""
    found = Subscription.objects.filter(token=token, topic=topic).first()
    if found:
        Subscription.objects.filter(pk=found.pk).update(state=State.REFUSED, due_at=now + LAST_RETRY)
        Source.objects.filter(pk=found.source_id).update(pushed_until=None)


def hear(token: str, signature: str, body: bytes, now: datetime) -> bool:
    """A push. False for an address that nobody gave to a hub; one with a wrong signature is passed over in silence."""
    found = Subscription.objects.filter(token=token).select_related("source").first()
    if found is None:
        return False
    if found.state == State.LIVE and _is_signed(found.secret, signature, body):
        _make_due(found.source, now)
    return True


def _is_signed(secret: str, signature: str, body: bytes) -> bool:
    algorithm, _equals, given = signature.partition("=")
    if algorithm not in ALGORITHMS:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, algorithm).hexdigest(), given.strip().lower())


def _make_due(source: Source, now: datetime) -> None:
    last = source.fetched_at or now - APART
    due = max(now, last + APART)
    # Whoever fetches it just now may have asked before the news was there: `refresh.decide` keeps this moment.
    leased = Source.objects.filter(pk=source.pk, leased_until__gt=now, next_fetch_at__lte=now)
    if leased.update(next_fetch_at=now + APART):
        return
    Source.objects.filter(pk=source.pk, next_fetch_at__gt=due).update(next_fetch_at=due)
    if due <= now:
        sources.wake([source.pk])
