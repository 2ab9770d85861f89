"""The measures on small matrices whose answers can be worked out by hand."""

import tracemalloc

import numpy as np
import pytest
from scipy import sparse

from recommender import couse, dataset, evaluation
from recommender.likes import Like


@pytest.fixture
def data() -> dataset.Dataset:
    """Four people like three of six things each; the last one by time is known."""
    likes = [Like(person, (person + step) % 6, 1.0, 1.0 + step) for person in range(4) for step in range(3)]
    people = {person: {f"user:{person}": 1.0} for person in range(4)}
    return dataset.assemble(likes, people, {thing: {f"thing:{thing}": 1.0} for thing in range(6)})


def test_split_last_hides_each_persons_newest_like(data):
    train, (rows, columns) = evaluation.split_last(data)
    assert rows.tolist() == [0, 1, 2, 3]
    assert columns.tolist() == [2, 3, 4, 5]
    assert train.interactions.nnz == train.times.nnz == data.interactions.nnz - 4
    assert not train.interactions[rows, columns].any()


def test_measure_of_a_perfect_a_blind_and_a_perverse_scorer(data):
    train, (rows, columns) = evaluation.split_last(data)

    def knowing(value: float):
        def scorer(asked):
            scores = np.zeros((len(asked), 6), np.float32)
            scores[np.arange(len(asked)), columns[asked]] = value
            return scores

        return scorer

    perfect, blind, perverse = (evaluation.ask(knowing(value), train, (rows, columns)).measures for value in (1, 0, -1))
    assert (perfect.ndcg, perfect.auc, perfect.people) == (1.0, 1.0, 4)
    assert blind.auc == pytest.approx(0.5)  # three others: between the first and the last place
    assert perverse.auc == 0.0


def test_measure_of_nobody_is_zero(data):
    train, _ = evaluation.split_last(data)
    nobody = (np.array([], np.int64), np.array([], np.int64))
    assert evaluation.ask(lambda rows: np.zeros((0, 6)), train, nobody).measures.people == 0


@pytest.mark.parametrize("method", [couse.cosine, couse.ease])
def test_couse_puts_together_what_the_same_people_like(method):
    likes = [Like(person, thing + 2 * (person % 2), 1.0, 0.0) for person in range(20) for thing in (0, 1)]
    people = {person: {f"user:{person}": 1.0} for person in range(20)}
    data = dataset.assemble(likes, people, {thing: {f"thing:{thing}": 1.0} for thing in range(4)})
    together = method(data.thing_ids, data.interactions)
    scores = together.scores({0: 1.0}, np.array([1, 2, 3, 99]))
    assert scores.argmax() == 0
    assert scores[0] > 0.3
    assert np.abs(scores[1:]).max() < 0.05
    assert together.among([0, 99], [1, 2])[0, 0] == pytest.approx(scores[0])


def test_cosine_in_blocks_is_the_same_as_at_once(monkeypatch):
    rng = np.random.default_rng(3)
    likes = sparse.csr_matrix((rng.random((200, 47)) < 0.3).astype(np.float32))
    at_once = couse.cosine(np.arange(47), likes).weights.toarray()
    monkeypatch.setattr(couse, "BLOCK", 10)
    assert np.array_equal(couse.cosine(np.arange(47), likes).weights.toarray(), at_once)
    assert couse.cosine(np.arange(0), sparse.csr_matrix((5, 0), dtype=np.float32)).weights.shape == (0, 0)


def test_cosine_never_holds_all_pairs_at_once():
    """Six thousand things, of which everybody likes a fiftieth: nearly all pairs share somebody."""
    rng = np.random.default_rng(3)
    likes = sparse.csr_matrix(sparse.random_array((3000, 6000), density=0.02, rng=rng, dtype=np.float32))
    tracemalloc.start()
    try:
        couse.cosine(np.arange(6000), likes)
        _, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    everything = (likes.T @ likes).nnz * 12
    assert highest < everything, (highest, everything)
