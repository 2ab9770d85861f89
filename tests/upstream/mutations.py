"""Answers that differ from a good one in a single place: what a service may send on a bad day, with status 200."""

import re
from collections.abc import Iterator
from typing import Any

JUNK: tuple[Any, ...] = (None, [], {}, "", "<b onclick=x>&amp;", -1, 1e308, True)
#: Entries of a long list are alike: the first ones stand for all.
ENTRIES = 2
MARKUP = "<i onclick=x>"


def of_json(good: Any) -> Iterator[Any]:
    """Each value replaced by junk of every type, each key missing, each list empty or with nulls inside."""
    yield from JUNK
    if isinstance(good, dict):
        for key, value in good.items():
            yield {name: each for name, each in good.items() if name != key}
            yield from ({**good, key: other} for other in of_json(value))
    if isinstance(good, list):
        yield [None, *good, None]
        yield good[1:]
        for index, value in enumerate(good[:ENTRIES]):
            yield from ([*good[:index], other, *good[index + 1 :]] for other in of_json(value))


def of_text(good: str) -> Iterator[str]:
    """XML, CSV and HTML: cut off, with each attribute, text, field or line emptied, replaced or left out."""
    yield from (good[: len(good) * part // 12] for part in range(12))
    for pattern in (r'(?<=")[^"<>]+(?=")', r"(?<=>)[^<>]+(?=<)", r"(?<=,)[^,<>\n]+"):
        for found in list(re.finditer(pattern, good))[:40]:
            for junk in ("", "x", "-1", "1e999", MARKUP.replace("<", "&lt;")):
                yield good[: found.start()] + junk + good[found.end() :]
    lines = good.splitlines(keepends=True)[:40]
    yield from ("".join([*lines[:index], *lines[index + 1 :]]) for index in range(len(lines)))
