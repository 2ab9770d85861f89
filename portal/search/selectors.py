"""Everything of a person's that has the words they ask for. What is found is theirs, or stands on what they see."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.pages import catalogue
from portal.pages.models import Page, Panel
from portal.pages.selectors import pages_of
from portal.reading.links import links_of
from portal.reading.models import SavedItem
from portal.reading.selectors import live_items
from portal.search import commands
from portal.search.commands import Command
from widgets import fulltext, registry, sanitize, seeking
from widgets.models import Item
from widgets.seeking import Query
from widgets.types.bookmarks.widget import NotALink, read_groups
from widgets.wording import folded

#: Signs in the settings of all panels together; the pages come in their order.
TEXT_AT_MOST = 4_000_000
SOURCES_AT_MOST = LINKS_AT_MOST = 2_000
EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `outward` leads to somebody else's site, `reads` to a story in place, `opens` to a form."""

    title: str
    address: str
    icon: str
    where: str = ""
    excerpt: str = ""
    outward: bool = False
    reads: bool = False
    opens: bool = False
    press: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`name` is for machines."""

    name: str
    title: str | Promise
    hits: list[Hit]


class PanelRow(NamedTuple):
    id: int
    kind: str
    settings: dict[str, Any]
    title: str
    page_id: int


@dataclass(slots=True)
class Desk:
    """A person's pages and panels, read once for one search."""

    pages: list[Page]
    panels: list[PanelRow]
    #: Panel → titles of its sources.
    titles: dict[int, list[str]]
    source_ids: set[int]


def search(user: User | None, language: str, asked: str, most: int = 20) -> list[Group]:
    """Groups with something in them, in the order to show them. Without words there is nothing to find."""
    words = seeking.pieces_of(asked)
    if not words:
        return []
    query = Query.of(asked)
    desk = read_desk(user, language)
    groups: list[tuple[str, str | Promise, Callable[[], Iterable[Hit]]]] = [
        ("pages", _("Pages"), lambda: _best(_page_hits(desk, words), words)),
        ("panels", _("Panels"), lambda: _best(_panel_hits(desk, words), words)),
        ("notes", _("Notes"), lambda: _note_hits(desk, words)),
        ("bookmarks", _("Bookmarks"), lambda: _best(_bookmark_hits(desk, words), words)),
        ("saved", _("Saved"), lambda: [*_saved_hits(user, query, most), *_saved_link_hits(user, words)]),
        ("items", _("On your pages"), lambda: _item_hits(desk, query, most)),
        ("catalogue", _("In the catalogue"), lambda: _entry_hits(asked)),
    ]
    found = [Group(name, title, list(hits())[:most]) for name, title, hits in groups]
    return [group for group in found if group.hits]


def jump(user: User | None, language: str, asked: str, page: str, most: int = 5) -> list[Group]:
    """For the palette: also actions and settings; without words the pages and what can be done here."""
    words = seeking.pieces_of(asked)
    doable = [hit_of(command) for command in commands.actions(user, page) if command.fits(words)]
    if not words:
        tabs = [_page_hit(tab) for tab in pages_of(user, language)]
        return _filled(Group("pages", _("Pages"), tabs), Group("actions", _("Actions"), doable))
    found = search(user, language, asked, most)
    chosen = [hit_of(command) for command in commands.settings() if command.fits(words)]
    first = [group for group in found if group.name in {"pages", "panels"}]
    last = [group for group in found if group.name not in {"pages", "panels"}]
    return _filled(
        *first,
        Group("actions", _("Actions"), doable[:most]),
        Group("settings", _("Settings"), chosen[:most] if user else []),
        *last,
    )


def hit_of(command: Command) -> Hit:
    return Hit(str(command.title), command.address, command.icon, opens=command.opens, press=command.press)


def read_desk(user: User | None, language: str) -> Desk:
    """In three queries, whatever the number of panels."""
    pages = pages_of(user, language)
    rows = Panel.objects.filter(removed_at=None, section__removed_at=None, section__page__in=pages)
    values = rows.order_by("section__page__position", "section__position", "column", "position")
    panels = list(_legible(values.values_list("id", "kind", "settings", "title", "section__page_id")))
    links = Panel.sources.through.objects.filter(panel_id__in=rows.values("pk"))
    titles: dict[int, list[str]] = {}
    source_ids: set[int] = set()
    for panel_id, source_id, title in links.values_list("panel_id", "source_id", "source__title"):
        titles.setdefault(panel_id, []).append(title)
        source_ids.add(source_id)
    return Desk(pages, panels, titles, set(sorted(source_ids)[-SOURCES_AT_MOST:]))


def _legible(rows: QuerySet[Panel, Any]) -> Iterator[PanelRow]:
    """Until there is more text than one search can look through."""
    left = TEXT_AT_MOST
    for row in itertools.starmap(PanelRow, rows.iterator(chunk_size=200)):
        left -= sum(len(value) for value in row.settings.values() if isinstance(value, str))
        if left < 0:
            return
        yield row


# --- One's own things -------------------------------------------------------------------------------------------------


def _page_hits(desk: Desk, words: Sequence[str]) -> Iterator[Hit]:
    return (_page_hit(page) for page in desk.pages if _has(page.title, words))


def _page_hit(page: Page) -> Hit:
    return Hit(page.title, _address(page), page.icon or "panels-top-left")


