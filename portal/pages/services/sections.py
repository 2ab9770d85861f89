"""Sections: add, change, move, remove."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import Refused, TooMany
from portal.pages.models import Section
from portal.pages.services.changes import Change, assign, open_page, open_section

MAX_SECTIONS = 20


@transaction.atomic
def add_section(
    *,
    user: User,
    page_id: int,
    version: int | None = None,
    layout: str = Section.Layout.THREE,
    title: str = "",
    position: int | None = None,
) -> Change:
    edit = open_page(user, page_id, version)
    sections = edit.layout.sections
    if len(sections) >= MAX_SECTIONS:
        raise TooMany(_("A page has room for %(count)d sections.") % {"count": MAX_SECTIONS})
    section = Section(page=edit.page)
    assign(section, layout=layout, title=title)
    section.save()
    edit.layout.open(section)
    sections.insert(len(sections) if position is None else max(0, position), section)
    return edit.record("add_section")


@transaction.atomic
def update_section(
    *,
    user: User,
    section_id: int,
    version: int | None = None,
    layout: str | None = None,
    title: str | None = None,
    collapsed: bool | None = None,
) -> Change:
    edit, section = open_section(user, section_id, version)
    assign(section, layout=layout, title=title, collapsed=collapsed)
    edit.layout.reshape(section)
    return edit.record("update_section")


@transaction.atomic
def move_section(*, user: User, section_id: int, version: int | None = None, position: int) -> Change:
    edit, section = open_section(user, section_id, version)
    edit.layout.sections.remove(section)
    edit.layout.sections.insert(max(0, position), section)
    return edit.record("move_section")


@transaction.atomic
def remove_section(*, user: User, section_id: int, version: int | None = None) -> Change:
    """The panels stay: they move to the section above, or else below."""
    edit, section = open_section(user, section_id, version)
    sections = edit.layout.sections
    if len(sections) == 1:
        raise Refused(_("A page keeps at least one section."))
    place = sections.index(section)
    neighbour = sections[place - 1] if place else sections[1]
    edit.layout.pour(section, neighbour)
    sections.remove(section)
    section.removed_at = timezone.now()
    section.save(update_fields=["removed_at"])
    return edit.record("remove_section")
