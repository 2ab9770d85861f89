"""A person's pages as files: JSON that an import reads back, OPML for feed readers, bookmarks for browsers.

Everything is made page by page while it is sent, so that no file is ever whole in memory.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Page, Panel
from portal.pages.selectors import ShownPanel, ShownSection, shown_sections
from portal.reading.links import links_of
from portal.reading.selectors import saved_items
from portal.transfer import facts
from portal.transfer.layouts import FORMAT
from widgets import configuration, registry, sources
from widgets.base import SourceSpec
from widgets.models import CatalogueEntry, Source
from widgets.types.bookmarks.widget import NotALink, read_groups

#: What a plug-in may stumble over in settings that it does not know any more: such a panel is left out.
STUMBLES = (KeyError, TypeError, ValueError, AttributeError)
#: Signs that XML does not allow, and halves of characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def layouts(pages: Iterable[Page]) -> Iterator[str]:
    """JSON of the format FORMAT: see docs/formats.md."""
    yield f'{{\n"format": {json.dumps(FORMAT)},\n"exported_at": {json.dumps(timezone.now().isoformat())},\n'
    yield from _list("pages", map(_page, pages))
    yield "\n}\n"


def everything(pages: Iterable[Page], user: User) -> Iterator[str]:
    """The same format, with what the person said of themselves and what they saved."""
    yield f'{{\n"format": {json.dumps(FORMAT)},\n"exported_at": {json.dumps(timezone.now().isoformat())},\n'
    yield f'"person": {json.dumps(facts.told(user), ensure_ascii=False)},\n'
    yield from _list("saved", _saved(user))
    yield ",\n"
    yield from _list("pages", map(_page, pages))
    yield "\n}\n"


def _list(name: str, rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f"{json.dumps(name)}: ["
    separator = "\n"
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False, indent=1)
        separator = ",\n"
    yield "\n]"


def _saved(user: User) -> Iterator[dict[str, Any]]:
    for saved in saved_items(user).iterator(chunk_size=500):
        yield {"title": saved.item.title, "url": saved.item.url, "saved_at": saved.saved_at.isoformat()}
    for link in links_of(user).iterator(chunk_size=500):
        yield {"title": link.title, "url": link.url, "saved_at": link.saved_at.isoformat()}


def _page(page: Page) -> dict[str, Any]:
    sections = shown_sections(page.pk)
    slugs = _slugs(sections)
    return {
        "title": page.title,
        "icon": page.icon,
        "colour": page.colour,
        "look": page.look,
        "is_home": page.is_home,
        "is_archived": page.is_archived,
        "sections": [
            {
                "title": section.title,
                "layout": section.layout,
                "collapsed": section.collapsed,
                "columns": [[_panel(panel, slugs) for panel in column] for column in section.columns],
            }
            for section in sections
        ],
    }


def _panel(panel: ShownPanel, slugs: dict[int, str]) -> dict[str, Any]:
    return {
        "kind": panel.kind,
        "settings": panel.settings,
        "settings_version": panel.settings_version,
        **{name: getattr(panel, name) for name in Panel.FRAME},
        "entry": slugs.get(panel.entry_id or 0, ""),
    }


def _slugs(sections: Iterable[ShownSection]) -> dict[int, str]:
    """Names of the catalogue's entries, which say more to another portal than our ids."""
    ids = {panel.entry_id or 0 for section in sections for column in section.columns for panel in column}
    return dict(CatalogueEntry.objects.filter(pk__in=ids).values_list("pk", "slug"))


# --- Feeds ------------------------------------------------------------------------------------------------------------


