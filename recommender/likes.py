"""Events as likes: how much each person likes each thing, recent deeds more than old ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from recommender.counting import WEIGHTS

HALF_LIFE_DAYS: Final = 30.0
#: An old like never weighs less than this part of a new one: there may be nothing newer.
FLOOR: Final = 0.25
#: Nobody's enthusiasm for one thing weighs more than this.
MOST: Final = 5.0

#: (person, thing, kind of event, when)
Deed = tuple[int, int, str, datetime]


@dataclass(frozen=True, slots=True)
class Like:
    """`weight` is above zero for what is liked, below for what is not wanted.

    `at` is the first deed, as a timestamp: who comes back later has known the thing since then. `last` is the last one.
    """

    user_id: int
    thing_id: int
    weight: float
    at: float
    last: float = 0.0


def from_deeds(deeds: Iterable[Deed]) -> Iterator[Like]:
    """One like per person and thing. Age counts from the newest deed, so a quiet month changes nothing."""
    sums: defaultdict[tuple[int, int], float] = defaultdict(float)
    first: dict[tuple[int, int], float] = {}
    last: dict[tuple[int, int], float] = {}
    for user_id, thing_id, kind, at in deeds:
        pair = (user_id, thing_id)
        sums[pair] += WEIGHTS.get(kind, 0.0)
        first[pair] = min(first.get(pair, at.timestamp()), at.timestamp())
        last[pair] = max(last.get(pair, 0.0), at.timestamp())
    newest = max(last.values(), default=0.0)
    for (user_id, thing_id), total in sums.items():
        if total:
            pair = (user_id, thing_id)
            weight = max(-MOST, min(total, MOST)) * decay(newest - last[pair])
            yield Like(user_id, thing_id, weight, first[pair], last[pair])


def decay(seconds: float) -> float:
    return max(FLOOR, 0.5 ** (seconds / 86400 / HALF_LIFE_DAYS))
