"""The bookmarks file that every browser writes: lists in lists, hardly HTML, so read tag by tag."""

import re
from html import unescape
from typing import Any

MAX_LINKS = 50_000
MAX_DEPTH = 20
MAX_TITLE = 200
MAX_ADDRESS = 2048
#: Browsers escape brackets in attributes; so a tag that is never closed costs no search to the end of the file.
_TAG = re.compile(r"<(/?)(dl|h3|a)\b([^<>]*)>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,400})</title>", re.IGNORECASE)
#: Where a name ends: at the next tag of the format, or with its line.
_END = re.compile(r"</?(?:h3|a|dl|dt|dd)\b|\n", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")


class Reader:
    """Keeps the links, each with the names of the folders around it."""

    def __init__(self, text: str, skipped: int) -> None:
        self.text, self.links, self.problems = text, list[dict[str, Any]](), list[dict[str, Any]]()
        self._folders: list[str] = []
        self._depth, self._next_folder = 0, ""
        self._line, self._counted_to = skipped + 1, 0

    def read(self) -> None:
        for tag in _TAG.finditer(self.text):
            is_end, name = bool(tag[1]), tag[2].lower()
            if name == "dl":
                self._list(is_end)
            elif name == "h3" and not is_end:
                self._next_folder = self._inner(tag.end())
            elif name == "a" and not is_end:
                if len(self.links) == MAX_LINKS:
                    self._complain(tag, self._inner(tag.end()), "too-many-links")
                    return
                self._link(tag)

    def _list(self, is_end: bool) -> None:
        if is_end:
            self._depth = max(0, self._depth - 1)
            del self._folders[self._depth :]
            return
        if self._depth < MAX_DEPTH:
            self._folders.append(self._next_folder)
        self._depth, self._next_folder = self._depth + 1, ""

    def _link(self, tag: re.Match[str]) -> None:
        title = self._inner(tag.end())
        href = _HREF.search(tag[3])
        address = unescape(next((part for part in href.groups() if part), "") if href else "").strip()
        if not address:
            self._complain(tag, title, "no-address")
        elif len(address) > MAX_ADDRESS:
            self._complain(tag, title, "long-address")
        else:
            folders = [folder for folder in self._folders if folder]
            self.links.append({"line": self._line_of(tag), "title": title, "url": address, "path": folders})

    def _inner(self, start: int) -> str:
        found = _END.search(self.text, start, start + 4000)
        return plain(self.text[start : found.start() if found else start + MAX_TITLE])

    def _complain(self, tag: re.Match[str], title: str, code: str) -> None:
        if len(self.problems) < MAX_LINKS:
            self.problems.append({"line": self._line_of(tag), "title": title, "code": code})

    def _line_of(self, tag: re.Match[str]) -> int:
        self._line += self.text.count("\n", self._counted_to, tag.start())
        self._counted_to = tag.start()
        return self._line


def parse(text: str, skipped: int) -> dict[str, Any]:
    """`links`: line, title, url and path (the folders' names)."""
    reader = Reader(text, skipped)
    reader.read()
    title = _TITLE.search(text[:4000])
    return {"title": plain(title[1]) if title else "", "links": reader.links, "problems": reader.problems}


def plain(markup: str) -> str:
    return " ".join(unescape(_MARKUP.sub("", markup)).split())[:MAX_TITLE]
