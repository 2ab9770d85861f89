"""Lists in which each story stands once, with the others that tell it."""

from collections.abc import Iterable
from dataclasses import dataclass

from widgets.base import ItemView
from widgets.stories import links


@dataclass(frozen=True, slots=True)
class Told:
    """One story: the item that stands for it, and those of other sources that tell the same."""

    item: ItemView
    others: tuple[ItemView, ...] = ()


def once(items: Iterable[ItemView]) -> list[Told]:
    """In their order; the first of a story stands for it. Without a story, items of one address are one."""
    found: dict[int | str, list[ItemView]] = {}
    for item in items:
        found.setdefault(item.story or links.normal(item.url) or item.url or item.id, []).append(item)
    return [Told(first, _others(first, rest)) for first, *rest in found.values()]


def _others(first: ItemView, rest: Iterable[ItemView]) -> tuple[ItemView, ...]:
    """One of each other source."""
    by_source = {item.source_id: item for item in rest if item.source_id != first.source_id}
    return tuple(by_source.values())