def _panel_hits(desk: Desk, words: Sequence[str]) -> Iterator[Hit]:
    """By heading, kind, sources and what is set; what is written in notes and links is found for itself."""
    for panel in desk.panels:
        widget = registry.find(panel.kind)
        texts = [_title(desk, panel), str(widget.title if widget else panel.kind), *desk.titles.get(panel.id, [])]
        if panel.kind not in {"notes", "bookmarks"}:
            texts += (value for value in panel.settings.values() if isinstance(value, str))
        if _has(" ".join(texts), words):
            page = _page_of(desk, panel)
            yield Hit(_title(desk, panel), _place(page, panel), widget.icon if widget else "puzzle", page.title)


def _note_hits(desk: Desk, words: Sequence[str]) -> Iterator[Hit]:
    for panel in desk.panels:
        text = str(panel.settings.get("text", "")) if panel.kind == "notes" else ""
        if _has(text, words):
            page = _page_of(desk, panel)
            excerpt = excerpt_of(text, words[0])
            yield Hit(_title(desk, panel), _place(page, panel), "notebook-pen", page.title, excerpt)


def _bookmark_hits(desk: Desk, words: Sequence[str]) -> Iterator[Hit]:
    for panel in desk.panels:
        if panel.kind != "bookmarks":
            continue
        where = f"{_page_of(desk, panel).title} › {_title(desk, panel)}"
        for name, address in _links(str(panel.settings.get("links", ""))):
            if _has(f"{name} {address}", words):
                yield Hit(name, address, "link", where, outward=True)


def _links(text: str) -> Iterator[tuple[str, str]]:
    try:
        for group in read_groups(text):
            yield from group.links
    except NotALink:
        return


# --- Stories ----------------------------------------------------------------------------------------------------------


def _item_hits(desk: Desk, query: Query, most: int) -> Iterator[Hit]:
    """Of the sources on the person's own pages, and of no others."""
    theirs = live_items().filter(source_id__in=desk.source_ids)
    return (_item_hit(item, query) for item in _found(theirs, query)[:most])


def _saved_hits(user: User | None, query: Query, most: int) -> Iterator[Hit]:
    if user is None:
        return iter(())
    kept = live_items().filter(pk__in=SavedItem.objects.filter(user=user).values("item"))
    return (_item_hit(item, query, "bookmark") for item in _found(kept, query)[:most])


def _saved_link_hits(user: User | None, words: Sequence[str]) -> Iterator[Hit]:
    """What was saved elsewhere and is not here."""
    for link in links_of(user)[:LINKS_AT_MOST] if user else ():
        if _has(f"{link.title} {link.url}", words):
            yield Hit(link.title or link.url, link.url, "bookmark", link.host, outward=True)


def _found(items: QuerySet[Item], query: Query) -> QuerySet[Item]:
    columns = ("title", "url", "summary", "content", "published_at", "source__title")
    return fulltext.best(items, query).select_related("source").only(*columns)


def _item_hit(item: Item, query: Query, icon: str = "newspaper") -> Hit:
    address = reverse("read", args=[item.pk])
    excerpt = seeking.excerpt(_telling_text(item, query), query, EXCERPT)
    return Hit(item.title or item.url, address, icon, item.source.title, excerpt, reads=True)


def _telling_text(item: Item, query: Query) -> str:
    """The summary, unless only the story itself has what was asked for."""
    content = "" if seeking.mentions(item.summary, query) else sanitize.words(item.content, fulltext.LENGTH)
    return content if seeking.mentions(content, query) else item.summary or content


def _entry_hits(asked: str) -> Iterator[Hit]:
    for entry in catalogue.search(asked):
        widget = registry.find(entry.kind)
        icon = entry.icon or (widget.icon if widget else "puzzle")
        yield Hit(entry.shown_title, reverse("add_entry", args=[entry.slug]), icon, excerpt=entry.shown_description)


# --- Words and places -------------------------------------------------------------------------------------------------


def _has(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)


def _best(hits: Iterable[Hit], words: Sequence[str]) -> list[Hit]:
    """Those whose name begins with the first word, then those that have it in their name, then the others."""

    def rank(hit: Hit) -> tuple[bool, bool]:
        name = folded(hit.title)
        return not name.startswith(words[0]), words[0] not in name

    return sorted(hits, key=rank)


def excerpt_of(text: str, word: str) -> str:
    """The part of a text around the word."""
    plain = " ".join(text.split())
    at = max(0, folded(plain).find(word) - EXCERPT // 3)
    part = plain[at : at + EXCERPT]
    return f"{'…' if at else ''}{part}{'…' if at + EXCERPT < len(plain) else ''}"


def _title(desk: Desk, panel: PanelRow) -> str:
    widget = registry.find(panel.kind)
    return (
        panel.title
        or next(filter(None, desk.titles.get(panel.id, [])), "")
        or str(widget.title if widget else panel.kind)
    )


def _page_of(desk: Desk, panel: PanelRow) -> Page:
    return next(page for page in desk.pages if page.pk == panel.page_id)


def _address(page: Page) -> str:
    return reverse("home") if page.is_home else reverse("page", args=[page.slug])


def _place(page: Page, panel: PanelRow) -> str:
    return f"{_address(page)}#panel-{panel.id}"


def _filled(*groups: Group) -> list[Group]:
    return [group for group in groups if group.hits]
