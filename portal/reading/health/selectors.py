"""What is wrong with the sources on a person's pages, in words, each with the panel that it stands in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.reading.selectors import placed_panels
from widgets import parsing
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One source in one panel. `since` is when it last was well, or last had something new.

    `addresses` are its own, and those of what has become one with it: by them the panel's settings name it.
    """

    trouble: Trouble
    panel: Panel
    source: Source
    since: datetime | None
    addresses: Set[str]
    is_alone: bool

    @property
    def name(self) -> str:
        """For forms."""
        return f"{self.panel.pk}:{self.source.pk}"

    @property
    def is_named(self) -> bool:
        """Settings that do not name it by its address are the person's to change."""
        return any(self.addresses & set(lines_of(value)) for value in self.panel.settings.values())

    @property
    def can_be_mended(self) -> bool:
        return self.trouble == "twice" or (self.trouble == "moved" and self.is_named)

    @property
    def can_be_removed(self) -> bool:
        """Without taking what is well along."""
        return self.is_alone or self.is_named


def lines_of(value: Any) -> list[str]:
    return value.splitlines() if isinstance(value, str) else []


def examine(user: User, now: datetime) -> list[Finding]:
    """In three queries; by trouble, in the order of TITLES, then by title."""
    # Where a page follows a template, its editors mend it.
    own = placed_panels().filter(section__page__owner=user, section__page__follows=None)
    links = Panel.sources.through.objects.filter(panel__in=own, source__next_fetch_at__isnull=False)
    gone = Panel.sources.through.objects.filter(panel__in=own, source__state=Source.State.GONE)
    others = Panel.sources.through.objects.filter(panel=OuterRef("panel")).exclude(source=OuterRef("source"))
    rows = (links | gone).distinct().annotate(is_alone=~Exists(others))
    known = list(rows.select_related("panel__section__page", "source").order_by("panel_id", "source_id"))
    newest = dict(
        Source.objects.filter(pk__in={row.source_id for row in known}, kind="feed")
        .annotate(newest=Max("items__published_at", filter=Q(items__is_live=True)))
        .values_list("pk", "newest")
    )
    merged = _merged_into({row.source_id for row in known})
    order = list(TITLES)
    found = [
        Finding(
            trouble,
            row.panel,
            row.source,
            since,
            _addresses([row.source.settings, *merged[row.source_id]]),
            row.is_alone,
        )
        for row, trouble, since in _troubles(known, newest, now)
    ]
    return sorted(found, key=lambda one: (order.index(one.trouble), one.source.title.casefold(), one.panel.pk))


def _merged_into(source_ids: Set[int]) -> Mapping[int | None, list[dict[str, Any]]]:
    """The settings of those that each of these has become one with."""
    found: defaultdict[int | None, list[dict[str, Any]]] = defaultdict(list)
    merged = Source.objects.filter(merged_into__in=source_ids)
    for target, settings in merged.values_list("merged_into", "settings"):
        found[target].append(settings)
    return found


def _addresses(settings: Sequence[Mapping[str, Any]]) -> set[str]:
    return {str(each.get("url", "")) for each in settings} - {""}


def _troubles(
    rows: Sequence[Any], newest: dict[int, datetime | None], now: datetime
) -> Iterator[tuple[Any, Trouble, datetime | None]]:
    seen: set[int] = set()
    for row in rows:
        panel, source = row.panel, row.source
        if is_dead(source, now):
            yield row, "dead", source.fetched_at
        elif has_moved(source):
            yield row, "moved", source.fetched_at
        elif source.kind == "feed" and panel.kind == "feed" and source.pk in seen:
            yield row, "twice", newest.get(source.pk)
        elif source.kind == "feed" and (newest[source.pk] or source.created_at) < now - SILENT_AFTER:
            yield row, "silent", newest[source.pk]
        if panel.kind == "feed":
            seen.add(source.pk)


def is_dead(source: Source, now: datetime) -> bool:
    fails = source.state == Source.State.FAILED and (source.fetched_at or source.created_at) < now - DEAD_AFTER
    return fails or source.state == Source.State.GONE


def has_moved(source: Source) -> bool:
    """Not where the address is a page's, and the feed is where that page says."""
    return source.moved_to not in ("", source.settings.get("url"), source.payload.get(parsing.NAMED))
