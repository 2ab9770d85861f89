"""What an import is going to make, and what of the file it leaves out; no word of it is written yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.pages.services.filling import PanelPlan, SectionPlan
from portal.pages.services.panels import MAX_PANELS
from portal.pages.services.sections import MAX_SECTIONS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing of the file that is left out or changed; line 0 is about the whole."""

    line: int
    title: str
    why: str


@dataclass(slots=True)
class PagePlan:
    title: str
    sections: list[SectionPlan]
    icon: str = ""
    colour: str = ""
    look: dict[str, str] = field(default_factory=dict)
    is_archived: bool = False

    def panels(self) -> Iterator[PanelPlan]:
        return (panel for section in self.sections for column in section.columns for panel in column)


@dataclass(slots=True)
class Plan:
    """`pages` are made one after the other, each wholly or not at all."""

    kind: str
    pages: list[PagePlan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: What the file says of its person, and where.
    facts: dict[str, Any] = field(default_factory=dict)
    facts_line: int = 0
    #: Its saved stories, as rows of links.
    saved: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(1 for page in self.pages for _panel in page.panels())


def dealt(panels: Sequence[PanelPlan], columns: int = 3) -> list[list[PanelPlan]]:
    """Into columns as cards are dealt, so that the order reads from left to right."""
    return [list(panels[number::columns]) for number in range(columns)]


def split(page: PagePlan) -> Iterator[PagePlan]:
    """The page, or as many as its panels and sections need by what a page has room for: "News", "News 2"."""
    number, room, sections = 1, MAX_PANELS, list[SectionPlan]()
    for section in page.sections:
        for part in _portions(section):
            size = sum(map(len, part.columns))
            if sections and (size > room or len(sections) == MAX_SECTIONS):
                yield _numbered(page, sections, number)
                number, room, sections = number + 1, MAX_PANELS, []
            sections.append(part)
            room -= size
    yield _numbered(page, sections, number)


def _portions(section: SectionPlan) -> Iterator[SectionPlan]:
    """A section that would not fit on any page by itself, in parts; each column keeps its order."""
    if sum(map(len, section.columns)) <= MAX_PANELS:
        yield section
        return
    height = MAX_PANELS // len(section.columns)
    for start in range(0, max(map(len, section.columns)), height):
        columns = [column[start : start + height] for column in section.columns]
        yield SectionPlan(columns, section.title, section.layout, section.collapsed)


def _numbered(page: PagePlan, sections: list[SectionPlan], number: int) -> PagePlan:
    title = page.title if number == 1 else f"{page.title[:55]} {number}"
    return PagePlan(title, sections, page.icon, page.colour, page.look, page.is_archived)
