"""What is polled: one row for each thing, however many panels show it, and who may fetch it now."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Exists, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from kombu.exceptions import OperationalError

from widgets import registry
from widgets.base import SourceSpec
from widgets.models import Source

logger = logging.getLogger(__name__)

#: How long a worker may hold a source; longer than the slowest batch takes.
LEASE = timedelta(minutes=5)
#: Any number will do, as long as nobody else locks the same one.
_CLAIM_LOCK = 0x50F1E7


def key_of(spec: SourceSpec) -> str:
    """Equal specs have equal keys, whatever the order of their settings."""
    canonical = json.dumps([spec.kind, dict(spec.settings)], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def host_of(spec: SourceSpec) -> str:
    """Whom a fetch burdens: the host of the `url` setting; kinds without one ask one service each."""
    try:
        host = urlsplit(str(spec.settings.get("url", ""))).hostname
    except ValueError:
        host = None
    return (host or spec.kind)[:255]


def ensure(spec: SourceSpec) -> Source:
    """The source of this spec; a new one is due at once (see `wake`)."""
    return ensure_all([spec])[0]


def ensure_all(
    specs: Sequence[SourceSpec], *, begin: datetime | None = None, apart: timedelta = timedelta(0), at_once: int = 0
) -> list[Source]:
    """The source of each spec, in their order; rows are made in the order of keys, so that no two people deadlock.

    New and parked ones are due at `begin`, which is now unless it is given, and after the first `at_once` each `apart`
    from the one before: thousands at the same time would hold up everybody else's.
    """
    wanted = {key_of(spec): spec for spec in specs}
    found = Source.objects.in_bulk(wanted, field_name="key")
    start, idle = begin or timezone.now(), [key for key in wanted if key not in found or _is_parked(found[key])]
    due = {key: start + max(0, number - at_once) * apart for number, key in enumerate(idle)}
    if parked := [found[key] for key in sorted(idle) if key in found]:
        for source in parked:
            source.next_fetch_at = due[source.key]
        Source.objects.bulk_update(parked, ["next_fetch_at"], batch_size=500)
    if missing := [key for key in idle if key not in found]:
        drafts = [_draft(key, wanted[key], due[key]) for key in sorted(missing)]
        Source.objects.bulk_create(drafts, ignore_conflicts=True, batch_size=500)
        found |= Source.objects.in_bulk(missing, field_name="key")
    return _where_they_are([found[key_of(spec)] for spec in specs])


def _where_they_are(found: Sequence[Source]) -> list[Source]:
    """Those that were merged into others are there now."""
    moved = Source.objects.in_bulk({source.merged_into_id for source in found if source.merged_into_id})
    return [moved.get(source.merged_into_id, source) for source in found]


def _draft(key: str, spec: SourceSpec, due: datetime) -> Source:
    return Source(
        key=key,
        kind=spec.kind,
        settings=dict(spec.settings),
        host=host_of(spec),
        next_fetch_at=due if _is_polled(spec.kind) else None,
    )


def _is_polled(kind: str) -> bool:
    widget = registry.find(kind)
    return widget is None or widget.refresh_every is not None


def _is_parked(source: Source) -> bool:
    is_at_rest = source.next_fetch_at is None and source.merged_into_id is None
    return is_at_rest and source.state != Source.State.GONE and _is_polled(source.kind)


def park(shown: Exists, now: datetime) -> int:
    """Stops polling what nobody's panel has any more, until `ensure` is asked for it; how many were stopped.

    What everybody may be shown (`is_public`) goes on. Whoever was just taking up a source that was being parked gets it
    going again with the next call.
    """
    resting = Source.objects.filter(shown, next_fetch_at=None).exclude(state=Source.State.GONE)
    woken = [
        source.pk for source in resting.only("kind", "state", "next_fetch_at", "merged_into") if _is_parked(source)
    ]
    Source.objects.filter(pk__in=woken).update(next_fetch_at=now)
    return Source.objects.filter(~shown, next_fetch_at__isnull=False, is_public=False).update(next_fetch_at=None)


def wake(source_ids: Iterable[int]) -> None:
    """Asks a worker, after commit, to fetch those of these sources that are due, instead of waiting for beat."""
    ids = sorted(set(source_ids))
    if ids:
        transaction.on_commit(lambda: dispatch(ids), robust=True)


def dispatch(ids: Collection[int], held_until: datetime | None = None) -> None:
    """Without a broker nothing is lost: the database says what is due, and beat will come round."""
    kwargs: dict[str, Any] = {"held_until": held_until.isoformat()} if held_until else {}
    try:
        current_app.send_task("widgets.tasks.refresh_sources", args=[list(ids)], kwargs=kwargs, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not take %d sources to refresh: %s", len(ids), error)


def claim_due(limit: int, per_host: int, now: datetime) -> list[Source]:
    """Leases up to `limit` sources that are due, longest waiting first, at most `per_host` of each host at a time."""
    due = Q(next_fetch_at__lte=now) & _is_free(now)
    with transaction.atomic():
        _one_claim_at_a_time()
        return _lease(_within_host_limits(due, limit, per_host, now), now)


def claim(ids: Collection[int], now: datetime, held_until: datetime | None = None) -> list[Source]:
    """Leases those of `ids` that are due and free; `held_until` shows a lease from `claim_due`, which is renewed.

    A task that is delivered twice finds its lease renewed by the first, and gets nothing.
    """
    with transaction.atomic():
        _one_claim_at_a_time()
        due = Q(id__in=ids, next_fetch_at__lte=now)
        if held_until:
            held = Source.objects.filter(due, leased_until=held_until).values_list("id", flat=True)
            return _lease(list(held), now)
        return _lease(_within_host_limits(due & _is_free(now), len(ids), settings.EGRESS_PER_HOST, now), now)


def _is_free(now: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=now)


def _one_claim_at_a_time() -> None:
    """The limit per host counts rows, so claims must not cross. SQLite's transactions already queue."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CLAIM_LOCK])


def _within_host_limits(due: Q, limit: int, per_host: int, now: datetime) -> list[int]:
    leased = Source.objects.filter(leased_until__gt=now).values_list("host").annotate(Count("id"))
    busy: dict[str, int] = dict(leased)
    place = Window(RowNumber(), partition_by="host", order_by=["next_fetch_at", "id"])
    full = [host for host, count in busy.items() if count >= per_host]
    candidates = (
        Source.objects.filter(due)
        .exclude(host__in=full)
        .annotate(place=place)
        .filter(place__lte=per_host)
        .order_by("next_fetch_at", "id")
        .values_list("id", "host", "place")
    )
    return [id for id, host, place in candidates[: limit * 2] if place <= per_host - busy.get(host, 0)][:limit]


def _lease(ids: Collection[int], now: datetime) -> list[Source]:
    rows = Source.objects.filter(id__in=ids).order_by("next_fetch_at", "id").select_for_update(skip_locked=True)
    claimed, until = list(rows), now + LEASE
    Source.objects.filter(id__in=[source.id for source in claimed]).update(leased_until=until)
    for source in claimed:
        source.leased_until = until
    return claimed
