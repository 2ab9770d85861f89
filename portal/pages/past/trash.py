"""What was removed and is still here: where it was, and when it goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db.models import Count, Model, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.pages.models import Page, Panel, Section
from portal.pages.past.names import Names
from portal.pages.services import trash
from widgets import registry

SHOWN_AT_MOST = 300
What = Literal["panel", "section", "page"]


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing in the trash. `page` is where it was; `is_page_here` says whether that page still is."""

    what: What
    id: int
    title: str
    icon: str
    page: str
    is_page_here: bool
    panels: int
    removed_at: datetime
    goes_at: datetime

    @property
    def goes_on(self) -> str:
        return formats.date_format(timezone.localtime(self.goes_at), _("j F"))


def list_removed(user: User) -> list[Removed]:
    """Panels, sections and pages together, what was removed last first, in four queries."""
    found = [*_panels(user), *_sections(user), *_pages(user)]
    return sorted(found, key=lambda thing: thing.removed_at, reverse=True)[:SHOWN_AT_MOST]


def _panels(user: User) -> list[Removed]:
    rows = list(trash.removed_panels(user).select_related("section__page", "entry").order_by("-removed_at"))
    names = Names(panel.pk for panel in rows)
    return [_removed(panel, names.of_row(panel), _icon(panel), panel.section.page) for panel in rows]


def _sections(user: User) -> list[Removed]:
    return [
        _removed(section, section.title or _("Section without a heading"), "rows-3", section.page)
        for section in trash.removed_sections(user).select_related("page")
    ]


def _pages(user: User) -> list[Removed]:
    on_it = Count("sections__panels", filter=Q(sections__panels__removed_at=None))
    rows = trash.removed_pages(user).annotate(on_it=on_it)
    return [_removed(page, page.title, page.icon or "panels-top-left", page, page.on_it) for page in rows]


def _removed(row: Panel | Section | Page, title: str, icon: str, page: Page, panels: int = 0) -> Removed:
    removed_at = row.removed_at or timezone.now()
    return Removed(
        what=_what[type(row)],
        id=row.pk,
        title=title,
        icon=icon,
        page=page.title,
        is_page_here=page.removed_at is None,
        panels=panels,
        removed_at=removed_at,
        goes_at=removed_at + settings.KEEP_REMOVED,
    )


def _icon(panel: Panel) -> str:
    widget = registry.find(panel.kind)
    return (panel.entry.icon if panel.entry else "") or (widget.icon if widget else "puzzle")


_what: dict[type[Model], What] = {Panel: "panel", Section: "section", Page: "page"}
