"""Undo: the page as it was before its last change. Undoing an undo does the change again."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import Refused
from portal.pages.models import Panel
from portal.pages.services.changes import Change, Edit, open_page
from portal.pages.services.moving import hand_over
from portal.pages.services.pages import lock_pages
from portal.pages.services.panels import follow_sources


@transaction.atomic
def undo(*, user: User, page_id: int, version: int | None = None) -> Change:
    """All pages are locked, because a panel may have to come back from one of them, or go back to it."""
    lock_pages(user)
    edit = open_page(user, page_id, version)
    before = edit.page.revisions.filter(version__lt=edit.page.version).first()
    if before is None:
        raise Refused(_("There is nothing to undo on this page."))
    other = _other_page(edit)
    _restore(edit, other, before.layout)
    if other is not None:
        other.record("undo", other_page=edit.page)
    return edit.record("undo", other_page=other.page if other else None)


def _other_page(edit: Edit) -> Edit | None:
    """The page that the change to be undone sent a panel to, or took it from, if it is still there."""
    other = edit.base.other_page
    if other is None or other.owner_id != edit.user.pk or other.removed_at is not None:
        return None
    return Edit(edit.user, other)


def _restore(edit: Edit, other: Edit | None, data: dict[str, Any]) -> None:
    page, layout = edit.page, edit.layout
    page.title, page.icon, page.colour = data["title"], data["icon"], data["colour"]
    page.look = data.get("look", {})
    known = {panel["id"] for panel, *_place in _places(data)}
    for panel in [panel for panel in layout.panels() if panel.pk not in known]:
        _send_away(panel, edit, other)
    returning = {panel.pk: panel for panel in _reachable(edit, other, known)}
    _restore_sections(edit, data)
    for panel_data, section, column in _places(data):
        back = returning.get(panel_data["id"])
        if back is None:
            continue
        _restore_panel(back, panel_data)
        if other is not None:
            other.layout.take(back)
        layout.columns[section][column].append(back)


def _send_away(panel: Panel, edit: Edit, other: Edit | None) -> None:
    """A panel that the earlier layout does not know: it came from the other page, or was added."""
    if other is not None:
        hand_over(panel, edit, other)
        return
    edit.layout.take(panel)
    panel.removed_at = timezone.now()
    panel.save(update_fields=["removed_at"])


def _reachable(edit: Edit, other: Edit | None, ids: set[int]) -> list[Panel]:
    """The panels of the earlier layout that are still on this page, removed or not, or on the other one."""
    pages = [edit.page, *([other.page] if other else [])]
    return list(Panel.objects.filter(pk__in=ids, section__page__in=pages))


def _restore_sections(edit: Edit, data: dict[str, Any]) -> None:
    rows = {section.pk: section for section in edit.page.sections.all()}
    kept = [rows[section["id"]] for section in data["sections"]]
    gone = [section for section in edit.layout.sections if section not in kept]
    for section, was in zip(kept, data["sections"], strict=True):
        section.title, section.layout, section.collapsed = was["title"], was["layout"], was["collapsed"]
        section.removed_at = None
    for section in gone:
        section.removed_at = timezone.now()
        section.save(update_fields=["removed_at"])
    edit.layout.sections, edit.layout.columns = kept, {}
    for section in kept:
        edit.layout.open(section)


def _restore_panel(panel: Panel, data: dict[str, Any]) -> None:
    is_reconfigured = (panel.settings, panel.settings_version) != (data["settings"], data["settings_version"])
    for name in ("settings", "settings_version", *Panel.FRAME):
        if name in data:  # A revision may be older than the field.
            setattr(panel, name, data[name])
    panel.removed_at = None
    panel.save()
    if is_reconfigured:
        follow_sources(panel)


def _places(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each panel of a layout with its section and its column, in order."""
    for section in data["sections"]:
        for number, column in enumerate(section["columns"]):
            for panel in column:
                yield panel, section["id"], number
