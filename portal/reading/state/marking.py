"""Puts what one person has read into a body that is drawn for everybody: attributes at its items."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from portal.reading.state.selectors import NOTHING, ReadState

#: As _items.html writes it; the source may be missing in what other packages draw. What is told beside another item
#: (data-also) is not counted.
ITEM = re.compile(r'data-item="(\d{1,18})"(?: data-source="(\d{1,18})")?( data-also)?')


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one person's panel shows of the items in a body: `states` by source id; `most` items, None is all."""

    states: Mapping[int, ReadState] = field(default_factory=dict)
    unread_only: bool = False
    most: int | None = None
    muted: Collection[int] = frozenset()
    highlighted: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """`shown` of `total` items are to be seen, `unread` of them are new; `muted` would stand among them."""

    html: Markup
    total: int = 0
    shown: int = 0
    unread: int = 0
    muted: tuple[int, ...] = ()


def items_in(html: str) -> list[int]:
    """Those of a body, also what is told beside another."""
    return [int(found[1]) for found in ITEM.finditer(html)]


def mark(html: Markup, eyes: Eyes) -> Marked:
    """Each item says whether it is read, highlighted, or not to be seen."""
    total = shown = unread = 0
    muted: list[int] = []
    usual = next(iter(eyes.states.values()), NOTHING) if len(eyes.states) == 1 else NOTHING

    def marks(found: re.Match[str]) -> str:
        nonlocal total, shown, unread
        item_id, source = int(found[1]), found[2]
        state = eyes.states.get(int(source), NOTHING) if source else usual
        is_read = state.knows(item_id)
        if found[3]:
            return found[0] + (" data-is-read" if is_read else "") + (" hidden" if item_id in eyes.muted else "")
        is_full = eyes.most is not None and shown >= eyes.most
        is_muted = item_id in eyes.muted
        if is_muted and not is_full:
            muted.append(item_id)
        is_out = is_muted or (eyes.unread_only and is_read) or is_full
        total += 1
        shown += not is_out
        unread += not (is_out or is_read)
        return (
            found[0]
            + (" data-is-read" if is_read else "")
            + (" data-highlight" if item_id in eyes.highlighted else "")
            + (" hidden" if is_out else "")
        )

    marked = Markup(ITEM.sub(marks, str(html)))  # noqa: S704  (ours, and only attributes are added)
    return Marked(marked, total, shown, unread, tuple(muted))
