"""What a page shows, in two queries: one for the tabs, one for sections, panels and sources as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages import templates
from portal.pages.models import Page, Panel, Section
from portal.pages.services import pages as services
from portal.reading.state.selectors import ReadState, state_columns, state_of
from portal.rows import RawRows, fetch
from widgets.rendering import SourceRow


@dataclass(frozen=True, slots=True)
class Tab:
    id: int
    title: str
    slug: str
    icon: str
    colour: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class ShownPanel:
    id: int
    kind: str
    settings: dict[str, Any]
    settings_version: int
    title: str
    colour: str
    collapsed: bool
    hide_header: bool
    density: str
    in_tabs: bool
    unread_only: bool
    entry_id: int | None
    icon: str | None
    sources: list[SourceRow] = field(default_factory=list)
    #: What the person who looks has read, by source.
    states: dict[int, ReadState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownSection:
    id: int
    title: str
    layout: str
    collapsed: bool
    columns: list[list[ShownPanel]]


@dataclass(frozen=True, slots=True)
class ShownPage:
    id: int
    title: str
    slug: str
    icon: str
    colour: str
    version: int
    is_template: bool
    #: The name of the template that it follows.
    follows: str
    tabs: list[Tab]
    sections: list[ShownSection]
    look: dict[str, str] = field(default_factory=dict)

    def panels(self) -> Iterable[ShownPanel]:
        return (panel for section in self.sections for column in section.columns for panel in column)


PANEL_FIELDS = ("id", "kind", "settings", "settings_version", *Panel.FRAME, "entry_id", "entry__icon")
SOURCE_FIELDS = ("id", "kind", "version", "title", "site_url", "state", "error", "fetched_at")
STATE_FIELDS = ("line", "marks")
SECTION_FIELDS = ("id", "title", "layout", "collapsed")


def shown_page(user: User | None, slug: str | None = None, language: str = "en") -> ShownPage:
    """The page of this slug, or the home page; without a person, or for one without pages, that of the template."""
    pages = pages_of(user, language)
    return lay_out(chosen(pages, slug), pages, user)


def lay_out(page: Page | None, pages: Sequence[Page], reader: User | None = None) -> ShownPage:
    """Everything on one of the pages, with what the reader has read; where there is none at all, an empty one."""
    if page is None:
        return _bare_page()
    return ShownPage(
        id=page.pk,
        title=page.title,
        slug=page.slug,
        icon=page.icon,
        colour=page.colour,
        version=page.version,
        is_template=page.owner_id is None,
        follows=getattr(page, "follows_title", None) or "",
        tabs=[Tab(tab.pk, tab.title, tab.slug, tab.icon, tab.colour, tab.is_home) for tab in pages],
        sections=shown_sections(page.pk, reader),
        look=page.look,
    )


#: `sources_seen` differs as soon as a source on the page has something new; `follows_title` is the name of the template
#: that the page follows.
tabs = RawRows(Page, "sources_seen", "follows_title")
SOURCES_SEEN = """
    SELECT COUNT(*) || '/' || SUM(source.version) || '/' || COALESCE(CAST(MAX(source.fetched_at) AS TEXT), 'never')
    FROM portal_section section
    JOIN portal_panel panel ON panel.section_id = section.id AND panel.removed_at IS NULL
    JOIN portal_panel_sources link ON link.panel_id = panel.id
    JOIN widgets_source source ON source.id = link.source_id
    WHERE section.page_id = page.id AND section.removed_at IS NULL
"""
TAB = f"{tabs.columns('page')}, ({SOURCES_SEEN}), template.title"
#: Raw, because this is asked for every page shown, and Django takes several times longer to build such a query than the
#: database to answer it.
PAGES = """
SELECT {tab}
FROM portal_page page LEFT JOIN portal_pagetemplate template ON template.id = page.follows_id
WHERE page.removed_at IS NULL AND page.owner_id {owner} ORDER BY page.position, page.id
"""
PAGES_OF_PERSON, TEMPLATES = PAGES.format(tab=TAB, owner="= %s"), PAGES.format(tab=TAB, owner="IS NULL")


def pages_of(user: User | None, language: str = "en") -> list[Page]:
    """The person's pages in order; the templates for a visitor, and for a person who has no page yet."""
    mine = fetch(PAGES_OF_PERSON, [user.pk]) if user is not None and user.is_authenticated else []
    return choose_tabs(map(tabs.make, mine or fetch(TEMPLATES)), language)


def choose_tabs(pages: Iterable[Page], language: str) -> list[Page]:
    """All of a person's own; of templates those that speak to who reads this language."""
    found = list(pages)
    return found if found and found[0].owner_id else templates.choose(found, language)


