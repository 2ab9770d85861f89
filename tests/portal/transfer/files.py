"""Files as other portals, readers and browsers write them."""

from typing import Any


def opml(*outlines: str, title: str = "Mine") -> str:
    head = f'<?xml version="1.0"?>\n<opml version="2.0"><head><title>{title}</title></head><body>\n'
    return head + "\n".join(outlines) + "\n</body></opml>"


def feed(name: str, address: str = "") -> str:
    return f'<outline type="rss" text="{name}" xmlUrl="{address or f"https://{name}.example.org/feed"}"/>'


def folder(name: str, *inner: str) -> str:
    return f'<outline text="{name}">\n' + "\n".join(inner) + "\n</outline>"


def bookmarks(*lines: str) -> str:
    return "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n" + "\n".join(lines) + "\n</DL><p>\n"


def link(name: str, address: str) -> str:
    return f'<DT><A HREF="{address}">{name}</A>'


def links(name: str, *inner: str) -> str:
    return f"<DT><H3>{name}</H3>\n<DL><p>\n" + "\n".join(inner) + "\n</DL><p>"


def layout(*pages: Any) -> dict[str, Any]:
    return {"format": "foyer-page/1", "pages": list(pages)}


def page(*panels: Any, title: str = "Brought", **more: Any) -> dict[str, Any]:
    return {"title": title, "sections": [{"layout": "2", "columns": [list(panels), []]}], **more}


def note(text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"kind": "notes", "settings": {"text": text}, "title": text[:100], **more}
