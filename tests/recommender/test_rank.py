"""Ranking alone, without a database: bad numbers, ties, variety, exploring."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from scipy import sparse

from recommender.features import Thing
from recommender.ranking import Candidates, blend, rank, tellings_of


def candidates(count: int, *, title: str = "Headline", sources: int = 100, **lanes) -> Candidates:
    things = [Thing(id=n, title=f"{title} {n}", source_id=n % sources + 1) for n in range(count)]
    filled = {name: np.array(values, np.float32) for name, values in lanes.items()}
    return offer(things, filled)


def offer(things, lanes) -> Candidates:
    count = len(things)
    text = sparse.csr_matrix(np.eye(count, max(count, 128), dtype=np.float32))
    return Candidates(things, text, lanes, np.ones(count, bool), tellings_of(things))


def test_rank_orders_by_the_weighted_sum():
    picks = rank(candidates(3, affinity=[0, 0.5, 1], fresh=[1, 0, 0]), 3)
    assert [pick.index for pick in picks] == [2, 1, 0]
    assert [pick.lane for pick in picks] == ["affinity", "affinity", "fresh"]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_rank_takes_numbers_that_are_not_finite_for_nothing(bad):
    picks = rank(candidates(3, affinity=[bad, bad, bad], fresh=[0, 1, 0.5]), 3)
    assert [pick.index for pick in picks] == [1, 2, 0]
    assert np.isfinite(blend({"affinity": np.array([bad, 1], np.float32)})).all()


def test_rank_of_nothing_is_empty():
    assert rank(candidates(0, fresh=[]), 5) == []


def test_rank_never_picks_what_is_not_allowed():
    offered = candidates(30, fresh=np.linspace(1, 0, 30))
    offered.allowed[:] = False
    offered.allowed[[7, 9]] = True
    assert [pick.index for pick in rank(offered, 5, explorer=Random(1))] == [7, 9]


def test_rank_fills_the_list_from_one_source_where_there_is_no_other():
    assert len(rank(candidates(20, sources=1, fresh=np.linspace(1, 0, 20)), 10)) == 10


def test_rank_tells_a_story_of_several_sources_once():
    offered = candidates(6, fresh=np.linspace(1, 0, 6))
    told = [replace(thing, title=f"{'x' * n} y", story=7 if n < 3 else None) for n, thing in enumerate(offered.things)]
    assert [pick.index for pick in rank(replace(offered, things=told), 6)] == [0, 3, 4, 5]


def test_rank_explores_with_a_known_chance_and_nothing_like_the_unwanted():
    unwanted = np.zeros(40, np.float32)
    unwanted[20:] = 0.5
    for seed in range(20):
        *best, last = rank(candidates(40, fresh=np.linspace(1, 0, 40), unwanted=unwanted), 10, explorer=Random(seed))
        assert {pick.propensity for pick in best} == {1.0}
        assert last.lane == "explore"
        assert last.propensity == pytest.approx(1 / 10)
        assert last.index < 20
        assert last.index not in {pick.index for pick in best}


def test_rank_tells_the_true_chance_of_what_came_by_chance():
    """Ten more may come; three of these tell one story, two tell what is on the list: six are left."""
    offered = candidates(20, fresh=np.linspace(1, 0, 20))
    twins = {11: "Headline 10", 12: "10 headline", 18: "Headline 3", 19: "Headline 8"}
    things = [replace(thing, title=twins.get(n, thing.title)) for n, thing in enumerate(offered.things)]
    offered = offer(things, offered.lanes)
    drawn = Counter()
    for seed in range(3500):
        last = rank(offered, 10, explorer=Random(seed))[-1]
        assert last.propensity == pytest.approx(1 / 6)
        drawn[last.index] += 1
    assert len(drawn) == 6
    assert all(count / 3500 == pytest.approx(1 / 6, abs=0.03) for count in drawn.values()), drawn


def test_rank_with_two_places_of_chance_tells_the_chance_of_each():
    offered = candidates(30, fresh=np.linspace(1, 0, 30))
    drawn = Counter()
    for seed in range(3000):
        *_, one, other = rank(offered, 10, explorer=Random(seed), places=2)
        assert one.propensity == other.propensity == pytest.approx(2 / 20)
        drawn.update([one.index, other.index])
    assert all(count / 3000 == pytest.approx(0.1, abs=0.03) for count in drawn.values())


def test_rank_leaves_room_for_other_sources_however_one_is_weighed():
    """Two hundred things of one source score more than all others."""
    things = [Thing(id=n, title=f"Headline {n}", source_id=1 if n < 200 else n) for n in range(208)]
    offered = offer(things, {"affinity": np.linspace(1, 0.5, 208, dtype=np.float32) - (np.arange(208) >= 200)})
    for seed in range(20):
        picks = rank(offered, 10, weights={"affinity": 50.0}, explorer=Random(seed))
        assert sum(things[pick.index].source_id == 1 for pick in picks) == 4
        assert len(picks) == 10


def test_rank_leaves_room_for_other_sources_where_all_have_one_topic():
    things = [Thing(id=n, title=f"Headline {n}", source_id=1 if n < 20 else n, topics=("moon",)) for n in range(40)]
    picks = rank(offer(things, {"fresh": np.linspace(1, 0, 40, dtype=np.float32)}), 10)
    assert sum(things[pick.index].source_id == 1 for pick in picks) == 4


def test_rank_lets_few_picks_of_the_editors_in_and_none_by_chance():
    offered = candidates(40, fresh=np.linspace(1, 0, 40), editors=[1] * 8 + [0] * 32)
    picked = [replace(thing, featured=n < 8) for n, thing in enumerate(offered.things)]
    for seed in range(20):
        picks = rank(replace(offered, things=picked), 10, explorer=Random(seed))
        assert [pick.index for pick in picks if pick.index < 8] == [0, 1]
    all_picked = [replace(thing, featured=True) for thing in offered.things]
    assert len(rank(replace(offered, things=all_picked), 10)) == 10
