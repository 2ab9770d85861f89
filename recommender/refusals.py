"""What people refuse in ways that only the portal knows (their rules): asked when lists are made, obeyed like mutes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Offer:
    """Ids of the items that may come onto lists now. Each is itself alone: what is known of it may be kept with it."""

    item_ids: Collection[int] = ()


Provider = Callable[[Sequence[int], Offer], Mapping[int, Collection[int]]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider(user_ids, offer)` answers which of its items each of these people refuses, for many at once.

    People who refuse nothing may be missing in the answer.
    """
    if provider not in _providers:
        _providers.append(provider)


def of(user_ids: Sequence[int], offer: Offer) -> dict[int, frozenset[int]]:
    """The items that each of these people refuses."""
    found = dict.fromkeys(user_ids, frozenset[int]())
    for provider in _providers:
        for user_id, refused in provider(user_ids, offer).items():
            found[user_id] |= frozenset(refused)
    return found