def archived_pages(user: User | None) -> list[Page]:
    """What the person put aside, the last first."""
    return list(services.archived_pages(user)) if user is not None and user.is_authenticated else []


def page_for(user: User | None, page_id: int) -> Page:
    """The person's own page, or a template, which everybody may see."""
    return _first(Page.objects.filter(_visible(user, ""), removed_at=None), page_id)


def panel_for(user: User | None, panel_id: int) -> ShownPanel:
    """One panel by itself: the person's own, or one of a template, which everybody may see."""
    panels = Panel.objects.filter(
        _visible(user, "section__page__"),
        removed_at=None,
        section__removed_at=None,
        section__page__removed_at=None,
    )
    names = [*PANEL_FIELDS, *(f"sources__{name}" for name in SOURCE_FIELDS)]
    rows = list(_values(panels.filter(pk=panel_id).order_by("sources__id"), names, "sources__id", user))
    if not rows:
        raise NotFound
    panel = ShownPanel(*rows[0][: len(PANEL_FIELDS)])
    for row in rows:
        _add_source(panel, row[len(PANEL_FIELDS) :])
    return panel


def shown_sections(page_id: int, reader: User | None = None) -> list[ShownSection]:
    """Everything on a page in one query: a row per source, or per panel or section that has none.

    With what the reader has read of each source, where there is one.
    """
    live = FilteredRelation("panels", condition=Q(panels__removed_at=None))
    names = [*SECTION_FIELDS, "live__column"]
    names += [f"live__{name}" for name in PANEL_FIELDS] + [f"live__sources__{name}" for name in SOURCE_FIELDS]
    ordered = (
        Section.objects.filter(page_id=page_id, removed_at=None)
        .annotate(live=live)
        .order_by("position", "id", "live__column", "live__position", "live__id", "live__sources__id")
    )
    rows = _values(ordered, names, "live__sources__id", reader)
    sections: dict[int, ShownSection] = {}
    panels: dict[int, ShownPanel] = {}
    for row in rows:
        _add_row(sections, panels, row)
    return list(sections.values())


def _add_row(sections: dict[int, ShownSection], panels: dict[int, ShownPanel], row: tuple[Any, ...]) -> None:
    section_id, title, layout, collapsed, column = row[:5]
    panel, source = row[5 : 5 + len(PANEL_FIELDS)], row[5 + len(PANEL_FIELDS) :]
    section = sections.get(section_id)
    if section is None:
        columns: list[list[ShownPanel]] = [[] for _number in range(Section(layout=layout).columns)]
        section = sections[section_id] = ShownSection(section_id, title, layout, collapsed, columns)
    if panel[0] is None:
        return
    if panel[0] not in panels:
        panels[panel[0]] = ShownPanel(*panel)
        section.columns[min(column, len(section.columns) - 1)].append(panels[panel[0]])
    _add_source(panels[panel[0]], source)


def _add_source(panel: ShownPanel, row: Sequence[Any]) -> None:
    """`row` has the columns of a source, and behind them those of the reader's state, if there is one."""
    if row[0] is None:
        return
    panel.sources.append(SourceRow(*row[: len(SOURCE_FIELDS)]))
    if state := row[len(SOURCE_FIELDS) :]:
        panel.states[row[0]] = state_of(*state)


def _values(rows: QuerySet[Any], names: Sequence[str], source: str, reader: User | None) -> Iterable[tuple[Any, ...]]:
    if reader is None or not reader.is_authenticated:
        return rows.values_list(*names)
    line, marks = state_columns(reader.pk, source)
    return rows.annotate(line=line, marks=marks).values_list(*names, *STATE_FIELDS)


def _visible(user: User | None, path: str) -> Q:
    template = Q(**{f"{path}owner": None})
    return template if user is None or not user.is_authenticated else template | Q(**{f"{path}owner": user})


def _first(pages: QuerySet[Page], page_id: int) -> Page:
    page = pages.filter(pk=page_id).first()
    if page is None:
        raise NotFound
    return page


def chosen(pages: Sequence[Page], slug: str | None) -> Page | None:
    if slug is None:
        return next((page for page in pages if page.is_home), None) or next(iter(pages), None)
    found = next((page for page in pages if page.slug == slug), None)
    if found is None:
        raise NotFound
    return found


def _bare_page() -> ShownPage:
    """What a portal without any template shows."""
    return ShownPage(0, "Foyer", "", "", "", 0, True, "", [], [ShownSection(0, "", "3", False, [[], [], []])])
