"""A layout of earlier, brought back on an open page: what undo, redo and a restore from history have in common."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.errors import InvalidSettings
from portal.pages.layout import PAGE_DATA, PANEL_DATA, SECTION_DATA, value_then
from portal.pages.models import Page, Panel, Section
from portal.pages.services.changes import Edit
from portal.pages.services.pages import pass_home
from portal.pages.services.panels import follow_sources, refuse_too_many
from widgets.models import CatalogueEntry

Data = dict[str, Any]


class Replay:
    """Every page of the person must be locked, because a panel may come from any of them, or go to one."""

    def __init__(self, edit: Edit, partner: Page | None = None) -> None:
        """`partner` takes what this page gives away and loses what it gains; without one it is the trash."""
        self.edit, self.others = edit, dict[int, Edit]()
        self.partner = self._open(partner) if partner and _can_take(partner, edit.user) else None

    def step(self, data: Data) -> None:
        """To a state next to the present one: a panel that went to another page comes from there."""
        rows = {panel.pk: panel for panel in _panels_of(self.edit.user, data)}
        for panel in rows.values():
            if panel.section.page_id != self.edit.page.pk and panel.section.page.removed_at is None:
                self._open(panel.section.page).layout.take(panel)
        self._set_home(data)
        self._lay_out(data, rows)
        for other in self.others.values():
            other.pass_version_of(self.edit.page)
            self.edit.pass_version_of(other.page)
        for other in self.others.values():
            other.record("exchange", other_page=self.edit.page)

    def restore(self, data: Data) -> None:
        """To any state. What is on other pages by now stays there: this page gets a copy."""
        rows = {panel.pk: panel for panel in _panels_of(self.edit.user, data)}
        own = {pk: panel for pk, panel in rows.items() if panel.section.page_id == self.edit.page.pk}
        self._lay_out(data, own)

    def _open(self, page: Page) -> Edit:
        if page.pk not in self.others:
            self.others[page.pk] = Edit(self.edit.user, page)
        return self.others[page.pk]

    def _lay_out(self, data: Data, rows: dict[int, Panel]) -> None:
        known = {was["id"] for was, *_place in places(data)}
        for panel in [panel for panel in self.edit.layout.panels() if panel.pk not in known]:
            self._give_away(panel)
        self._set_page(data)
        sections = self._set_sections(data)
        for was, section_id, column in places(data):
            panel = rows.get(was["id"]) or _made_anew(was, sections[section_id])
            _set_panel(panel, was)
            self.edit.layout.append(panel, sections[section_id], column)

    def _set_page(self, data: Data) -> None:
        page, followed = self.edit.page, self.edit.page.follows_id
        for name in PAGE_DATA:
            if name != "is_home":
                setattr(page, name, value_then(page, name, data))
        if page.follows_id != followed:
            page.follows_version = 0  # which edition this was is not remembered: the newest one comes

    def _give_away(self, panel: Panel) -> None:
        self.edit.layout.take(panel)
        if self.partner is None:
            panel.removed_at = timezone.now()
            panel.save(update_fields=["removed_at"])
            return
        refuse_too_many(self.partner.layout)
        section_id, column, position = last_place(self.partner.page, panel.pk)
        section = self.partner.layout.section(section_id) or self.partner.layout.sections[0]
        self.partner.layout.place(panel, section, column, position)

    def _set_home(self, data: Data) -> None:
        """Who opens first goes over between two pages; without the other one it stays."""
        page = self.edit.page
        if data.get("is_home", page.is_home) == page.is_home:
            return
        if page.is_home:
            heir = self.partner
            if heir is not None:
                pass_home(self.edit.page, heir.page)
            return
        holder = Page.objects.filter(owner=page.owner_id, is_home=True, removed_at=None).first()
        if holder is not None:
            pass_home(self._open(holder).page, page)

    def _set_sections(self, data: Data) -> dict[int, Section]:
        """By the ids in the data; for a section that is gone for good its neighbour stands in."""
        layout, rows = self.edit.layout, {section.pk: section for section in self.edit.page.sections.all()}
        kept = [rows[was["id"]] for was in data["sections"] if was["id"] in rows] or layout.sections[:1]
        for section in layout.sections:
            if section not in kept:
                section.removed_at = timezone.now()
                section.save(update_fields=["removed_at"])
        layout.sections, layout.columns, found = kept, {}, dict[int, Section]()
        neighbour = kept[0]
        for was in data["sections"]:
            neighbour = found[was["id"]] = rows.get(was["id"], neighbour)
            if was["id"] in rows:
                for name in SECTION_DATA:
                    setattr(neighbour, name, value_then(neighbour, name, was))
                neighbour.removed_at = None
        for section in kept:
            layout.open(section)
        return found


def _can_take(page: Page, user: User) -> bool:
    return page.owner_id == user.pk and page.removed_at is None and page.follows_id is None


def last_place(page: Page, panel_id: int) -> tuple[int | None, int | None, int | None]:
    """Section, column and position that the panel had when this page last showed it; None where it never did."""
    for data in page.revisions.values_list("layout", flat=True)[:20]:
        for section in data["sections"]:
            for number, column in enumerate(section["columns"]):
                ids = [panel["id"] for panel in column]
                if panel_id in ids:
                    return section["id"], number, ids.index(panel_id)
    return None, None, None


def places(data: Data) -> Iterator[tuple[Data, int, int]]:
    """Each panel of a layout with its section and its column, in order."""
    for section in data["sections"]:
        for number, column in enumerate(section["columns"]):
            for panel in column:
                yield panel, section["id"], number


def _panels_of(user: User, data: Data) -> list[Panel]:
    """The panels of a layout, wherever the person has them now, removed or not."""
    ids = [was["id"] for was, *_place in places(data)]
    return list(Panel.objects.filter(pk__in=ids, section__page__owner=user).select_related("section__page"))


def _set_panel(panel: Panel, was: Data) -> None:
    is_reconfigured = (panel.settings, panel.settings_version) != (was["settings"], was["settings_version"])
    wanted = {name: value_then(panel, name, was) for name in PANEL_DATA} | {"removed_at": None}
    if all(getattr(panel, name) == value for name, value in wanted.items()):
        return
    was_removed = panel.removed_at is not None
    for name, value in wanted.items():
        setattr(panel, name, value)
    panel.save()
    if is_reconfigured or was_removed:
        _follow_sources(panel)


def _follow_sources(panel: Panel) -> None:
    with suppress(InvalidSettings):  # its type is at fault: it comes back with the sources it had
        follow_sources(panel)


def _made_anew(was: Data, section: Section) -> Panel:
    entry = CatalogueEntry.objects.filter(pk=was["entry"]).first()
    panel = Panel.objects.create(
        section=section, entry=entry, **{name: was[name] for name in PANEL_DATA if name in was}
    )
    follow_sources(panel)
    return panel
