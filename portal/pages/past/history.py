"""The history of a page: each change in words, newest first, and the page as it was after any of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from portal.errors import NotFound
from portal.pages.layout import PANEL_DATA, value_then
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.pages.past.names import Names
from portal.pages.past.words import Difference
from portal.pages.selectors import SOURCE_FIELDS, ShownPanel, ShownSection
from portal.pages.services.replay import places
from widgets import configuration, registry, sources
from widgets.models import CatalogueEntry, Source
from widgets.rendering import SourceRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    version: int
    verb: str
    words: list[str]
    device: str
    created_at: datetime
    is_present: bool


def entries_of(page: Page) -> list[Entry]:
    """Everything that is remembered of the page, in two queries."""
    revisions = list(page.revisions.select_related("other_page"))
    names = Names(panel["id"] for revision in revisions for panel, *_place in places(revision.layout))
    told = [
        _entry(newer, _words(newer, older, names, revisions), newer.version == page.version)
        for newer, older in pairwise(revisions)
    ]
    return told + [_entry(oldest, [_("How it was before")], len(revisions) == 1) for oldest in revisions[-1:]]


def newest_words(page: Page) -> str:
    """What the last change did, for a word to the person: "Undone: Removed “Weather”"."""
    newer, older = page.revisions.select_related("other_page")[:2]
    names = Names(panel["id"] for revision in (newer, older) for panel, *_place in places(revision.layout))
    return "; ".join(_words(newer, older, names, [newer, older])[:2])


def find_revision(page: Page, version: int) -> PageRevision:
    found = page.revisions.filter(version=version).first()
    if found is None:
        raise NotFound
    return found


def sections_of(revision: PageRevision) -> list[ShownSection]:
    return sections_in(revision.layout)


def sections_in(data: dict[str, Any]) -> list[ShownSection]:
    """A stored page, with what its sources have now; a source that nobody follows any more is missing."""
    panels = [panel for panel, *_place in places(data)]
    icons = dict(CatalogueEntry.objects.filter(pk__in=[panel["entry"] for panel in panels]).values_list("pk", "icon"))
    keys = {panel["id"]: _source_keys(panel) for panel in panels}
    rows = Source.objects.filter(key__in=[key for found in keys.values() for key in found])
    by_key = {key: SourceRow(*row) for key, *row in rows.values_list("key", *SOURCE_FIELDS)}
    shown = {
        panel["id"]: _shown(
            panel, icons.get(panel["entry"]), [by_key[key] for key in keys[panel["id"]] if key in by_key]
        )
        for panel in panels
    }
    return [
        ShownSection(
            section["id"],
            section["title"],
            section["layout"],
            section["collapsed"],
            [[shown[panel["id"]] for panel in column] for column in section["columns"]],
        )
        for section in data["sections"]
        if section["layout"] in Section.Layout.values
    ]


def _shown(panel: dict[str, Any], icon: str | None, rows: list[SourceRow]) -> ShownPanel:
    told: dict[str, Any] = {name: value_then(Panel(), name, panel) for name in PANEL_DATA}
    return ShownPanel(id=panel["id"], **told, entry_id=panel["entry"], icon=icon, sources=rows)


def _entry(revision: PageRevision, words: list[str], is_present: bool) -> Entry:
    return Entry(revision.version, revision.verb, words, revision.device, revision.created_at, is_present)


def _words(newer: PageRevision, older: PageRevision, names: Names, revisions: Iterable[PageRevision]) -> list[str]:
    if newer.verb == "restore":
        when = next((row.created_at for row in revisions if row.version == newer.restored), None)
        return [_("Restored how it was on %(when)s") % {"when": f"{when:%Y-%m-%d %H:%M}"} if when else _("Restored")]
    if newer.verb == "undo":
        undone = Difference(newer.layout, older.layout, names, _other(older), older.verb == "restore_panel").words()
        return [_("Undone: %(change)s") % {"change": line} for line in undone] or [_("Undone")]
    is_put_back = newer.verb in ("restore_panel", "restore_section")
    done = Difference(older.layout, newer.layout, names, _other(newer), is_put_back).words()
    if newer.verb == "redo":
        return [_("Done again: %(change)s") % {"change": line} for line in done] or [_("Done again")]
    return done or [_("Changed the page")]


def _other(revision: PageRevision) -> str:
    return revision.other_page.title if revision.other_page else ""


def _source_keys(panel: dict[str, Any]) -> list[str]:
    """Found, not made: looking at the past fetches nothing."""
    widget = registry.find(panel["kind"])
    if widget is None:
        return []
    try:
        settings = configuration.upgraded(widget, panel["settings"], panel["settings_version"])
        return [sources.key_of(spec) for spec in configuration.sources_of(widget, settings)]
    except configuration.InvalidConfiguration:
        return []
