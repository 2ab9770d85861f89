"""Brings together what two devices made of one note; pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Lines of one text times lines of the other: beyond this many a comparison may take minutes, so that whatever stands
#: between the first and the last difference counts as one change.
MOST_PAIRS = 40_000


class Change(NamedTuple):
    """Lines `start` to `end` of the base become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> str | None:
    """What came of `base` on both sides; None where both changed the same lines.

    What both added at one place is kept, theirs first: it was stored first.
    """
    if theirs in {base, mine}:
        return mine
    if mine == base:
        return theirs
    lines, ours, others = (text.split("\n") for text in (base, mine, theirs))
    merged = _merged_changes(_changes(lines, others), _changes(lines, ours))
    if merged is None:
        return None
    for change in reversed(merged):
        lines[change.start : change.end] = change.lines
    return "\n".join(lines)


def _changes(base: Sequence[str], new: Sequence[str]) -> list[Change]:
    before, after = _alike_at_both_ends(base, new)
    old, young = base[before : len(base) - after], new[before : len(new) - after]
    if not old or not young or len(old) * len(young) > MOST_PAIRS:
        return [Change(before, len(base) - after, tuple(young))] if old or young else []
    steps = SequenceMatcher(None, old, young, autojunk=False).get_opcodes()
    return [
        Change(before + start, before + end, tuple(young[low:high]))
        for tag, start, end, low, high in steps
        if tag != "equal"
    ]


def _alike_at_both_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many lines both begin with, and how many of the others both end with."""
    most = min(len(one), len(other))
    before = next((place for place in range(most) if one[place] != other[place]), most)
    most -= before
    after = next((place for place in range(most) if one[-1 - place] != other[-1 - place]), most)
    return before, after


def _merged_changes(theirs: list[Change], mine: list[Change]) -> list[Change] | None:
    """All changes in the order of their places; None when two of them are about the same lines."""
    merged: list[Change] = []
    # Stable, so that at one place theirs come first.
    for change in sorted([*theirs, *mine], key=lambda change: (change.start, change.end)):
        before = merged[-1] if merged else None
        if before is None or change.start > before.end or (change.start == before.end and _is_beside(before, change)):
            merged.append(change)
        elif change != before:
            return None
    return merged


def _is_beside(before: Change, change: Change) -> bool:
    """Two that touch: lines added at one place may stand together; a change of lines and an addition may not."""
    return before != change and before.start == before.end == change.start == change.end
