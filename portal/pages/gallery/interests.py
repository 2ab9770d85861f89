"""Ready-made pages by interest, from interests.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings
from portal.pages.layout import panel_data
from portal.pages.models import Page, Section
from portal.pages.services.changes import Edit, announce_tabs, or_not_found
from portal.pages.services.pages import free_slug, lock_pages, next_position, refuse_too_many
from portal.pages.snapshots import Snapshot, numbered
from portal.pages.starter import PanelPlan, SectionPlan, entries_of, lay_out, planned_column
from widgets.models import CatalogueEntry

HERE = Path(__file__).parent
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Interest:
    """Titles and columns (of slugs of the catalogue) by language."""

    slug: str
    icon: str
    titles: dict[str, str]
    columns: dict[str, list[list[str]]]

    def title(self, language: str) -> str:
        return _in(self.titles, language)

    def plan(self, language: str) -> list[SectionPlan]:
        return [SectionPlan("3", [[PanelPlan(slug) for slug in column] for column in _in(self.columns, language)])]


@cache
def all_interests() -> dict[str, Interest]:
    """By slug, in the order in which they are offered."""
    data = tomllib.loads((HERE / "interests.toml").read_text(encoding="utf-8"))
    return {slug: Interest(slug, one["icon"], one["title"], one["columns"]) for slug, one in data.items()}


def as_data(interest: Interest, language: str) -> Snapshot:
    """What its page would have. Nothing is made."""
    plans = interest.plan(language)
    entries = entries_of(plans)
    return numbered({"sections": [_section_data(plan, entries) for plan in plans]})


def _section_data(plan: SectionPlan, entries: dict[str, CatalogueEntry]) -> dict[str, Any]:
    section = Section(layout=plan.layout, title=plan.title)
    columns = [
        [panel_data(panel) for panel in planned_column(section, number, column, entries)]
        for number, column in enumerate(plan.columns)
    ]
    return {"title": section.title, "layout": section.layout, "collapsed": False, "columns": columns}


@transaction.atomic
def add_interests(*, user: User, slugs: Sequence[str], language: str) -> list[Page]:
    """One more page for each, behind those that are there; all of them or none. Raises InvalidSettings, TooMany."""
    known = all_interests()
    wanted = [or_not_found(known.get(slug)) for slug in dict.fromkeys(slugs)]
    if not wanted:
        raise InvalidSettings({"interests": [_("Choose at least one.")]})
    pages = lock_pages(user)
    made: list[Page] = []
    for interest in wanted:
        refuse_too_many([*pages, *made])
        made.append(_make(user, interest, language, [*pages, *made]))
    announce_tabs(user.pk)
    return made


def _make(user: User, interest: Interest, language: str, others: Sequence[Page]) -> Page:
    title = interest.title(language)
    page = Page.objects.create(
        owner=user,
        title=title,
        slug=free_slug(title, {other.slug for other in others}),
        icon=interest.icon,
        position=next_position(others),
        is_home=not others,
    )
    lay_out(page, interest.plan(language), language)
    Edit(user, page)  # the revision that undo goes back to
    return page


def _in(by_language: dict[str, Value], language: str) -> Value:
    wanted = (language, language.partition("-")[0], "en")
    return next(by_language[code] for code in wanted if code in by_language)
