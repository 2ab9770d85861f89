"""What people chose by hand, as the portal tells it: the strongest thing known about someone without history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """What one person placed on their pages."""

    kinds: frozenset[str] = frozenset()
    source_ids: frozenset[int] = frozenset()
    entry_ids: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()


Provider = Callable[[Sequence[int]], Mapping[int, Choices]]
NOTHING = Choices()
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider(user_ids)` answers for many people at once; people without choices may be missing in the answer."""
    if provider not in _providers:
        _providers.append(provider)


def of(user_ids: Sequence[int]) -> dict[int, Choices]:
    """The choices of each of these people."""
    found = dict.fromkeys(user_ids, NOTHING)
    for provider in _providers:
        for user_id, choices in provider(user_ids).items():
            found[user_id] = merge(found[user_id], choices)
    return found


def merge(one: Choices, other: Choices) -> Choices:
    return Choices(
        kinds=one.kinds | other.kinds,
        source_ids=one.source_ids | other.source_ids,
        entry_ids=one.entry_ids | other.entry_ids,
        topics=one.topics | other.topics,
    )
