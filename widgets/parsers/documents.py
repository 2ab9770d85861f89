"""JSON from strangers: every object knows its line, and what JSON should not have is marked instead of believed."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from widgets.parsers.errors import Unreadable

#: The key under which an object has its line, and the one under which it has its fault ("number", "twice").
LINE, FAULT = "@line", "@fault"
MAX_OBJECTS = 100_000
MAX_DIGITS = 25
#: Ours nest some ten levels; who reads the document goes down into it, and shall come up again.
MAX_DEPTH = 60
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]\n]', re.DOTALL)


def parse(text: str, skipped: int) -> dict[str, Any]:
    """`document`, whose objects have LINE and perhaps FAULT beside their own names."""
    lines = _lines(text, skipped)

    def built(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        faults = ["twice"] if len(found) < len(pairs) else []
        for name, value in found.items():
            found[name], is_sound = _sound(value)
            faults += [] if is_sound else ["number"]
        return found | {LINE: next(lines, 0)} | ({FAULT: faults[-1]} if faults else {})

    try:
        document = json.loads(text, object_pairs_hook=built, parse_int=_integer)
    except json.JSONDecodeError as error:
        return {"document": None, "broken_at": error.lineno + skipped, "problems": []}
    return {"document": document, "problems": []}


def _sound(value: Any) -> tuple[Any, bool]:
    """The value without numbers that are none, and whether it had none; objects within were looked at before."""
    if isinstance(value, float) and not math.isfinite(value):
        return None, False
    if isinstance(value, list):
        pairs = [_sound(each) for each in value]
        return [each for each, _is_sound in pairs], all(is_sound for _each, is_sound in pairs)
    return value, True


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= MAX_DIGITS else math.nan


def _lines(text: str, skipped: int) -> Iterator[int]:
    """The line of each object's beginning, in the order in which the objects end: so JSON's parser answers them."""
    line, open_at, count, depth = skipped + 1, list[int](), 0, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth += (sign in "{[") - (sign in "}]")
        if depth > MAX_DEPTH:
            raise Unreadable("broken-file")
        if sign == "\n":
            line += 1
        elif sign == "{":
            open_at.append(line)
            if (count := count + 1) > MAX_OBJECTS:
                _refuse()
        elif sign == "}" and open_at:
            yield open_at.pop()


def _refuse() -> NoReturn:
    raise Unreadable("too-large")
