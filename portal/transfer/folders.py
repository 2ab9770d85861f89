"""Feeds and bookmarks in folders become pages, sections and panels."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.services.filling import PanelPlan, SectionPlan
from portal.transfer.models import ImportJob
from portal.transfer.plans import PagePlan, Plan, Problem, dealt, split
from widgets import configuration, registry
from widgets.fields import checked_address
from widgets.types.bookmarks.widget import MOST as LINKS_A_PANEL
from widgets.types.bookmarks.widget import NotALink, read_link, write_link

FEEDS_A_PANEL = 20
#: What the bookmarks panel takes as a whole text.
LINKS_TEXT = 19_000
MAX_LINKS = 50_000
SEPARATOR = " / "
WORDS = {
    "no-address": gettext_lazy("It has no address."),
    "not-a-feed": gettext_lazy("It is a link, not a feed."),
    "long-address": gettext_lazy("Its address is too long."),
    "too-deep": gettext_lazy("Folders lie here more than 20 deep; what is in them counts as being in this one."),
    "too-many-feeds": gettext_lazy("From here on nothing was read: a file may have 50,000 feeds."),
    "too-many-links": gettext_lazy("From here on nothing was read: a file may have 50,000 links."),
    "broken-from-here": gettext_lazy("From here on the file has faults and cannot be read."),
}


def plan_feeds(read: Any, manner: str) -> Plan:
    """A folder with folders in it becomes a page, any other one panel, or a section with a panel for each feed."""
    made = Plan("feeds", problems=_noted(read["problems"]))
    feeds = list(_usable_feeds(read["feeds"], made.problems))
    pages = _by_page(feeds, read["title"] or _("Feeds"))
    fill = _feed_panels if manner == ImportJob.Manner.FEEDS else _headlines
    for title, groups in pages.items():
        made.pages += split(PagePlan(title[:60], fill(groups), icon="rss"))
    return made


Row = dict[str, Any]
Groups = dict[str, list[Row]]


def _usable_feeds(rows: Iterable[Row], problems: list[Problem]) -> Iterator[Row]:
    for row in rows:
        try:
            yield row | {"url": checked_address(row["url"])}
        except ValidationError as error:
            problems.append(Problem(row["line"], row["title"] or row["url"][:200], " ".join(error.messages)))


def _by_page(rows: Sequence[Row], title: str) -> dict[str, Groups]:
    """Page → group → rows, in the order of the file. What lies in no folder of its own is named after its page."""
    with_folders = {row["path"][0] for row in rows if len(row["path"]) > 1}
    pages: dict[str, Groups] = {}
    for row in rows:
        path = row["path"]
        is_page = bool(path) and path[0] in with_folders
        page, rest = (path[0], path[1:]) if is_page else (title, path)
        group = SEPARATOR.join(rest) or page
        pages.setdefault(page, {}).setdefault(group[:120], []).append(row)
    return pages


def _headlines(groups: Groups) -> list[SectionPlan]:
    panels = [panel for name, rows in groups.items() for panel in _headline_panels(name, rows)]
    return [SectionPlan(dealt(panels))]


def _headline_panels(name: str, rows: Sequence[Row]) -> Iterator[PanelPlan]:
    """Of one folder: "News", "News 2" where it has more feeds than a panel takes."""
    once = list({row["url"]: row for row in rows}.values())
    for number, start in enumerate(range(0, len(once), FEEDS_A_PANEL), 1):
        part = once[start : start + FEEDS_A_PANEL]
        urls = "\n".join(row["url"] for row in part)
        title = name if number == 1 else f"{name[:110]} {number}"
        yield panel("headlines", {"urls": urls}, title, part[0]["line"])


def _feed_panels(groups: Groups) -> list[SectionPlan]:
    sections = []
    for name, rows in groups.items():
        once = {row["url"]: row for row in rows}.values()
        panels = [panel("feed", {"url": row["url"]}, row["title"], row["line"]) for row in once]
        sections.append(SectionPlan(dealt(panels), title=name[:60] if len(groups) > 1 else ""))
    return sections


# --- Bookmarks --------------------------------------------------------------------------------------------------------


def plan_bookmarks(read: Any) -> Plan:
    """The outermost folders become panels, those in them groups of links."""
    made = Plan("bookmarks", problems=_noted(read["problems"]))
    made.pages = link_pages(read["links"], _("Bookmarks"), made.problems)
    return made


def link_pages(rows: Iterable[Row], title: str, problems: list[Problem]) -> list[PagePlan]:
    """One, or as many as there must be for so many links; none for none."""
    folders: dict[str, Groups] = {}
    for number, row in enumerate(rows):
        if number == MAX_LINKS:
            problems.append(Problem(row["line"], "", str(WORDS["too-many-links"])))
            break
        if line := link_line(row, problems):
            path = row["path"]
            groups = folders.setdefault(path[0] if path else title, {})
            groups.setdefault(SEPARATOR.join(path[1:]), []).append(row | {"text": line})
    panels = [panel for name, groups in folders.items() for panel in _link_panels(name, groups)]
    return list(split(PagePlan(title, [SectionPlan(dealt(panels))], icon="bookmark"))) if panels else []


def link_line(row: Row, problems: list[Problem]) -> str:
    """As the bookmarks panel writes it; empty, and a problem, where it is no address of the web."""
    address = row["url"].replace(" ", "%20")
    line = write_link(row["title"].lstrip("#").strip(), address)
    try:
        if not address.lower().startswith(("http://", "https://")):
            raise NotALink(line)
        read_link(line)
    except NotALink:
        why = _("“%(address)s” is not an address of the web.") % {"address": address[:80]}
        problems.append(Problem(row["line"], row["title"], why))
        return ""
    return line


def _link_panels(name: str, groups: Groups) -> Iterator[PanelPlan]:
    """The links without a folder first, because headings have no end."""
    number, first, count, size, lines = 1, 0, 0, 0, list[str]()

    def made() -> PanelPlan:
        title = name[:120] if number == 1 else f"{name[:110]} {number}"
        return panel("bookmarks", {"links": "\n".join(lines)}, title, first)

    for heading in sorted(groups, key=bool):
        head = f"# {heading.strip('# ')[:120]}" if heading else ""
        for place, row in enumerate(groups[heading]):
            if count == LINKS_A_PANEL or size + len(row["text"]) + len(head) > LINKS_TEXT:
                yield made()
                number, count, size, lines = number + 1, 0, 0, []
            if head and (place == 0 or not lines):
                lines.append(head)
            first = row["line"] if not count else first
            lines.append(row["text"])
            count, size = count + 1, size + len(row["text"]) + len(head) + 2
    if lines:
        yield made()


def panel(kind: str, settings: dict[str, Any], title: str, line: int) -> PanelPlan:
    widget = registry.get(kind)
    checked = configuration.validate(widget, settings)
    return PanelPlan(kind, checked, widget.settings_version, {"title": title[:120]}, line=line)


def _noted(rows: Iterable[Row]) -> list[Problem]:
    return [Problem(row["line"], row["title"], str(WORDS[row["code"]])) for row in rows]
