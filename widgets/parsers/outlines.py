"""OPML, the feed readers' list of feeds in folders, read as a stream: no depth and no entity can hurt."""

from typing import Any
from xml.parsers import expat

from widgets.parsers.entities import mended
from widgets.parsers.errors import Unreadable

MAX_FEEDS = 50_000
#: Folders below this depth count as this one's.
MAX_DEPTH = 20
MAX_TITLE = 200
MAX_ADDRESS = 2048


class Reader:
    """Hears the parser and keeps the feeds, each with the names of the folders around it."""

    def __init__(self, skipped: int) -> None:
        self.skipped = skipped
        self.title, self.feeds, self.problems = "", list[dict[str, Any]](), list[dict[str, Any]]()
        self._folders: list[str] = []
        self._depth = 0
        self._in_title = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        # Every XML bomb declares entities, and so does whoever wants our files; no list of feeds does.
        self.parser.EntityDeclHandler = self.refuse

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber + self.skipped

    def refuse(self, *_declaration: Any) -> None:
        raise Unreadable("has-entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._in_title = name.lower() == "title"
        if name.lower() == "outline":
            self._outline({key.lower(): value.strip() for key, value in attributes.items()})

    def _outline(self, about: dict[str, str]) -> None:
        title = " ".join((about.get("text") or about.get("title") or "").split())[:MAX_TITLE]
        kind = about.get("type", "").lower()
        if address := about.get("xmlurl", ""):
            self._feed(title, address, about.get("htmlurl", ""))
        elif kind in {"rss", "atom", "feed"}:
            self._complain(title, "no-address")
        elif kind in {"link", "include"}:
            self._complain(title or about.get("url", ""), "not-a-feed")
        self._depth += 1
        if self._depth <= MAX_DEPTH:
            self._folders.append(title)
        elif self._depth == MAX_DEPTH + 1:
            self._complain(title, "too-deep")

    def _feed(self, title: str, address: str, site: str) -> None:
        if len(address) > MAX_ADDRESS:
            self._complain(title, "long-address")
            return
        if len(self.feeds) == MAX_FEEDS:
            self._complain(title, "too-many-feeds")
            raise Full
        folders = [folder for folder in self._folders if folder]
        self.feeds.append({"line": self.line, "title": title, "url": address, "path": folders})

    def _complain(self, title: str, code: str) -> None:
        if len(self.problems) < MAX_FEEDS:
            self.problems.append({"line": self.line, "title": title[:MAX_TITLE], "code": code})

    def end(self, name: str) -> None:
        self._in_title = False
        if name.lower() == "outline":
            self._depth -= 1
            if self._depth < MAX_DEPTH:
                self._folders.pop()

    def data(self, text: str) -> None:
        if self._in_title and not self._depth and len(self.title) < MAX_TITLE:
            self.title = " ".join((self.title + text).split())[:MAX_TITLE]


class Full(Exception):
    """There are more feeds than we take."""


def parse(text: str, skipped: int) -> dict[str, Any]:
    """`feeds`: line, title, url and path (the folders' names); what stands behind a fault of the XML is not read."""
    reader, fault = _read(text, skipped)
    if fault:
        reader, fault = _read(mended(text), skipped)
    if fault:
        if not reader.feeds:
            raise Unreadable("broken-file")
        reader.problems.append({"line": reader.line, "title": "", "code": "broken-from-here"})
    return {"title": reader.title, "feeds": reader.feeds, "problems": reader.problems}


def _read(text: str, skipped: int) -> tuple[Reader, bool]:
    reader = Reader(skipped)
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return reader, True
    except Full:
        return reader, False
    return reader, False
