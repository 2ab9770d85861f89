"""JSON, CSV, XML and tables of web pages to rows of named values, and a list of what was found, to choose from.

A path is the names of keys on the way with "/" between them, numbers for places in lists; "/" and "~" in a name are
written as in JSON Pointer.
"""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from widgets.parsers.encoding import decoded
from widgets.parsers.errors import Unreadable

MAX_ROWS, MAX_FIELDS, MAX_LISTS = 200, 40, 40
MAX_DEPTH, MAX_NODES = 12, 200_000
LENGTH = 300
#: So many of the first rows show which fields there are.
LOOKED_AT = 20

_HTML = re.compile(r"^(\s|<!--.*?-->)*<(!doctype\s+html|html|head|body|table)\b", re.IGNORECASE | re.DOTALL)

Value = Any


def parse(body: bytes, content_type: str, at: str) -> dict[str, Any]:
    """{"at", "lists": [{path, count}], "fields": [{path, sample}], "rows": [{path: text or number}]}.

    `at` names the list whose entries are the rows; where it is empty, the longest list of objects, or the whole.
    """
    document = _read(decoded(body, content_type))
    found = list(_lists(document))
    if at:
        chosen = _within(document, at)
    else:
        at = max(found, key=lambda each: each[2])[0] if found else ""
        chosen = _within(document, at) if found else document
    entries = chosen if isinstance(chosen, list) else [chosen] if chosen is not None else []
    rows = [_flat(entry) for entry in entries[:MAX_ROWS]]
    names = dict.fromkeys(name for row in rows[:LOOKED_AT] for name in row)
    fields = [
        {"path": name, "sample": next(row[name] for row in rows if name in row)} for name in list(names)[:MAX_FIELDS]
    ]
    lists = [{"path": path, "count": count} for path, count, _weight in found[:MAX_LISTS]]
    return {"at": at, "lists": lists, "fields": fields, "rows": rows}


def _read(text: str) -> Value:
    if text[:1] in {"{", "["}:
        try:
            return json.loads(text)
        except ValueError:
            raise Unreadable("broken-data") from None
    if _HTML.match(text[:5000]):
        return _tables(text)
    if text.startswith("<"):
        return _xml(text)
    return _csv(text)


def _csv(text: str) -> Value:
    lines = text.splitlines()
    try:
        dialect = csv.Sniffer().sniff("\n".join(lines[:20]), delimiters=",;\t|")
        rows = [row for row in csv.reader(io.StringIO(text), dialect) if any(cell.strip() for cell in row)]
    except csv.Error:
        raise Unreadable("no-data") from None
    if len(rows) < 2 or len(rows[0]) < 2:
        raise Unreadable("no-data")
    return _named(rows)


def _named(rows: list[list[str]]) -> list[dict[str, str]]:
    """The first row names the columns."""
    names = [name.strip() or f"column {number}" for number, name in enumerate(rows[0], 1)]
    return [dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in rows[1:]]


def _xml(text: str) -> Value:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise Unreadable("broken-data")
    return {_tag(root): _element(root, 0)}


def _tag(element: Any) -> str:
    return etree.QName(element).localname


def _element(element: Any, depth: int) -> Value:
    """Its text where it has nothing else; else its attributes and children by their names, several as a list."""
    children = [child for child in element if isinstance(child.tag, str)] if depth < MAX_DEPTH else []
    text = (element.text or "").strip()
    if not children and not element.attrib:
        return text
    found: dict[str, Value] = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    for child in children:
        name, value = _tag(child), _element(child, depth + 1)
        if isinstance(found.get(name), list):
            found[name].append(value)
        else:
            found[name] = [found[name], value] if name in found else value
    return found | ({"text": text} if text else {})


def _tables(text: str) -> Value:
    """Tables by their captions, else by number; the first row names the columns."""
    root = etree.fromstring(
        text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    )
    tables: dict[str, Value] = {}
    for number, table in enumerate(root.iter("table") if root is not None else (), 1):
        rows = [[_words(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        rows = [row for row in rows if any(row)]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            caption = next((_words(each) for each in table.iter("caption")), "")
            tables[caption[:60] or f"table {number}"] = _named(rows)
    if not tables:
        raise Unreadable("no-data")
    return tables


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:LENGTH]


def _lists(document: Value) -> Iterator[tuple[str, int, int]]:
    """Path, length and weight of each list that is no list of lists, from the outside inwards."""
    waiting: deque[tuple[tuple[Any, ...], Value]] = deque([((), document)])
    seen = 0
    while waiting and seen < MAX_NODES:
        path, value = waiting.popleft()
        seen += 1
        if isinstance(value, list) and value:
            has_names = any(isinstance(each, dict) for each in value[:LOOKED_AT])
            # A list of objects is what one wants; deep down and many times there, it is a part of something.
            yield (
                "/".join(map(_written, path)),
                len(value),
                min(len(value), MAX_ROWS) * (10 if has_names else 1) - len(path),
            )
            children: Iterable[tuple[Any, Value]] = enumerate(value[:1])
        elif isinstance(value, dict):
            children = value.items()
        else:
            continue
        if len(path) < MAX_DEPTH:
            waiting += [((*path, key), child) for key, child in children if isinstance(child, dict | list)]


def _within(document: Value, path: str) -> Value:
    for name in filter(None, path.strip("/").split("/")):
        key = name.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(key)
        elif isinstance(document, list) and key.isdecimal() and int(key[:9]) < len(document):
            document = document[int(key[:9])]
        else:
            return None
    return document


def _flat(entry: Value) -> dict[str, str | float | None]:
    """The texts and numbers of an entry by their paths, as many as one can look through."""
    found: dict[str, str | float | None] = {}
    waiting: deque[tuple[tuple[Any, ...], Value]] = deque([((), entry)])
    while waiting and len(found) < MAX_FIELDS:
        path, value = waiting.popleft()
        if isinstance(value, dict | list):
            children = value.items() if isinstance(value, dict) else enumerate(value[:3])
            waiting += [((*path, key), child) for key, child in children] if len(path) < MAX_DEPTH else []
        else:
            found["/".join(map(_written, path)) or "value"] = _plain(value)
    return found


def _plain(value: Value) -> str | float | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value if abs(value) < 1e15 else str(value)[:LENGTH]
    return None if value is None else str(value)[:LENGTH]


def _written(key: Any) -> str:
    return str(key)[:80].replace("~", "~0").replace("/", "~1")
