"""Taking out, in small steps, what is past its time."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from portal.accounts import guests
from portal.accounts.models import Session
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.reading.models import SavedLink
from portal.reading.rules.models import Rule
from portal.search.keeping.models import SavedSearch
from portal.transfer.models import ImportJob
from portal.uploads import services as uploads
from recommender.models import Event
from widgets import sources, stories

log = logging.getLogger(__name__)

BATCH = 500


def prune(now: datetime | None = None) -> dict[str, int]:
    """How many rows went, by what they were."""
    now = now or timezone.now()
    shown = Panel.sources.through.objects.filter(source=OuterRef("pk"))
    steps: dict[str, Callable[[], int]] = {
        "events": lambda: remove(Event.objects.filter(created_at__lt=now - settings.KEEP_EVENTS)),
        "revisions": lambda: remove(revisions_past(now - settings.KEEP_REMOVED)),
        "panels": lambda: remove(Panel.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED)),
        "sections": lambda: remove(Section.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED, panels=None)),
        "pages": lambda: remove(Page.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED, is_archived=False)),
        "rules": lambda: remove(Rule.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED)),
        "searches": lambda: remove(SavedSearch.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED)),
        "links": lambda: remove(SavedLink.objects.filter(removed_at__lt=now - settings.KEEP_REMOVED)),
        "sessions": lambda: remove(Session.objects.filter(expire_date__lt=now)),
        "imports": lambda: remove(ImportJob.objects.filter(finished_at__lt=now - settings.KEEP_REMOVED)),
        "pictures": lambda: remove(uploads.forgotten(now - settings.KEEP_REMOVED)),
        "clues": lambda: stories.forget(now),
        "guests": guests.prune,
        # Last, because with guests and panels the reason to poll for them went.
        "sources parked": lambda: sources.park(Exists(shown), now),
    }
    removed = {name: count for name, step in steps.items() if (count := step())}
    log.info("Pruned %s", removed or "nothing")
    return removed


def revisions_past(limit: datetime) -> QuerySet:
    """Those that were succeeded by another before that time; how a page has been since then stays known."""
    later = PageRevision.objects.filter(page=OuterRef("page"), version__gt=OuterRef("version"), created_at__lt=limit)
    return PageRevision.objects.filter(Exists(later), created_at__lt=limit)


def remove(rows: QuerySet) -> int:
    """Deletes in batches, so that no transaction holds the database for long."""
    count = 0
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=ids).delete()
        count += len(ids)
    return count
