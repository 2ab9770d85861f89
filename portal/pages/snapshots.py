"""What stands on a page as plain data, and such data on a page again: copies, templates, pages that follow one."""

from collections.abc import Container, Iterable, Iterator
from itertools import count
from typing import Any

from django.utils import timezone

from portal.pages.layout import Layout
from portal.pages.models import Page, Panel, Section
from portal.pages.services.sources import connect_sources
from widgets import sources
from widgets.models import CatalogueEntry

Snapshot = dict[str, Any]
#: What says which row it was, or where it stood; everything else is the thing itself.
IDENTITY = {"id", "entry", "columns"}


def take(page: Page, only: Container[int] | None = None) -> Snapshot:
    """Without ids, name and looks: two pages that show the same have the same snapshot. `only` these panels."""
    return {"sections": [_bare_section(section, only) for section in Layout(page).as_data()["sections"]]}


def apply(data: Snapshot, layout: Layout) -> None:
    """Makes the page show exactly this. Panels that are the same as before keep their rows; the others go."""
    spare = list(layout.panels())
    layout.sections = list(_sections(data, layout))
    layout.columns = {}
    known = set(CatalogueEntry.objects.filter(pk__in=_entries(data)).values_list("pk", flat=True))
    made: list[Panel] = []
    for section, told in zip(layout.sections, data["sections"], strict=True):
        layout.open(section)
        for number, column in enumerate(told["columns"]):
            for panel_data in column:
                panel = _matching(spare, panel_data) or _new_panel(panel_data, section, known)
                made += [panel] if panel.pk is None else []
                layout.columns[section.pk][min(number, section.columns - 1)].append(panel)
    Panel.objects.bulk_create(made)
    Panel.objects.filter(pk__in=[panel.pk for panel in spare]).update(removed_at=timezone.now())
    layout.save()
    sources.wake(source.pk for source in connect_sources(made))


def numbered(data: Snapshot) -> Snapshot:
    """With ids, which are only numbers, so that it can be shown like a page."""
    ids = count(1)
    return {
        "sections": [
            {
                **section,
                "id": next(ids),
                "columns": [[{**panel, "id": next(ids)} for panel in column] for column in section["columns"]],
            }
            for section in data["sections"]
        ]
    }


def panels_of(data: Snapshot) -> Iterator[dict[str, Any]]:
    return (panel for section in data["sections"] for column in section["columns"] for panel in column)


def _bare_section(section: dict[str, Any], only: Container[int] | None) -> dict[str, Any]:
    columns = [list(_bare_column(column, only)) for column in section["columns"]]
    return {**_without(section, {"id"}), "columns": columns}


def _bare_column(column: list[dict[str, Any]], only: Container[int] | None) -> Iterator[dict[str, Any]]:
    """Where the first of several tabs stays behind, the next one becomes the first."""
    has_first = False
    for panel in column:
        has_first = has_first and panel.get("in_tabs", False)
        if only is None or panel["id"] in only:
            yield {**_without(panel, {"id"}), "in_tabs": has_first and panel.get("in_tabs", False)}
            has_first = True


def _sections(data: Snapshot, layout: Layout) -> Iterator[Section]:
    """One for each that is told: first those that are there, then new ones; what is left over goes."""
    there = iter(layout.sections)
    for told in data["sections"]:
        section = next(there, None) or Section(page=layout.page)
        _set(section, told)
        section.save()
        yield section
    Section.objects.filter(pk__in=[section.pk for section in there]).update(removed_at=timezone.now())


def _matching(spare: list[Panel], data: dict[str, Any]) -> Panel | None:
    """Takes the first of the spare panels that is the same thing, wherever it stood."""
    for panel in spare:
        if panel.entry_id == data["entry"] and all(getattr(panel, name) == value for name, value in _values(data)):
            spare.remove(panel)
            return panel
    return None


def _new_panel(data: dict[str, Any], section: Section, known_entries: set[int]) -> Panel:
    panel = Panel(section=section, entry_id=data["entry"] if data["entry"] in known_entries else None)
    _set(panel, data)
    return panel


def _set(row: Section | Panel, data: dict[str, Any]) -> None:
    for name, value in _values(data):
        setattr(row, name, value)


def _values(data: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in data.items() if name not in IDENTITY)


def _entries(data: Snapshot) -> set[int]:
    return {panel["entry"] for panel in panels_of(data) if panel["entry"]}


def _without(data: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}
