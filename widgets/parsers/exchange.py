"""Files that people take from one portal, reader or browser to another: finds out which kind one is, and reads it."""

import signal
from typing import Any

from widgets.parsers import documents, netscape, outlines
from widgets.parsers.encoding import decoded
from widgets.parsers.errors import Unreadable

#: Seconds for a whole file; it may be hundreds of times as large as a feed.
SECONDS = 20.0
#: Where a file says what it is.
HEAD = 4000


def parse(body: bytes) -> dict[str, Any]:
    """`kind` is "pages", "feeds" or "bookmarks"; `problems` has what was left out, each with its line."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    text = decoded(body, "")
    # Whatever stood before the text (a declaration, empty lines) counts in the numbers of lines.
    skipped = max(0, body.count(b"\n") - text.count("\n"))
    head = text[:HEAD].lower()
    if text[:1] in ("{", "["):
        return {"kind": "pages", **documents.parse(text, skipped)}
    if "<opml" in head:
        return {"kind": "feeds", **outlines.parse(text, skipped)}
    if "netscape-bookmark" in head or "<dl" in head:
        return {"kind": "bookmarks", **netscape.parse(text, skipped)}
    raise Unreadable("not-an-export")
