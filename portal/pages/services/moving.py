"""Moving panels: to a place, by a step, to another page; and copying them."""

from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings
from portal.pages.layout import Layout
from portal.pages.models import Panel
from portal.pages.services.changes import Change, Edit, open_page, open_panel, or_not_found
from portal.pages.services.pages import lock_pages
from portal.pages.services.panels import refuse_too_many

Direction = Literal["up", "down", "left", "right"]


@transaction.atomic
def move_panel(
    *,
    user: User,
    panel_id: int,
    version: int | None = None,
    section_id: int | None = None,
    column: int | None = None,
    position: int | None = None,
) -> Change:
    """`section_id` None stays in the section, `column` None in the column, which in another section is the emptiest.

    `position` counts without the panel itself.
    """
    edit, panel = open_panel(user, panel_id, version)
    section = or_not_found(edit.layout.section(panel.section_id if section_id is None else section_id))
    if column is None and section.pk == panel.section_id:
        column = panel.column
    edit.layout.place(panel, section, column, position)
    return edit.record("move_panel", panel)


@transaction.atomic
def shift_panel(*, user: User, panel_id: int, version: int | None = None, direction: Direction) -> Change:
    """One step; up and down go on into the section above or below. At the edge of the page nothing moves."""
    if direction not in _steps:
        raise InvalidSettings({"direction": [_("Say up, down, left or right.")]})
    edit, panel = open_panel(user, panel_id, version)
    _steps[direction](edit.layout, panel)
    return edit.record("shift_panel", panel)


@transaction.atomic
def send_panel(*, user: User, panel_id: int, version: int | None = None, page_id: int) -> Change:
    """To the end of another page. `version` is that of the page it leaves; the answer is about that page too."""
    lock_pages(user)
    edit, panel = open_panel(user, panel_id, version)
    other = open_page(user, page_id, None)
    if other.page == edit.page:
        return edit.unchanged(panel)
    hand_over(panel, edit, other)
    other.record("receive_panel", panel, other_page=edit.page)
    return edit.record("send_panel", panel, other_page=other.page)


@transaction.atomic
def copy_panel(*, user: User, panel_id: int, version: int | None = None, page_id: int) -> Change:
    """To the end of another page, or right below the original. `version` is that of the page it is copied from.

    The answer is about the page that has the copy.
    """
    lock_pages(user)
    edit, panel = open_panel(user, panel_id, version)
    target = open_page(user, page_id, None)
    refuse_too_many(target.layout)
    copy = panel.twin(or_not_found(target.layout.section(None)))
    copy.save()
    copy.sources.set(panel.sources.all())
    if target.page == edit.page:
        section, column, position = target.layout.where(panel)
        target.layout.place(copy, section, column, position + 1)
    else:
        target.layout.place(copy, copy.section)
    return target.record("copy_panel", copy)


def hand_over(panel: Panel, edit: Edit, other: Edit) -> None:
    """From one open page to the first section of another."""
    refuse_too_many(other.layout)
    other.pass_version_of(edit.page)
    edit.layout.take(panel)
    other.layout.place(panel, or_not_found(other.layout.section(None)))


def _up(layout: Layout, panel: Panel) -> None:
    section, column, position = layout.where(panel)
    place = layout.sections.index(section)
    if position:
        layout.place(panel, section, column, position - 1)
    elif place:
        layout.place(panel, layout.sections[place - 1], column)


def _down(layout: Layout, panel: Panel) -> None:
    section, column, position = layout.where(panel)
    place = layout.sections.index(section)
    if position + 1 < len(layout.columns[section.pk][column]):
        layout.place(panel, section, column, position + 1)
    elif place + 1 < len(layout.sections):
        layout.place(panel, layout.sections[place + 1], column, 0)


def _left(layout: Layout, panel: Panel) -> None:
    section, column, position = layout.where(panel)
    if column:
        layout.place(panel, section, column - 1, position)


def _right(layout: Layout, panel: Panel) -> None:
    section, column, position = layout.where(panel)
    if column + 1 < section.columns:
        layout.place(panel, section, column + 1, position)


_steps = {"up": _up, "down": _down, "left": _left, "right": _right}
