"""What belongs to the person who looks, for types that show it: whoever keeps such things registers a reader.

A type of that sort has `shared = False`. A visitor has nothing.
"""

from collections.abc import Callable, Sequence

from widgets.base import ItemView, SourceView, Viewer

#: (person, what is asked for, how many at most) → their items, in the order to show them.
Reader = Callable[[int, str, int], Sequence[ItemView]]
_readers: dict[str, Reader] = {}
#: Person → what their panels of a kind read.
SourceReader = Callable[[int], Sequence[SourceView]]
_source_readers: dict[str, SourceReader] = {}


def register(sort: str, reader: Reader) -> None:
    _readers[sort] = reader


def items(sort: str, viewer: Viewer, most: int, asked: str = "") -> Sequence[ItemView]:
    reader = _readers.get(sort)
    return reader(viewer.person, asked, most) if reader and viewer.person is not None else []


def register_sources(kind: str, reader: SourceReader) -> None:
    _source_readers[kind] = reader


def sources(kind: str, viewer: Viewer) -> Sequence[SourceView]:
    """Without their items."""
    reader = _source_readers.get(kind)
    return reader(viewer.person) if reader and viewer.person is not None else []
