"""The registered widget types, by kind."""

from collections.abc import Iterator
from typing import TypeVar

from widgets.base import WidgetError, WidgetType

T = TypeVar("T", bound=type[WidgetType])
_types: dict[str, WidgetType] = {}


class UnknownKind(WidgetError):
    """No widget type of this kind is installed."""


class DuplicateKind(WidgetError):
    """Two installed widget types claim the same kind."""


def register(cls: T) -> T:
    """Class decorator: makes the type available under its kind."""
    kind = getattr(cls, "kind", cls.__qualname__)  # without a kind it stays for manage.py check to complain of
    known = _types.get(kind)
    if known and type(known) is not cls:
        raise DuplicateKind(f"{cls.__module__} and {type(known).__module__} both register the kind {kind!r}.")
    _types[kind] = cls()
    return cls


def get(kind: str) -> WidgetType:
    """The type, or UnknownKind (its package may have been uninstalled)."""
    try:
        return _types[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def find(kind: str) -> WidgetType | None:
    return _types.get(kind)


def all_types() -> Iterator[WidgetType]:
    """By kind, so that lists are stable."""
    return (widget for _kind, widget in sorted(_types.items()))