def feeds(pages: Iterable[Page], title: str) -> Iterator[str]:
    """OPML 2.0: an outline per page, in it one per section that has a name, in it the feeds.

    Several feeds of one panel share an outline with the panel's name.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>'
    yield f"<title>{text(title)}</title><dateCreated>{timezone.now():%a, %d %b %Y %H:%M:%S} GMT</dateCreated>"
    yield "</head>\n<body>\n"
    for page in pages:
        sections = shown_sections(page.pk)
        known = _sources(sections)
        inner = [line for section in sections for line in _section_feeds(section, known)]
        yield from _folder(page.title, inner)
    yield "</body>\n</opml>\n"


def _section_feeds(section: ShownSection, known: dict[str, Source]) -> list[str]:
    panels = (panel for column in section.columns for panel in column)
    inner = [line for panel in panels for line in _panel_feeds(panel, known)]
    return _folder(section.title, inner) if section.title else inner


def _panel_feeds(panel: ShownPanel, known: dict[str, Source]) -> list[str]:
    """Of whatever kind the panel is: what its type reads from feeds."""
    specs = _feed_specs(panel)
    if len(specs) == 1:
        return [_outline(specs[0], known, panel.title)]
    widget = registry.find(panel.kind)
    name = panel.title or str(widget.title if widget else panel.kind)
    return _folder(name, [_outline(spec, known) for spec in specs])


def _folder(name: str, inner: list[str]) -> list[str]:
    return [f"<outline text={quoted(name)} title={quoted(name)}>\n", *inner, "</outline>\n"] if inner else []


def _outline(spec: SourceSpec, known: dict[str, Source], title: str = "") -> str:
    address, source = str(spec.settings["url"]), known.get(sources.key_of(spec))
    name = title or (source.title if source else "") or address
    site = f" htmlUrl={quoted(source.site_url)}" if source and source.site_url else ""
    return f'<outline type="rss" text={quoted(name)} title={quoted(name)} xmlUrl={quoted(address)}{site}/>\n'


def _sources(sections: Iterable[ShownSection]) -> dict[str, Source]:
    """The sources of a page's feeds by their key, in one query."""
    panels = (panel for section in sections for column in section.columns for panel in column)
    keys = {sources.key_of(spec) for panel in panels for spec in _feed_specs(panel)}
    return {row.key: row for row in Source.objects.filter(key__in=keys).only("key", "title", "site_url")}


def _feed_specs(panel: ShownPanel) -> list[SourceSpec]:
    widget = registry.find(panel.kind)
    if widget is None:
        return []
    try:
        found = widget.sources(configuration.upgrade(widget, panel.settings, panel.settings_version))
    except STUMBLES:
        return []
    return [spec for spec in found if spec.kind == "feed" and spec.settings.get("url")]


# --- Bookmarks --------------------------------------------------------------------------------------------------------

HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
"""


def bookmarks(pages: Sequence[Page], title: str) -> Iterator[str]:
    """The Netscape format that all browsers read: a folder per page, in it one per panel, in it one per group.

    A page that is the whole file has none: what is read back from it are its panels again.
    """
    yield f"{HEAD}<TITLE>{text(title)}</TITLE>\n<H1>{text(title)}</H1>\n<DL><p>\n"
    for page in pages:
        panels = (panel for section in shown_sections(page.pk) for column in section.columns for panel in column)
        inner = [line for panel in panels if panel.kind == "bookmarks" for line in _links(panel)]
        yield from (inner if len(pages) == 1 else _heading(page.title, inner))
    yield "</DL><p>\n"


def _links(panel: ShownPanel) -> list[str]:
    inner: list[str] = []
    try:
        for group in read_groups(str(panel.settings.get("links", ""))):
            lines = [f"<DT><A HREF={quoted(address)}>{text(name)}</A>\n" for name, address in group.links]
            inner += _heading(group.heading, lines) if group.heading else lines
    except NotALink:
        pass  # what stands before it is taken along
    return _heading(panel.title or str(registry.get(panel.kind).title), inner)


def _heading(name: str, inner: list[str]) -> list[str]:
    return [f"<DT><H3>{text(name)}</H3>\n<DL><p>\n", *inner, "</DL><p>\n"] if inner else []


# --- Safe for any title -----------------------------------------------------------------------------------------------


def text(value: str) -> str:
    """For between two tags, of XML and HTML alike."""
    return escape(" ".join(_FORBIDDEN.sub("", value).split()), quote=False)


def quoted(value: str) -> str:
    return f'"{escape(" ".join(_FORBIDDEN.sub("", value).split()))}"'
