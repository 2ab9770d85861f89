"""Reads values out of other people's JSON, where anything may be missing, null, of another type or not storable."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

LARGEST = 1e15
LATEST = 4102444800
DIGITS = re.compile(r"-?[0-9]{1,15}")


def number(value: Any) -> float | None:
    """A finite number, or nothing."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST
    return value if usable else None


def text(value: Any, limit: int = 200) -> str:
    """Text of at most `limit` signs; empty where there is none."""
    return value[:limit] if isinstance(value, str) else ""


def storable(value: Any) -> Any:
    """The same text, or JSON with its texts, without what no database keeps: NUL and halves of characters."""
    if isinstance(value, str):
        return _whole(value.replace("\0", ""))
    if isinstance(value, Mapping):
        return {storable(key): storable(each) for key, each in value.items()}
    return [storable(each) for each in value] if isinstance(value, list | tuple) else value


def _whole(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value


def mapping(value: Any) -> Mapping[str, Any]:
    """A JSON object; empty where there is none."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> Sequence[Any]:
    """A JSON array; empty where there is none."""
    return value if isinstance(value, list) else []


def within(value: Any, *path: str | int) -> Any:
    """What lies at the end of a path of keys and positions; None where it breaks off."""
    for step in path:
        value = mapping(value).get(step) if isinstance(step, str) else next(iter(sequence(value)[step:]), None)
    return value


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON array, without what is none."""
    return [each for each in sequence(value) if isinstance(each, dict)]


def whole(value: Any) -> int | None:
    """A number without its fraction, or nothing; also one that stands there as text."""
    if isinstance(value, str) and DIGITS.fullmatch(value.strip()):
        value = int(value)
    found = number(value)
    return None if found is None else int(found)


def decimal(value: Any) -> float | None:
    """A number that may stand there as text, as in XML, CSV and some JSON."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    return number(value)


def seconds(value: Any, unit: float = 1) -> float | None:
    """Unix seconds of a time of ours, between 1970 and 2100; `unit` is 0.001 for milliseconds."""
    found = number(value)
    return found * unit if found is not None and 0 <= found * unit < LATEST else None


def moment(value: Any) -> float | None:
    """Unix seconds of a time in ISO 8601, in UTC where it names no zone; also of a day alone."""
    try:
        found = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        return seconds((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()) if found else None
    except (ValueError, OverflowError):
        return None


def day(value: Any) -> str:
    """A day as "2026-11-28"; empty where there is none."""
    try:
        return date.fromisoformat(value[:10]).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def rows(block: Mapping[str, Any], names: Sequence[str]) -> Iterator[dict[str, float | None]]:
    """Parallel arrays of numbers, of which any may be missing or short, as one dict per entry of the first."""
    columns = {name: block[name] if isinstance(block.get(name), list) else [] for name in names}
    for index, first in enumerate(columns[names[0]]):
        if number(first) is not None:
            yield {name: number(next(iter(columns[name][index : index + 1]), None)) for name in names}
