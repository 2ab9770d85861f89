"""Refreshing a source: fetch (network only), decide (pure), store (one transaction), announce."""

import logging
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from widgets import items, merging, registry, websub
from widgets.base import FetchError, FetchRequest, FetchResult, NotModified
from widgets.egress import Client
from widgets.items import Upserted
from widgets.models import Source
from widgets.pace import SPREAD, Pace, wait_of
from widgets.signals import source_changed
from widgets.sources import LEASE
from widgets.untrusted import storable

logger = logging.getLogger(__name__)

DAY = timedelta(days=1)
#: While a hub tells us of news, we look ourselves only in case it forgot.
PUSHED_EVERY = timedelta(hours=6)
#: What kills the child that reads it so many times in a row is set aside for a day at a time.
STRIKES = 3
FIRST_RETRY = timedelta(minutes=5)
THREADS = 8

_DECIDED = ["state", "error_code", "error", "failures", "next_fetch_at", "moved_to", "fetched_at"]
_PACE = ["news_seen", "hours_watched", "wished_wait"]

Outcome = FetchResult | NotModified | FetchError


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a source after a fetch. `is_visible`: a panel looks different, items aside."""

    state: str
    error_code: str
    error: str
    failures: int
    next_fetch_at: datetime | None
    is_visible: bool
    moved_to: str
    fetched_at: datetime | None
    pace: Pace
    wished_wait: timedelta | None
    #: It answered again at the address that a permanent redirect led to.
    has_moved_for_good: bool = False

    @property
    def is_gone(self) -> bool:
        return self.state == Source.State.GONE


def decide(source: Source, outcome: Outcome, now: datetime, *, is_news: bool = False) -> Decision:
    """Pure: the same source, outcome and time give the same decision. `is_news`: it brought new items."""
    if isinstance(outcome, FetchError):
        return _after_failure(source, outcome, now)
    is_visible = source.state != Source.State.OK or bool(source.error)
    moved_to, wished = source.moved_to, source.wished_wait
    if isinstance(outcome, FetchResult):
        is_visible = is_visible or _differs(source, outcome)
        moved_to, wished = outcome.moved_to or moved_to, outcome.ttl
    pace = _pace(source)
    if source.fetched_at:  # what the first fetch brings is old
        pace = pace.after(now - source.fetched_at, is_news=is_news)
    is_pushed = source.pushed_until is not None and source.pushed_until > now
    wait = wait_of(source, pace, wished, outcome.ttl, PUSHED_EVERY if is_pushed else None)
    return Decision(
        state=Source.State.OK,
        error_code="",
        error="",
        failures=0,
        next_fetch_at=_unless_told(source, now + _spread(source, wait, SPREAD)),
        is_visible=is_visible,
        moved_to=moved_to[:2048],
        fetched_at=now,
        pace=pace,
        wished_wait=wished,
        has_moved_for_good=bool(moved_to) and moved_to[:2048] == source.moved_to,
    )


def _unless_told(source: Source, planned: datetime) -> datetime:
    """Sooner where a hub told of news after the source was claimed: the answer may be older than those."""
    told = source.next_fetch_at
    if told and source.leased_until and told > source.leased_until - LEASE:
        return min(told, planned)
    return planned


def _after_failure(source: Source, error: FetchError, now: datetime) -> Decision:
    failures = source.failures + 1
    backoff = min(FIRST_RETRY * 2 ** min(failures - 1, 12), DAY)
    if error.code == "too-heavy" and failures >= STRIKES:
        backoff = DAY
    wait = min(max(_spread(source, backoff, 0.25), error.retry_after or timedelta(0)), DAY)
    state = Source.State.GONE if error.gone else Source.State.FAILED
    message = str(error.message)[:500]
    return Decision(
        state=state,
        error_code=error.code[:40],
        error=message,
        failures=failures,
        next_fetch_at=None if error.gone else now + wait,
        is_visible=(source.state, source.error) != (state, message),
        # A new address that does not answer sends us back to the one that the person gave.
        moved_to="",
        fetched_at=source.fetched_at,
        pace=_pace(source),
        wished_wait=source.wished_wait,
    )


def _pace(source: Source) -> Pace:
    return Pace(source.news_seen, source.hours_watched)


def _spread(source: Source, wait: timedelta, share: float) -> timedelta:
    """Up to `share` longer, by chance that is the same every time: sources that start together drift apart."""
    chance = zlib.crc32(f"{source.key}/{source.failures}".encode()) / 2**32
    return wait * (1 + share * chance)


def _differs(source: Source, result: FetchResult) -> bool:
    title, site_url = result.title[:300], result.site_url[:2048]
    return (
        (result.payload is not None and dict(result.payload) != source.payload)
        or bool(title and title != source.title)
        or bool(site_url and site_url != source.site_url)
    )


def refresh(source: Source) -> Decision | None:
    """Fetches and stores one source. None when it was removed meanwhile."""
    return store(source, fetch(source))


def refresh_many(sources: Sequence[Source]) -> None:
    """Fetches side by side, so that a slow host delays nobody else, and stores each as it comes.

    The threads touch no database: one connection, one writer.
    """
    with ThreadPoolExecutor(min(THREADS, len(sources)) or 1) as pool:
        fetching = {pool.submit(fetch, source): source for source in sources}
        for source, outcome in _as_they_come(fetching):
            try:
                store(source, outcome)
            except DatabaseError:  # its lease will run out, and it will be fetched again
                logger.exception("Source %s (%s) could not be stored", source.pk, source.kind)


def _as_they_come(fetching: dict[Future[Outcome], Source]) -> Iterator[tuple[Source, Outcome]]:
    for future in as_completed(fetching):
        yield fetching[future], future.result()


def fetch(source: Source) -> Outcome:
    """The network part. A wall: whatever a widget type does wrong becomes an outcome of this source."""
    widget = registry.find(source.kind)
    if widget is None:
        return FetchError("unknown-kind", _("This kind of widget is not installed."), retry_after=DAY)
    try:
        return _storable(widget.fetch(_request(source)))
    except FetchError as error:
        return error
    except Exception as error:
        return _broken(source, error)


def _storable(outcome: FetchResult | NotModified) -> Outcome:
    """What would keep the whole source from being stored is left out; of items, `items.upsert` does that."""
    if isinstance(outcome, NotModified):
        return outcome
    title, site_url, payload = storable(outcome.title), storable(outcome.site_url), storable(outcome.payload)
    return replace(outcome, title=title, site_url=site_url, payload=payload)


def _request(source: Source) -> FetchRequest:
    settings = source.settings
    if source.moved_to and "url" in settings:
        settings = {**settings, "url": source.moved_to}
    return FetchRequest(settings, Client(), timezone.now(), source.etag, source.last_modified, source.payload)


def _broken(source: Source, error: Exception) -> FetchError:
    if source.error_code != "broken":  # once, not at every attempt
        logger.error("Source %s (%s) broke its widget type", source.pk, source.kind, exc_info=error)
    return FetchError("broken", _("Something went wrong while reading this source."))


def store(source: Source, outcome: Outcome) -> Decision | None:
    """Decides and writes; what cannot be written counts as a failure of this source, not of the worker."""
    try:
        return _store(source, outcome, timezone.now())
    except Exception as error:
        return _store(source, _broken(source, error), timezone.now())


def _store(source: Source, outcome: Outcome, now: datetime) -> Decision | None:
    # Messages are stored as text, so they are in the site's language.
    with translation.override(None), transaction.atomic():
        row = _locked(source, outcome)
        if row is None:
            return None
        upserted = _store_items(row, outcome, now)
        if isinstance(outcome, FetchResult):
            websub.note_hub(row, outcome, now, has_hub=row.has_hub)
        decision = decide(row, outcome, now, is_news=bool(upserted.created))
        _log_change(row, decision)
        written = _take_over(row, decision, outcome)
        if upserted.has_changed or decision.is_visible:
            written += _bump(row, now)
        row.save(update_fields=written)
    if decision.has_moved_for_good:
        merging.merge_moved(row.pk)
    return decision


def _locked(source: Source, outcome: Outcome) -> Any:
    """Its row as it is now, None when it was removed. `has_hub` where that counts: unchanged ones are spared it."""
    rows = Source.objects.select_for_update().filter(pk=source.pk)
    if isinstance(outcome, FetchResult):
        rows = rows.annotate(has_hub=websub.HAS_HUB)
    return rows.first()


def _store_items(row: Source, outcome: Outcome, now: datetime) -> Upserted:
    if not isinstance(outcome, FetchResult) or outcome.items is None:
        return Upserted(0, 0, 0, {})
    upserted = items.upsert(row, outcome.items, now)
    if upserted.created:
        items.prune(row, now)
    return upserted


def _take_over(row: Source, decision: Decision, outcome: Outcome) -> list[str]:
    """Answers the names of what must be saved."""
    written = [*_DECIDED, *_PACE, "leased_until"]
    for name in _DECIDED:
        setattr(row, name, getattr(decision, name))
    row.leased_until, row.wished_wait = None, decision.wished_wait
    row.news_seen, row.hours_watched = decision.pace.news_seen, decision.pace.hours_watched
    if isinstance(outcome, FetchResult):
        row.title, row.site_url = outcome.title[:300] or row.title, outcome.site_url[:2048] or row.site_url
        row.etag, row.last_modified = outcome.etag[:500], outcome.last_modified[:100]
        row.payload = row.payload if outcome.payload is None else dict(outcome.payload)
        written += ["title", "site_url", "etag", "last_modified", "payload"]
    return written


def _bump(row: Source, now: datetime) -> list[str]:
    row.version, row.changed_at = row.version + 1, now
    version = row.version
    transaction.on_commit(lambda: _announce(row.pk, version), robust=True)
    return ["version", "changed_at"]


def _announce(source_id: int, version: int) -> None:
    source_changed.send(Source, source_id=source_id, version=version)


def _log_change(row: Source, decision: Decision) -> None:
    """Once when it begins to fail and once when it is well again."""
    failed, fails = row.state == Source.State.FAILED, decision.state != Source.State.OK
    if fails and not failed:
        logger.info("Source %s (%s %s) fails: %s", row.pk, row.kind, row.host, decision.error_code)
    elif failed and not fails:
        logger.info("Source %s (%s %s) is well again", row.pk, row.kind, row.host)
