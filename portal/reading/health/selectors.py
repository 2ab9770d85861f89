"""What is wrong with the sources on a person's pages, in words, each with the panel that it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.reading.selectors import placed_panels
from widgets.models import Source

Trouble = Literal["dead", "moved", "silent", "twice"]
#: Failing for so long, a source is called dead; without anything new for so long, silent.
DEAD_AFTER = timedelta(days=7)
SILENT_AFTER = timedelta(days=180)
TITLES: dict[Trouble, str | Promise] = {
    "dead": _("Dead"),
    "moved": _("Moved"),
    "twice": _("There twice"),
    "silent": _("Silent"),
}
#: What mending does about it; the others can only be removed.
MENDED = frozenset({"moved", "twice"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One source in one panel. `since` is when it last was well, or last had something new."""

    trouble: Trouble
    panel: Panel
    source: Source
    since: datetime | None

    @property
    def name(self) -> str:
        """For forms."""
        return f"{self.panel.pk}:{self.source.pk}"


def examine(user: User, now: datetime) -> list[Finding]:
    """In two queries; by trouble, in the order of TITLES, then by title."""
    # Where a page follows a template, its editors mend it.
    own = placed_panels().filter(section__page__owner=user, section__page__follows=None)
    links = Panel.sources.through.objects.filter(panel__in=own, source__next_fetch_at__isnull=False)
    gone = Panel.sources.through.objects.filter(panel__in=own, source__state=Source.State.GONE)
    rows = (links | gone).distinct().select_related("panel__section__page", "source").order_by("panel_id", "source_id")
    known = list(rows)
    newest = dict(
        Source.objects.filter(pk__in={row.source_id for row in known}, kind="feed")
        .annotate(newest=Max("items__published_at", filter=Q(items__is_live=True)))
        .values_list("pk", "newest")
    )
    order = list(TITLES)
    found = _findings(known, newest, now)
    return sorted(found, key=lambda one: (order.index(one.trouble), one.source.title.casefold(), one.panel.pk))


def _findings(rows: Sequence[object], newest: dict[int, datetime | None], now: datetime) -> Iterator[Finding]:
    seen: set[int] = set()
    for row in rows:
        panel, source = row.panel, row.source  # type: ignore[attr-defined]
        if is_dead(source, now):
            yield Finding("dead", panel, source, source.fetched_at)
        elif has_moved(source):
            yield Finding("moved", panel, source, source.fetched_at)
        elif source.kind == "feed" and panel.kind == "feed" and source.pk in seen:
            yield Finding("twice", panel, source, newest.get(source.pk))
        elif source.kind == "feed" and (newest[source.pk] or source.created_at) < now - SILENT_AFTER:
            yield Finding("silent", panel, source, newest[source.pk])
        if panel.kind == "feed":
            seen.add(source.pk)


def is_dead(source: Source, now: datetime) -> bool:
    fails = source.state == Source.State.FAILED and (source.fetched_at or source.created_at) < now - DEAD_AFTER
    return fails or source.state == Source.State.GONE


def has_moved(source: Source) -> bool:
    return bool(source.moved_to) and source.moved_to != source.settings.get("url")
