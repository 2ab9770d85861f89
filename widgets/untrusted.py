"""Reads values out of other people's JSON, where anything may be missing, null, of another type or not storable."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LARGEST = 1e15


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


def rows(block: Mapping[str, Any], names: Sequence[str]) -> Iterator[dict[str, float | None]]:
    """Parallel arrays of numbers, of which any may be missing or short, as one dict per entry of the first."""
    columns = {name: block[name] if isinstance(block.get(name), list) else [] for name in names}
    for index, first in enumerate(columns[names[0]]):
        if number(first) is not None:
            yield {name: number(next(iter(columns[name][index : index + 1]), None)) for name in names}
