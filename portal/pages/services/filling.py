"""Many panels at once, onto a new page or an existing one, as one change that can be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import TooMany
from portal.pages.models import Panel, Section
from portal.pages.services.changes import Change, Edit, assign, open_page
from portal.pages.services.pages import create_page, lock_pages
from portal.pages.services.panels import MAX_PANELS
from portal.pages.services.sections import MAX_SECTIONS
from portal.pages.services.sources import connect_sources
from widgets import sources

#: Between the first fetches of two new sources: five a second leave the workers time for everybody else.
APART = timedelta(seconds=0.2)
#: So many of them are asked for at once, because somebody is looking.
FIRST = 25


@dataclass(slots=True)
class PanelPlan:
    """A panel to be. Its settings have been checked by its type."""

    kind: str
    settings: dict[str, Any]
    settings_version: int
    #: Of the names in Panel.FRAME.
    frame: dict[str, Any] = field(default_factory=dict)
    entry_id: int | None = None
    #: Where it stands in the file that it comes from.
    line: int = 0

    @property
    def title(self) -> str:
        return str(self.frame.get("title") or self.kind)


@dataclass(slots=True)
class SectionPlan:
    columns: list[list[PanelPlan]]
    title: str = ""
    layout: str = Section.Layout.THREE
    collapsed: bool = False


@dataclass(slots=True)
class Filled:
    """What was made, by ids, so that it can be removed again."""

    change: Change
    is_new: bool
    sections: list[int] = field(default_factory=list)
    panels: list[int] = field(default_factory=list)
    sources: int = 0


@transaction.atomic
def fill_page(
    *,
    user: User,
    page_id: int | None,
    sections: Sequence[SectionPlan],
    title: str = "",
    icon: str = "",
    colour: str = "",
    look: Mapping[str, str] | None = None,
    begin: datetime | None = None,
) -> Filled:
    """`page_id` None makes a page. New sources are fetched from `begin` on, some a second. TooMany where there is no
    room, and then nothing is made."""
    lock_pages(user)
    is_new = page_id is None
    if page_id is None:
        page_id = create_page(user=user, title=title, icon=icon, colour=colour).page.pk
    edit = open_page(user, page_id, None)
    if is_new and look:
        edit.page.look = dict(look)
    _refuse_too_many(edit, sections, [] if is_new else edit.layout.sections)
    made = _make_sections(edit, sections, is_new=is_new)
    panels = list(_make_panels(edit, made, sections))
    linked = _link_sources(panels, begin or timezone.now())
    change = edit.record("import")
    return Filled(change, is_new, [section.pk for section in made], [panel.pk for panel in panels], linked)


def _refuse_too_many(edit: Edit, sections: Sequence[SectionPlan], kept: Sequence[Section]) -> None:
    count = sum(len(column) for section in sections for column in section.columns)
    if sum(1 for _panel in edit.layout.panels()) + count > MAX_PANELS:
        raise TooMany(_("A page has room for %(count)d panels.") % {"count": MAX_PANELS})
    if len(kept) + len(sections) > MAX_SECTIONS:
        raise TooMany(_("A page has room for %(count)d sections.") % {"count": MAX_SECTIONS})


def _make_sections(edit: Edit, plans: Sequence[SectionPlan], *, is_new: bool) -> list[Section]:
    """Below those that are there; the one empty section of a new page becomes the first."""
    empty, made = list(edit.layout.sections) if is_new else [], []
    for plan in plans:
        section = empty.pop() if empty else Section(page=edit.page, position=len(edit.layout.sections))
        assign(section, title=plan.title, layout=plan.layout, collapsed=plan.collapsed)
        section.save()
        if section not in edit.layout.sections:
            edit.layout.sections.append(section)
        edit.layout.open(section)
        made.append(section)
    return made


def _make_panels(edit: Edit, made: Sequence[Section], plans: Sequence[SectionPlan]) -> Iterator[Panel]:
    drafts = [
        Panel(
            section=section,
            column=number,
            position=position,
            kind=panel.kind,
            settings=panel.settings,
            settings_version=panel.settings_version,
            entry_id=panel.entry_id,
            **panel.frame,
        )
        for section, plan in zip(made, plans, strict=True)
        for number, column in enumerate(plan.columns)
        for position, panel in enumerate(column)
    ]
    for panel in Panel.objects.bulk_create(drafts):
        columns = edit.layout.columns[panel.section_id]
        columns[min(panel.column, len(columns) - 1)].append(panel)
        yield panel


def _link_sources(panels: Sequence[Panel], begin: datetime) -> int:
    """How many sources the panels have between them."""
    is_first = begin <= timezone.now()
    found = connect_sources(panels, begin=begin, apart=APART, at_once=FIRST if is_first else 0)
    if is_first:
        sources.wake([source.pk for source in found][:FIRST])
    return len({source.pk for source in found})


@transaction.atomic
def clear_away(*, user: User, page_id: int, section_ids: Sequence[int], panel_ids: Sequence[int]) -> Change:
    """Removes these panels, where they are still on the page, and those of these sections that are empty then."""
    edit, now = open_page(user, page_id, None), timezone.now()
    wanted = set(panel_ids)
    gone = [panel for panel in edit.layout.panels() if panel.pk in wanted]
    for panel in gone:
        edit.layout.take(panel)
    Panel.objects.filter(pk__in=[panel.pk for panel in gone]).update(removed_at=now)
    for section in list(edit.layout.sections):
        is_empty = not any(edit.layout.columns[section.pk])
        if section.pk in section_ids and is_empty and len(edit.layout.sections) > 1:
            edit.layout.sections.remove(section)
            Section.objects.filter(pk=section.pk).update(removed_at=now)
    return edit.record("undo_import")
