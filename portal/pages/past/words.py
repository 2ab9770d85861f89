"""What changed between two layouts of a page, in words: "Moved “Weather” to column 2"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from portal.pages.past.names import Names

Data = Mapping[str, Any]


class Place(NamedTuple):
    section: int
    column: int
    position: int
    panel: Data


@dataclass(frozen=True, slots=True)
class Difference:
    """Two layouts, one after the other, and the other page that took part, if one did."""

    before: Data
    after: Data
    names: Names
    other: str = ""
    is_put_back: bool = False

    def words(self) -> list[str]:
        """One short sentence for each thing that changed; nothing for what merely made room."""
        return [*self._page(), *self._sections(), *self._panels()]

    def _page(self) -> Iterator[str]:
        was, now = self.before, self.after
        if was["title"] != now["title"]:
            yield _("Renamed the page to “%(title)s”") % {"title": now["title"]}
        if was.get("is_home", False) != now.get("is_home", False) and "is_home" in was:
            yield _("Made it the page that opens first") if now["is_home"] else _("Another page opens first")
        if any(was.get(name) != now.get(name) for name in ("icon", "colour")):
            yield _("Changed the page's icon or colour")
        if (was.get("look") or {}) != (now.get("look") or {}):
            yield _("Changed the looks of the page")

    def _sections(self) -> Iterator[str]:
        was = {section["id"]: section for section in self.before["sections"]}
        now = {section["id"]: section for section in self.after["sections"]}
        for pk in now.keys() - was.keys():
            yield _("Added the section %(section)s") % {"section": self._section(now[pk])}
        for pk in was.keys() - now.keys():
            yield _("Removed the section %(section)s") % {"section": self._section(was[pk])}
        for pk, section in now.items():
            if pk in was:
                yield from self._section_changes(was[pk], section)
        kept = was.keys() & now.keys()
        if [pk for pk in was if pk in kept] != [pk for pk in now if pk in kept]:
            yield _("Changed the order of the sections")

    def _section_changes(self, was: Data, now: Data) -> Iterator[str]:
        if was["title"] != now["title"]:
            yield _("Renamed a section to %(section)s") % {"section": self._section(now)}
        if was["layout"] != now["layout"]:
            yield _("Changed the columns of the section %(section)s") % {"section": self._section(now)}
        if was["collapsed"] != now["collapsed"]:
            words = (
                _("Folded up the section %(section)s") if now["collapsed"] else _("Unfolded the section %(section)s")
            )
            yield words % {"section": self._section(now)}

    def _panels(self) -> Iterator[str]:
        was, now = _places(self.before), _places(self.after)
        for pk, place in now.items():
            if pk not in was:
                yield self._came() % {"panel": self.names.of(place.panel), "page": self.other}
        for pk, place in was.items():
            if pk not in now:
                words = _("Sent “%(panel)s” to “%(page)s”") if self.other else _("Removed “%(panel)s”")
                yield words % {"panel": self.names.of(place.panel), "page": self.other}
        for pk in _moved(was, now, self._reshaped()):
            yield self._move(was[pk], now[pk])
        for pk, place in now.items():
            if pk in was:
                yield from self._panel_changes(was[pk].panel, place.panel)

    def _came(self) -> str:
        if self.is_put_back:
            return _("Put “%(panel)s” back")
        return _("“%(panel)s” came from “%(page)s”") if self.other else _("Added “%(panel)s”")

    def _reshaped(self) -> set[int]:
        """Sections that went or lost columns: their panels did not move by themselves."""
        now = {section["id"]: section for section in self.after["sections"]}
        was = {section["id"]: section for section in self.before["sections"]}
        changed = {pk for pk, section in was.items() if pk in now and section["layout"] != now[pk]["layout"]}
        return changed | (was.keys() ^ now.keys())

    def _move(self, was: Place, now: Place) -> str:
        name = self.names.of(now.panel)
        if was.section == now.section and was.column == now.column:
            words = _("Moved “%(panel)s” up") if now.position < was.position else _("Moved “%(panel)s” down")
            return words % {"panel": name}
        section = next(section for section in self.after["sections"] if section["id"] == now.section)
        if was.section == now.section:
            return _("Moved “%(panel)s” to column %(column)d") % {"panel": name, "column": now.column + 1}
        return _("Moved “%(panel)s” to the section %(section)s, column %(column)d") % {
            "panel": name,
            "section": self._section(section),
            "column": now.column + 1,
        }

    def _panel_changes(self, was: Data, now: Data) -> Iterator[str]:
        name = {"panel": self.names.of(was), "title": now["title"]}
        if was["title"] != now["title"] and now["title"]:
            yield _("Renamed “%(panel)s” to “%(title)s”") % name
        if was["settings"] != now["settings"]:
            yield _("Changed the settings of “%(panel)s”") % name
        if was["collapsed"] != now["collapsed"]:
            yield (_("Folded up “%(panel)s”") if now["collapsed"] else _("Unfolded “%(panel)s”")) % name
        told = {"id", "title", "settings", "settings_version", "collapsed", "kind", "entry"}
        is_renamed_to_nothing = was["title"] != now["title"] and not now["title"]
        if is_renamed_to_nothing or any(was.get(key) != now[key] for key in now.keys() & was.keys() - told):
            yield _("Changed the looks of “%(panel)s”") % name

    def _section(self, section: Data) -> str:
        """By its heading, else by its number on the page that has it."""
        if section["title"]:
            return _("“%(title)s”") % {"title": section["title"]}
        layout = self.after if any(row["id"] == section["id"] for row in self.after["sections"]) else self.before
        return str([row["id"] for row in layout["sections"]].index(section["id"]) + 1)


def _places(layout: Data) -> dict[int, Place]:
    return {
        panel["id"]: Place(section["id"], column, position, panel)
        for section in layout["sections"]
        for column, panels in enumerate(section["columns"])
        for position, panel in enumerate(panels)
    }


def _moved(was: dict[int, Place], now: dict[int, Place], reshaped: set[int]) -> Iterator[int]:
    """Those that stand in another column, or were lifted over their neighbours in the same one."""
    columns: dict[tuple[int, int], list[int]] = {}
    for pk, place in now.items():
        if pk not in was or {place.section, was[pk].section} & reshaped:
            continue
        if was[pk][:2] != place[:2]:
            yield pk
        else:
            columns.setdefault(place[:2], []).append(pk)
    for order in columns.values():
        yield from _lifted(sorted(order, key=lambda pk: was[pk].position), order)


def _lifted(was: list[int], now: list[int]) -> Iterator[int]:
    """The one panel whose lifting explains the new order; of a swap the first; else all that differ."""
    if was == now:
        return
    for pk in now:
        if [other for other in was if other != pk] == [other for other in now if other != pk]:
            yield pk
            return
    yield from (pk for pk, other in zip(now, was, strict=True) if pk != other)
