"""What belongs to the person who looks, for types that show it: whoever keeps such things registers a reader.

A type of that sort has `shared = False`, and says in `wishes` what its panels will ask for, so that all panels of a
page are served at once. A visitor has nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from widgets.base import ItemView, SourceView, Viewer, Wish

#: (person, wishes) → the items of each that it knows how to fulfil, in the order to show them.
Reader = Callable[[int, Sequence[Wish]], Mapping[Wish, Sequence[ItemView]]]
#: Person → what their panels of a kind read.
SourceReader = Callable[[int], Sequence[SourceView]]
_readers: list[Reader] = []
_source_readers: dict[str, SourceReader] = {}


@dataclass(slots=True)
class _Basket:
    """What was brought for the panels that are drawn just now; the wishes are those that are still open."""

    wishes: list[Wish]
    items: dict[Wish, Sequence[ItemView]] = field(default_factory=dict)
    sources: dict[str, Sequence[SourceView]] = field(default_factory=dict)


_basket: ContextVar[_Basket | None] = ContextVar("basket", default=None)


@contextmanager
def together(wishes: Iterable[Wish]) -> Iterator[None]:
    """Whatever is asked for inside is read once: these wishes with the first of them, sources with the first panel."""
    token = _basket.set(_Basket(list(wishes)))
    try:
        yield
    finally:
        _basket.reset(token)


def register(reader: Reader) -> None:
    _readers[:] = [reader]


def items(wish: Wish, viewer: Viewer) -> Sequence[ItemView]:
    """Raises KeyError where nobody fulfils such wishes: a fault of the panel that has it, and of no other."""
    if viewer.person is None or not _readers:
        return []
    basket = _basket.get() or _Basket([])
    if wish not in basket.items:
        open_wishes, basket.wishes = dict.fromkeys([wish, *basket.wishes]), []
        basket.items |= _readers[0](viewer.person, list(open_wishes))
    return basket.items[wish]


def register_sources(kind: str, reader: SourceReader) -> None:
    _source_readers[kind] = reader


def sources(kind: str, viewer: Viewer) -> Sequence[SourceView]:
    """Without their items."""
    reader = _source_readers.get(kind)
    if viewer.person is None or reader is None:
        return []
    basket = _basket.get() or _Basket([])
    if kind not in basket.sources:
        basket.sources[kind] = reader(viewer.person)
    return basket.sources[kind]
