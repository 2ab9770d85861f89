"""How good a model is: each person's last like is hidden, and everything they have not met is ranked for them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender import couse
from recommender.dataset import Dataset
from recommender.embeddings import Embeddings, score
from recommender.features import IDENTITY

#: People with fewer likes are only learned from.
LEAST_LIKES: Final = 3
MOST_PEOPLE: Final = 2000
TOP: Final = 10

Held = tuple[NDArray[np.int64], NDArray[np.int64]]
#: Scores of all things for some rows (people) of the dataset.
Scorer = Callable[[NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over people; `ndcg` at 10. `people` is how many were asked."""

    ndcg: float
    hit: float
    auc: float
    people: int

    def as_json(self) -> dict[str, float]:
        return {name: round(float(value), 4) for name, value in asdict(self).items()}


def split_last(dataset: Dataset, seed: int = 1) -> tuple[Dataset, Held]:
    """(what to train on, the last like of up to 2000 people as rows and columns)."""
    likes = np.diff(dataset.interactions.indptr)
    people = np.flatnonzero(likes >= LEAST_LIKES)
    if len(people) > MOST_PEOPLE:
        people = np.sort(np.random.default_rng(seed).choice(people, MOST_PEOPLE, replace=False))
    times = dataset.times
    last = [times.indices[start + np.argmax(times.data[start:end])] for start, end in spans(times.indptr, people)]
    held = (people.astype(np.int64), np.array(last, np.int64))
    return dataset.without(*held), held


def spans(indptr: NDArray, rows: NDArray) -> list[tuple[int, int]]:
    return [(int(indptr[row]), int(indptr[row + 1])) for row in rows]


def compare(embeddings: Embeddings, train: Dataset, held: Held, *, ease: bool = False) -> Mapping[str, Measures]:
    """The model as it serves (people are folded in, nobody has a vector of their own) beside popularity and co-use."""
    vectors, biases = dense(embeddings, train)
    people = embeddings.fold_in_all(choices_of(train), train.interactions, vectors)
    popularity = np.asarray((train.interactions > 0).sum(axis=0), np.float32).ravel()
    together = (couse.ease if ease else couse.cosine)(train.thing_ids, train.interactions)
    liked = (train.interactions > 0).astype(np.float32)
    return {
        "lightfm": measure(lambda rows: score(people[rows], vectors, biases), train, held),
        "couse": measure(lambda rows: np.asarray((liked[rows] @ together.weights).todense()), train, held),
        "popularity": measure(lambda rows: np.broadcast_to(popularity, (len(rows), len(popularity))), train, held),
    }


def choices_of(train: Dataset) -> sparse.csr_matrix:
    """What people chose, without who they are, in the columns of the model."""
    chosen = np.array([not name.startswith(IDENTITY) for name in train.user_names], np.float32)
    return (train.user_features @ sparse.diags_array(chosen)).tocsr()


def dense(embeddings: Embeddings, train: Dataset) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Vectors and biases of the dataset's things; its names are the model's, in the same order."""
    things = embeddings.things
    return train.thing_features @ things.vectors, train.thing_features @ things.biases


def measure(scorer: Scorer, train: Dataset, held: Held, block: int = 256) -> Measures:
    rows, columns = held
    parts = [
        ranks(scorer(rows[at : at + block]), train, rows[at : at + block], columns[at : at + block])
        for at in range(0, len(rows), block)
    ]
    if not parts:
        return Measures(0.0, 0.0, 0.0, 0)
    rank, others = (np.concatenate(values) for values in zip(*parts, strict=True))
    top = rank < TOP
    gain = np.where(top, 1 / np.log2(rank + 2), 0)
    return Measures(float(gain.mean()), float(top.mean()), float(np.mean(1 - rank / np.maximum(others, 1))), len(rows))


def ranks(
    scores: NDArray[np.float32], train: Dataset, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(place of the hidden like among what the person has not met, how many others there are). Ties count half."""
    met = np.asarray((train.interactions[rows] > 0).todense())
    own = np.arange(len(rows))
    target = scores[own, columns][:, None]
    rivals = ~met
    rivals[own, columns] = False
    better = ((scores > target) & rivals).sum(axis=1) + ((scores == target) & rivals).sum(axis=1) / 2
    return better.astype(np.float64), rivals.sum(axis=1).astype(np.float64)
