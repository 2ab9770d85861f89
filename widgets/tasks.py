"""What the workers do for sources; every task may run twice or be lost, the database knows what is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from widgets import errands, fulltext, looking, previews, refresh, sources, websub, whole

#: One task for many sources, because a task costs more than an unchanged feed.
BATCH = 25
AT_ONCE = 300


@shared_task
def refresh_due() -> None:
    """From beat: leases what is due and hands it out in batches."""
    due = sources.claim_due(AT_ONCE, settings.EGRESS_PER_HOST, timezone.now())
    for start in range(0, len(due), BATCH):
        batch = due[start : start + BATCH]
        sources.dispatch([source.pk for source in batch], batch[0].leased_until)


@shared_task
def refresh_sources(ids: Sequence[int], held_until: str = "") -> None:
    """Fetches those of these sources that are due and not in other hands.

    What waits only for its host's limit follows in the next round: a person is looking at it.
    """
    claimed = sources.claim(ids, timezone.now(), datetime.fromisoformat(held_until) if held_until else None)
    while claimed:
        refresh.refresh_many(claimed)
        claimed = sources.claim(ids, timezone.now())


@shared_task
def ask_hubs() -> None:
    """From beat: subscribes where a feed names a hub, renews, and leaves."""
    websub.ask_due(timezone.now())


@shared_task(ignore_result=True)
def index_missing() -> None:
    """From beat: what came by other ways than `items.upsert`, or while an older version still ran, is found as well."""
    while fulltext.index_missing():
        pass


@shared_task(ignore_result=True)
def fetch_preview(name: str, kind: str, settings: Mapping[str, Any]) -> None:
    """For somebody who looks at a panel before placing it, and waits."""
    previews.fetch(name, kind, settings)


@shared_task(ignore_result=True)
def fetch_whole(name: str, item_id: int) -> None:
    """For somebody who reads a story that its feed only teases."""
    whole.fetch(item_id)
    errands.finish(name, True)


@shared_task(ignore_result=True)
def look_at(name: str, url: str) -> None:
    """For somebody who pasted an address, and waits."""
    looking.run(name, url)
