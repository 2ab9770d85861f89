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
DRAWS: Final = 10  # before exploring is given up, because all that is drawn is on the list already
SAME_TITLE: Final = 0.7  # shared words from which two headlines tell the same story


@dataclass(frozen=True)
class Candidates:
    """What may be suggested. All lanes and `allowed` have one value per thing; `text` has one row per thing."""

    things: Sequence[Thing]
    text: sparse.csr_matrix
    lanes: Lanes
    allowed: NDArray[np.bool_]


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
    order = np.argsort(-scores, kind="stable")[:SHORTLIST]
    shortlist = [int(index) for index in order if np.isfinite(scores[index])]
    chosen = diversify(shortlist, scores, candidates, limit, diversity)
    picks = [Pick(i, float(scores[i]), strongest_lane(candidates.lanes, i, weights)) for i in chosen]
    if explorer and places and len(picks) == limit:
        found = explore(candidates, chosen, scores, explorer, places)
        picks[limit - len(found) :] = found
    return picks


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
    tally = Tally(quota=max(2, round(limit * QUOTA)))
    waiting = set(range(len(shortlist)))
    while waiting and len(chosen) < limit:
        order = [place for place in np.argsort(diversity * nearest - value, kind="stable").tolist() if place in waiting]
        fitting = (place for place in order if tally.has_room(candidates.things[shortlist[place]]))
        best = next(fitting, order[0])
        waiting.remove(best)
        thing = candidates.things[shortlist[best]]
        if not tally.tells_again(thing):
            tally.add(thing)
            chosen.append(shortlist[best])
            nearest = np.maximum(nearest, likeness[best])
    return chosen


def title_words(thing: Thing) -> frozenset[str]:
    """All of them: "part 1" and "part 2" are two stories."""
    return frozenset(re.findall(r"\w+", thing.title.casefold()))


def is_picked_story(thing: Thing) -> bool:
    return thing.featured and thing.source_id is not None


class Tally:
    """What is on the list so far."""

    def __init__(self, quota: int) -> None:
        self.quota = quota
        self.groups: Counter[tuple[str, object]] = Counter()
        self.titles: list[frozenset[str]] = []
        self.stories: set[int | None] = set()
        self.picks = 0

    def groups_of(self, thing: Thing) -> list[tuple[str, object]]:
        group: tuple[str, object] = ("source", thing.source_id) if thing.source_id else ("kind", thing.kind)
        return [group, *(("topic", topic) for topic in thing.topics)]

    def has_room(self, thing: Thing) -> bool:
        if thing.is_one_enough and self.groups["kind", thing.kind]:
            return False
        if is_picked_story(thing) and self.picks >= MOST_PICKS:
            return False
        return all(self.groups[group] < self.quota for group in self.groups_of(thing))

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
    """Things that would not have been shown, with the chance they had; nothing like what the person hid.

    Picks of the editors have a lane of their own, and no further ones come by chance.
    """
    unwanted = candidates.lanes.get("unwanted", np.zeros(len(candidates.things), np.float32))
    picked = np.array([thing.featured for thing in candidates.things], bool)
    others = np.setdiff1d(np.flatnonzero(candidates.allowed & (unwanted == 0) & ~picked), chosen).tolist()
    told = {title_words(candidates.things[index]) for index in chosen}
    drawn = explorer.sample(others, min(len(others), DRAWS))
    new = [index for index in drawn if title_words(candidates.things[index]) not in told][:places]
    return [Pick(index, float(scores[index]), "explore", min(1.0, places / len(others))) for index in new]
