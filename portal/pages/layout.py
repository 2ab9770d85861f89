"""The arrangement of one page in memory: sections, their columns, the panels in them, in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from django.db.models import F, Model

from portal.pages.models import Page, Panel, Section

#: What a revision remembers of each, besides ids and places; undo and history bring exactly this back.
PAGE_DATA = ("title", "icon", "colour", "is_home", "look", "follows_id")
SECTION_DATA = ("title", "layout", "collapsed")
SECTION_STATE = (*SECTION_DATA, "position", "removed_at")
PANEL_DATA = ("kind", "settings", "settings_version", *Panel.FRAME)


class InTabs(Protocol):
    """A panel, as a row or as a plain value."""

    @property
    def in_tabs(self) -> bool: ...


P = TypeVar("P", bound=InTabs)
#: As many as one line of tabs holds; the style sheet knows this number, too.
MAX_TABS = 8


def tab_runs(column: Iterable[P]) -> list[list[P]]:
    """The panels of a column as they share places: most are by themselves."""
    runs: list[list[P]] = []
    for panel in column:
        if panel.in_tabs and runs:
            runs[-1].append(panel)
        else:
            runs.append([panel])
    return runs


class Layout:
    """What is on a locked page. Changes are made here and written by `save`, which also numbers everything anew."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sections = list(page.sections.filter(removed_at=None))
        self._stored = {section.pk: _state(section) for section in self.sections}
        self.columns: dict[int, list[list[Panel]]] = {}
        for section in self.sections:
            self.open(section)
        for panel in Panel.objects.filter(section__in=self.sections, removed_at=None).select_related("entry"):
            self._column(panel.section_id, panel.column).append(panel)
        self._tabs_before = {panel.pk: panel.in_tabs for panel in self.panels()}

    def open(self, section: Section) -> None:
        """Gives the section its columns, empty."""
        self.columns[section.pk] = [[] for _number in range(section.columns)]

    def section(self, section_id: int | None) -> Section | None:
        """The live section of this id, or the first; also by the id of the template's section it was copied from."""
        if section_id is None:
            return self.sections[0] if self.sections else None
        exact = (section for section in self.sections if section.pk == section_id)
        copies = (section for section in self.sections if section.copied_from_id == section_id)
        return next(exact, None) or next(copies, None)

    def panel(self, panel_id: int) -> Panel | None:
        return next((panel for panel in self.panels() if panel.pk == panel_id), None)

    def panels(self) -> Iterator[Panel]:
        return (panel for columns in self.columns.values() for column in columns for panel in column)

    def place(self, panel: Panel, section: Section, column: int | None = None, position: int | None = None) -> None:
        """Puts the panel there, wherever it was. Past the edge means the edge; None the emptiest column, the end.

        Between two tabs it becomes one of them; anywhere else it stands by itself.
        """
        self.take(panel)
        target = self._column(section.pk, column)
        place = len(target) if position is None else max(0, position)
        panel.in_tabs = any(following.in_tabs for following in target[place : place + 1])
        target.insert(place, panel)

    def append(self, panel: Panel, section: Section, column: int) -> None:
        """At the end, a tab if it was one: for layouts that are put together in their order."""
        self.take(panel)
        self._column(section.pk, column).append(panel)

    def pour(self, section: Section, into: Section) -> None:
        """All panels of a section to the ends of the columns of another, tabs as they are."""
        for number, column in enumerate(self.columns[section.pk]):
            self._column(into.pk, number).extend(column)
            column.clear()

    def take(self, panel: Panel) -> None:
        """Off the page; the tab behind a first tab becomes the first."""
        for columns in self.columns.values():
            for column in columns:
                if panel in column:
                    run = self.tabs_of(panel)
                    if panel == run[0]:
                        for following in run[1:2]:
                            following.in_tabs = False
                    column.remove(panel)

    def tabs_of(self, panel: Panel) -> list[Panel]:
        """The panels that share a place with this one, itself among them, in their order."""
        section, number, _place = self.where(panel)
        column = self.columns[section.pk][number]
        return next(run for run in tab_runs(column) if panel in run)

    def join_tabs(self, panel: Panel, other: Panel) -> None:
        """The last tab beside the other panel."""
        self.take(panel)
        last = self.tabs_of(other)[-1]
        section, number, place = self.where(last)
        self.columns[section.pk][number].insert(place + 1, panel)
        panel.in_tabs = True

    def leave_tabs(self, panel: Panel) -> None:
        """Out of its tabs, behind them; a first tab stays where it is, and the next one becomes the first."""
        run = self.tabs_of(panel)
        if len(run) == 1:
            return
        if panel == run[0]:
            run[1].in_tabs = False
            return
        section, number, place = self.where(run[-1])
        column = self.columns[section.pk][number]
        column.remove(panel)
        column.insert(place, panel)
        panel.in_tabs = False

    def where(self, panel: Panel) -> tuple[Section, int, int]:
        """Section, column and position of a panel that is on the page."""
        return next(
            (section, number, column.index(panel))
            for section in self.sections
            for number, column in enumerate(self.columns[section.pk])
            if panel in column
        )

    def reshape(self, section: Section) -> None:
        """After a change of the section's layout: what stood in columns that are gone moves to the last one left."""
        kept, gone = self.columns[section.pk][: section.columns], self.columns[section.pk][section.columns :]
        kept[-1].extend(panel for column in gone for panel in column)
        self.columns[section.pk] = kept + [[] for _number in range(section.columns - len(kept))]

    def save(self) -> None:
        """Writes the sections that changed, and the panels whose place did; those that made room alike in one go."""
        self._mend_tabs()
        for position, section in enumerate(self.sections):
            section.position = position
        changed = [section for section in self.sections if _state(section) != self._stored.get(section.pk)]
        if changed:
            Section.objects.bulk_update(changed, SECTION_STATE)
            self._stored |= {section.pk: _state(section) for section in changed}
        for (section_id, column, by, in_tabs), ids in self._renumbered().items():
            place = {"section_id": section_id, "column": column, "position": F("position") + by, "in_tabs": in_tabs}
            Panel.objects.filter(pk__in=ids).update(**place)

    def as_data(self) -> dict[str, Any]:
        """The whole page as plain data, for a revision."""
        sections = [_section_data(section, self.columns[section.pk]) for section in self.sections]
        return {**_values(self.page, PAGE_DATA), "sections": sections}

    def _mend_tabs(self) -> None:
        """A column begins with a panel of its own, and tabs have a limit."""
        for columns in self.columns.values():
            for column in columns:
                for run in tab_runs(column):
                    for panel in run[::MAX_TABS]:
                        panel.in_tabs = False

    def _column(self, section_id: int, column: int | None) -> list[Panel]:
        columns = self.columns[section_id]
        if column is None:
            return min(columns, key=len)
        return columns[max(0, min(column, len(columns) - 1))]

    def _renumbered(self) -> dict[tuple[int, int, int, bool], list[int]]:
        """Gives every panel its number; ids by (section, column, change of the number, in tabs) of those that moved."""
        moved: dict[tuple[int, int, int, bool], list[int]] = defaultdict(list)
        for section in self.sections:
            for number, column in enumerate(self.columns[section.pk]):
                for position, panel in enumerate(column):
                    is_in_place = (panel.section_id, panel.column, panel.position) == (section.pk, number, position)
                    if not is_in_place or panel.in_tabs != self._tabs_before.get(panel.pk):
                        by = position - panel.position
                        moved[section.pk, number, by, panel.in_tabs].append(panel.pk)
                        panel.section, panel.column, panel.position = section, number, position
        return moved


def _state(section: Section) -> tuple[Any, ...]:
    return tuple(getattr(section, name) for name in SECTION_STATE)


def _section_data(section: Section, columns: list[list[Panel]]) -> dict[str, Any]:
    panels = [[panel_data(panel) for panel in column] for column in columns]
    return {"id": section.pk, **_values(section, SECTION_DATA), "columns": panels}


def panel_data(panel: Panel) -> dict[str, Any]:
    return {"id": panel.pk, **_values(panel, PANEL_DATA), "entry": panel.entry_id}


def value_then(row: Model, name: str, data: Mapping[str, Any]) -> Any:
    """What a revision says of a field; one that is older than the field means what every row had then."""
    return data[name] if name in data else row._meta.get_field(name).get_default()  # type: ignore[union-attr]


def _values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
