"""What was removed waits for thirty days: put back, or deleted for good, also out of every revision."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, TooMany
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.pages.services.changes import Change, Edit, locate_panel, open_page, or_not_found, own
from portal.pages.services.history import state_before
from portal.pages.services.pages import lock_pages
from portal.pages.services.panels import follow_sources, refuse_too_many
from portal.pages.services.replay import Replay, places
from portal.pages.services.sections import MAX_SECTIONS


def removed_panels(user: User) -> QuerySet[Panel]:
    """Not of pages that follow a template: what stands there was never the person's to remove."""
    return Panel.objects.filter(section__page__owner=user, section__page__follows=None).exclude(removed_at=None)


def removed_sections(user: User) -> QuerySet[Section]:
    """Those of a removed page wait with their page."""
    here = Section.objects.filter(page__owner=user, page__removed_at=None, page__follows=None)
    return here.exclude(removed_at=None)


def removed_pages(user: User) -> QuerySet[Page]:
    return Page.objects.filter(owner=user, is_archived=False).exclude(removed_at=None)


@transaction.atomic
def restore_panel(*, user: User, panel_id: int, version: int | None = None) -> Change:
    """Back to its old place; into the first section if its own is gone, onto the home page if its page is.

    One that is back already is answered as it is, whatever the version.
    """
    if not own(removed_panels(user), panel_id).exists():
        pk, page_id = locate_panel(user, panel_id, is_removed=False)
        return open_page(user, page_id, None).unchanged(Panel.objects.get(pk=pk))
    pages = lock_pages(user)
    panel = or_not_found(own(removed_panels(user), panel_id).select_related("section__page").first())
    is_page_here = panel.section.page.removed_at is None
    edit = open_page(user, panel.section.page_id if is_page_here else _home_of(pages).pk, version)
    refuse_too_many(edit.layout)
    if not is_page_here:
        edit.pass_version_of(panel.section.page)
    before = state_before(edit)
    if is_page_here and before is not None and _removed_by(edit, before) == {panel.pk}:
        Replay(edit).step(before.layout)  # its place exactly, its tabs too
        return edit.record_step("undo", before, or_not_found(edit.layout.panel(panel.pk)))
    panel.removed_at = None
    section = (edit.layout.section(panel.section_id) if is_page_here else None) or edit.layout.sections[0]
    column, position = (panel.column, panel.position) if is_page_here else (None, None)
    edit.layout.place(panel, section, column, position)
    panel.save()
    with suppress(InvalidSettings):  # its type is at fault: it comes back with the sources it had
        follow_sources(panel)
    return record_return(edit, "restore_panel", panel)


@transaction.atomic
def restore_section(*, user: User, section_id: int, version: int | None = None) -> Change:
    """With the panels that moved to its neighbour when it was removed; what a hand has moved since stays there."""
    section = or_not_found(own(removed_sections(user), section_id).first())
    edit = open_page(user, section.page_id, version)
    if len(edit.layout.sections) >= MAX_SECTIONS:
        raise TooMany(_("A page has room for %(count)d sections.") % {"count": MAX_SECTIONS})
    section.removed_at = None
    edit.layout.open(section)
    edit.layout.sections.insert(section.position, section)
    for panel, column in _poured_out_of(section, edit):
        edit.layout.append(panel, section, column)
    return record_return(edit, "restore_section")


@transaction.atomic
def delete_panel(*, user: User, panel_id: int) -> None:
    lock_pages(user)
    panel = or_not_found(removed_panels(user).filter(pk=panel_id).first())
    _forget(user, [panel.pk])
    panel.delete()


@transaction.atomic
def delete_section(*, user: User, section_id: int) -> None:
    lock_pages(user)
    _delete_section(or_not_found(removed_sections(user).filter(pk=section_id).first()))


@transaction.atomic
def delete_page(*, user: User, page_id: int) -> None:
    """With everything that ever was removed from it."""
    lock_pages(user)
    page = or_not_found(removed_pages(user).filter(pk=page_id).first())
    _forget(user, Panel.objects.filter(section__page=page).values_list("pk", flat=True))
    page.delete()


@transaction.atomic
def empty_trash(*, user: User) -> int:
    """Deletes all of it for good; answers how many things that were."""
    lock_pages(user)
    pages, sections = list(removed_pages(user)), list(removed_sections(user))
    panels = list(removed_panels(user).exclude(section__page__in=pages))
    lost = Panel.objects.filter(section__page__in=pages).values_list("pk", flat=True)
    _forget(user, [*lost, *(panel.pk for panel in panels)])
    for panel in panels:
        panel.delete()
    for section in sections:
        _delete_section(section)
    for page in pages:
        page.delete()
    return len(pages) + len(sections) + len(panels)


def record_return(edit: Edit, verb: str, panel: Panel | None = None) -> Change:
    """Putting back what was removed last is undoing it: redo then removes it again."""
    before = state_before(edit)
    if before is not None and edit.layout.as_data() == before.layout:
        return edit.record_step("undo", before, panel)
    return edit.record(verb, panel)


def _removed_by(edit: Edit, before: PageRevision) -> set[int]:
    """The panels that went with the last change, if that was a removal."""
    if edit.base.verb != "remove_panel":
        return set()
    return {was["id"] for was, *_place in places(before.layout)} - {panel.pk for panel in edit.layout.panels()}


def _poured_out_of(section: Section, edit: Edit) -> Iterator[tuple[Panel, int]]:
    """The panels that its removal moved to a neighbour where they still are, with the columns they had, in order.

    Nothing where history does not reach back to the removal.
    """
    before = after = None
    for revision in edit.page.revisions.all():
        if any(was["id"] == section.pk for was in revision.layout["sections"]):
            before = revision.layout
            break
        after = revision.layout
    if before is None or after is None:
        return
    landed = {was["id"]: section_id for was, section_id, _column in places(after)}
    for was, section_id, column in places(before):
        panel = edit.layout.panel(was["id"]) if section_id == section.pk else None
        if panel is not None and panel.section_id == landed.get(panel.pk):
            yield panel, column


def _home_of(pages: list[Page]) -> Page:
    return or_not_found(next((page for page in pages if page.is_home), None) or next(iter(pages), None))


def _delete_section(section: Section) -> None:
    """Panels that were removed out of it before wait on in a section that is there."""
    neighbour = section.page.sections.filter(removed_at=None).first()
    section.panels.update(section=neighbour)
    section.delete()


def _forget(user: User, panel_ids: Iterable[int]) -> None:
    """Takes what these panels were out of all revisions: what is deleted for good cannot come back by undo."""
    lost = set(panel_ids)
    for revision in PageRevision.objects.filter(page__owner=user).iterator(chunk_size=50):
        if _drop(revision.layout, lost):
            revision.save(update_fields=["layout"])


def _drop(layout: dict[str, Any], panel_ids: set[int]) -> bool:
    found = False
    for section in layout["sections"]:
        for number, column in enumerate(section["columns"]):
            kept = [panel for panel in column if panel["id"] not in panel_ids]
            found = found or len(kept) < len(column)
            section["columns"][number] = kept
    return found
