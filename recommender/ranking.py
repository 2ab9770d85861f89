"""From lanes to a list: blend, filter, diversify. Pure: everything it needs is in its arguments."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.blending import PRIORS, Weights
from recommender.features import MOST_PICKS, Thing

Lane = NDArray[np.float32]
Lanes = Mapping[str, Lane]

DIVERSITY: Final = 0.35  # what likeness to something already on the list costs
SHORTLIST: Final = 120
QUOTA: Final = 0.4  # no source and no topic takes more of a list, as long as there is something else
FROM_ONE_ORIGIN: Final = 20  # of one source on the shortlist, as long as there is something else
SAME_TITLE: Final = 0.7  # shared words from which two headlines tell the same story


@dataclass(frozen=True)
class Candidates:
    """What may be suggested. `text` has one row per thing, all others have one value per thing.

    `tellings`: equal for things that tell the same, as `tellings_of` finds them.
    """

    things: Sequence[Thing]
    text: sparse.csr_matrix
    lanes: Lanes
    allowed: NDArray[np.bool_]
    tellings: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pick:
    """One place on the list: which candidate, and how it came there."""

    index: int
    score: float
    lane: str
    propensity: float = 1.0


def blend(lanes: Lanes, weights: Weights = PRIORS) -> Lane:
    """Numbers that are not finite count as nothing."""
    total = sum(weights[name] * np.nan_to_num(lane, nan=0, posinf=0, neginf=0) for name, lane in lanes.items())
    return np.asarray(total, np.float32)


def rank(
    candidates: Candidates,
    limit: int,
    *,
    explorer: Random | None = None,
    places: int = 1,
    weights: Weights = PRIORS,
    diversity: float = DIVERSITY,
) -> list[Pick]:
    """The best allowed things, varied. With an `explorer` the last `places` go to something by chance."""
    if not candidates.things:
        return []
    scores = np.where(candidates.allowed, blend(candidates.lanes, weights), -np.inf)
    order = [int(index) for index in np.argsort(-scores, kind="stable") if np.isfinite(scores[index])]
    shortlist = of_many_origins(order, candidates.things)
    chosen = diversify(shortlist, scores, candidates, limit, diversity)
    picks = [Pick(i, float(scores[i]), strongest_lane(candidates.lanes, i, weights)) for i in chosen]
    if explorer and places and len(picks) == limit:
        found = explore(candidates, chosen, scores, explorer, places)
        picks[limit - len(found) :] = found
    return picks


def of_many_origins(order: Sequence[int], things: Sequence[Thing]) -> list[int]:
    """The first of this order; no source takes it all, whatever its things score, so that the quota finds others."""
    first: list[int] = []
    rest: list[int] = []
    seen: Counter[Group] = Counter()
    for index in order:
        if len(first) == SHORTLIST:
            break
        origin = origin_of(things[index])
        seen[origin] += 1
        (first if seen[origin] <= FROM_ONE_ORIGIN else rest).append(index)
    return [*first, *rest][:SHORTLIST]


def strongest_lane(lanes: Lanes, index: int, weights: Weights = PRIORS) -> str:
    return max(lanes, key=lambda name: weights[name] * float(lanes[name][index]))


def diversify(
    shortlist: Sequence[int], scores: Lane, candidates: Candidates, limit: int, diversity: float = DIVERSITY
) -> list[int]:
    """Maximal marginal relevance (Carbonell & Goldstein 1998) with quotas; the same story appears once."""
    rows = candidates.text[list(shortlist)]
    likeness = (rows @ rows.T).toarray()
    value = np.array([scores[index] for index in shortlist], np.float32)
    nearest = np.zeros(len(shortlist), np.float32)
    chosen: list[int] = []
    tally = Tally(quota_of(limit))
    waiting = set(range(len(shortlist)))
    while waiting and len(chosen) < limit:
        order = [place for place in np.argsort(diversity * nearest - value, kind="stable").tolist() if place in waiting]
        best = first_with_room(order, [candidates.things[shortlist[place]] for place in order], tally)
        waiting.remove(best)
        thing = candidates.things[shortlist[best]]
        if not tally.tells_again(thing):
            tally.add(thing)
            chosen.append(shortlist[best])
            nearest = np.maximum(nearest, likeness[best])
    return chosen


def first_with_room(order: Sequence[int], things: Sequence[Thing], tally: "Tally") -> int:
    """Where all topics are taken, sources still have their quota; where these are taken too, the best."""
    for has_room in (tally.has_room, tally.has_room_for_origin):
        for place, thing in zip(order, things, strict=True):
            if has_room(thing):
                return place
    return order[0]


def quota_of(limit: int) -> int:
    return max(2, round(limit * QUOTA))


Group = tuple[str, object]


def origin_of(thing: Thing) -> Group:
    return ("source", thing.source_id) if thing.source_id else ("kind", thing.kind)


def tellings_of(things: Sequence[Thing]) -> NDArray[np.int64]:
    """The same number for things of one story, and for those with one headline."""
    numbers: dict[object, int] = {}
    found = []
    for place, thing in enumerate(things):
        names = [name for name in (thing.story, title_words(thing)) if name]
        number = next((numbers[name] for name in names if name in numbers), place)
        numbers |= {name: numbers.get(name, number) for name in names}
        found.append(number)
    return np.array(found, np.int64)


def title_words(thing: Thing) -> frozenset[str]:
    """All of them: "part 1" and "part 2" are two stories."""
    return frozenset(re.findall(r"\w+", thing.title.casefold()))


def is_picked_story(thing: Thing) -> bool:
    return thing.featured and thing.source_id is not None


class Tally:
    """What is on the list so far."""

    def __init__(self, quota: int) -> None:
        self.quota = quota
        self.groups: Counter[Group] = Counter()
        self.titles: list[frozenset[str]] = []
        self.stories: set[int | None] = set()
        self.picks = 0

    def groups_of(self, thing: Thing) -> list[Group]:
        return [origin_of(thing), *(("topic", topic) for topic in thing.topics)]

    def has_room(self, thing: Thing) -> bool:
        topics = (("topic", topic) for topic in thing.topics)
        return self.has_room_for_origin(thing) and all(self.groups[topic] < self.quota for topic in topics)

    def has_room_for_origin(self, thing: Thing) -> bool:
        if thing.is_one_enough and self.groups["kind", thing.kind]:
            return False
        if is_picked_story(thing) and self.picks >= MOST_PICKS:
            return False
        return self.groups[origin_of(thing)] < self.quota

    def tells_again(self, thing: Thing) -> bool:
        if thing.story and thing.story in self.stories:
            return True
        title = title_words(thing)
        return bool(title) and any(len(title & told) >= SAME_TITLE * len(title | told) for told in self.titles)

    def add(self, thing: Thing) -> None:
        self.groups.update(self.groups_of(thing))
        self.titles.append(title_words(thing))
        self.stories.add(thing.story)
        self.picks += is_picked_story(thing)


def explore(
    candidates: Candidates, chosen: Sequence[int], scores: Lane, explorer: Random, places: int = 1
) -> list[Pick]:
    """Things that would not have been shown, each with the same chance; no lane, blend or slider changes it."""
    open_to_chance = eligible(candidates, chosen, places)
    drawn = explorer.sample(open_to_chance, min(places, len(open_to_chance)))
    return [Pick(index, float(scores[index]), "explore", len(drawn) / len(open_to_chance)) for index in drawn]


def eligible(candidates: Candidates, chosen: Sequence[int], places: int) -> list[int]:
    """What may come by chance, in the last places of a list: one of each story that is not told yet.

    Nothing like what the person hid, no picks of the editors, which have a lane of their own, and none of sources that
    fill their quota, as long as there is something else.
    """
    unwanted = candidates.lanes.get("unwanted", np.zeros(len(candidates.things), np.float32))
    picked = np.array([thing.featured for thing in candidates.things], bool)
    told = np.isin(candidates.tellings, candidates.tellings[list(chosen)])
    others = np.flatnonzero(candidates.allowed & (unwanted == 0) & ~picked & ~told)
    others = others[np.unique(candidates.tellings[others], return_index=True)[1]]
    kept = Counter(origin_of(candidates.things[index]) for index in chosen[: len(chosen) - places])
    room = quota_of(len(chosen)) - places
    found: list[int] = others.tolist()
    return [index for index in found if kept[origin_of(candidates.things[index])] <= room] or found
