"""How good a model is: each person's last like is hidden, and everything they have not met is ranked for them."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender import couse
from recommender.dataset import Dataset
from recommender.embeddings import Embeddings, score
from recommender.features import IDENTITY, THING

#: People with fewer likes are only learned from.
LEAST_LIKES: Final = 3
MOST_PEOPLE: Final = 2000
TOP: Final = 10
DRAWS: Final = 1000  # of the bootstrap
#: After the name of a model that was asked as if nobody had met any of the things.
AS_NEW: Final = " as new"

Held = tuple[NDArray[np.int64], NDArray[np.int64]]
#: Scores of all things for some rows (people) of the dataset.
Scorer = Callable[[NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over people; `ndcg` at 10. `people`: how many were asked.

    `coverage`: which part of all things they got; `top_share`: which part of all places went to the hundredth of the
    things that stood there most; `overlap`: how much of their lists the live model gives them too.
    """

    ndcg: float
    hit: float
    auc: float
    people: int
    coverage: float = 0.0
    top_share: float = 0.0
    overlap: float = 1.0

    def as_json(self) -> dict[str, float]:
        return {name: round(float(value), 4) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Report:
    """How several scorers did with the same people: means, and the gain (nDCG) of each person, in one order."""

    measures: Mapping[str, Measures]
    gains: Mapping[str, NDArray[np.float64]]


def split_last(dataset: Dataset, seed: int = 1, *, since: float = 0.0) -> tuple[Dataset, Held]:
    """(what to train on, the last like of up to 2000 people as rows and columns), of people who liked since then."""
    likes = np.diff(dataset.interactions.indptr)
    latest = dataset.times.max(axis=1).toarray().ravel() if dataset.times.nnz else np.zeros(len(likes))
    people = np.flatnonzero((likes >= LEAST_LIKES) & (latest > since))
    if len(people) > MOST_PEOPLE:
        people = np.sort(np.random.default_rng(seed).choice(people, MOST_PEOPLE, replace=False))
    times = dataset.times
    last = [times.indices[start + np.argmax(times.data[start:end])] for start, end in spans(times.indptr, people)]
    held = (people.astype(np.int64), np.array(last, np.int64))
    return dataset.without(*held), held


def times_of(dataset: Dataset, held: Held) -> NDArray[np.float64]:
    """When these likes began."""
    return np.array([dataset.times[row, column] for row, column in zip(*held, strict=True)], np.float64)


def spans(indptr: NDArray, rows: NDArray) -> list[tuple[int, int]]:
    return [(int(indptr[row]), int(indptr[row + 1])) for row in rows]


def compare(
    embeddings: Embeddings,
    train: Dataset,
    held: Held,
    *,
    rivals: Mapping[str, Embeddings] | None = None,
) -> Report:
    """The model as it serves (people are folded in, nobody has a vector of their own) beside popularity and co-use,
    and beside other models (`rivals`), all with the same people."""
    popularity = np.asarray((train.interactions > 0).sum(axis=0), np.float32).ravel()
    together = couse.learn(train.thing_ids, train.interactions)
    liked = (train.interactions > 0).astype(np.float32)
    models = {"lightfm": embeddings, **(rivals or {})}
    scorers: dict[str, Scorer] = {
        "couse": lambda rows: np.asarray((liked[rows] @ together.weights).todense()),
        "popularity": lambda rows: np.broadcast_to(popularity, (len(rows), len(popularity))),
        **{name: model_scorer(model, train) for name, model in models.items()},
        **{f"{name}{AS_NEW}": model_scorer(model, train, as_new=True) for name, model in models.items()},
    }
    asked = {name: ask(scorer, train, held) for name, scorer in scorers.items()}
    live = asked.get("live")
    return Report(
        {name: beside(one, live) if live else one.measures for name, one in asked.items()},
        {name: one.gain for name, one in asked.items()},
    )


def beside(one: "Asked", live: "Asked") -> Measures:
    """With the part of each list that stands on the live model's too."""
    shared = [len(np.intersect1d(own, theirs)) for own, theirs in zip(one.lists, live.lists, strict=True)]
    longest = [max(len(own), 1) for own in one.lists]
    return replace(one.measures, overlap=float(np.mean(np.divide(shared, longest))) if shared else 1.0)


def model_scorer(embeddings: Embeddings, train: Dataset, *, as_new: bool = False) -> Scorer:
    """Any model, also one that never met some of these people, things and features.

    `as_new`: all things are offered as `features.of_stranger`, while people are known by what they read as always.
    """
    known = Embeddings(embeddings.users.aligned(train.user_names), embeddings.things.aligned(train.thing_names))
    vectors, biases = dense(known, train)
    strangers = strangers_to(embeddings, train)
    vectors[strangers], biases[strangers] = 2 * vectors[strangers], 2 * biases[strangers]  # as features.of_stranger
    people = known.fold_in_all(choices_of(train), train.interactions, vectors)
    if as_new:
        vectors, biases = dense(known, replace(train, thing_features=2 * without_identities(train)))
    return lambda rows: score(people[rows], vectors, biases)


def without_identities(train: Dataset) -> sparse.csr_matrix:
    told = np.array([not name.startswith(THING) for name in train.thing_names], np.float32)
    return (train.thing_features @ sparse.diags_array(told)).tocsr()


def strangers_to(embeddings: Embeddings, train: Dataset) -> NDArray[np.bool_]:
    """Things whose identity the model never met."""
    met = [name.startswith(THING) and name in embeddings.things.rows for name in train.thing_names]
    return np.asarray((train.thing_features @ np.array(met, np.float32)) == 0).ravel()


def no_worse(new: NDArray[np.float64], old: NDArray[np.float64], margin: float, seed: int = 1) -> float:
    """The chance, over people drawn again and again, that the new gains are at least (1 - margin) times the old.

    Paired bootstrap (Efron): each draw takes the same people on both sides.
    """
    drawn = np.random.default_rng(seed).integers(0, len(new), (DRAWS, len(new)))
    return float(np.mean(new[drawn].mean(axis=1) >= (1 - margin) * old[drawn].mean(axis=1)))


def choices_of(train: Dataset) -> sparse.csr_matrix:
    """What people chose, without who they are, in the columns of the model."""
    chosen = np.array([not name.startswith(IDENTITY) for name in train.user_names], np.float32)
    return (train.user_features @ sparse.diags_array(chosen)).tocsr()


def dense(embeddings: Embeddings, train: Dataset) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Vectors and biases of the dataset's things; its names are the model's, in the same order."""
    things = embeddings.things
    return train.thing_features @ things.vectors, train.thing_features @ things.biases


@dataclass(frozen=True, slots=True)
class Asked:
    """`gain` and list (columns), one per person, and the means."""

    gain: NDArray[np.float64]
    lists: Sequence[NDArray[np.int64]]
    measures: Measures


def measure_model(embeddings: Embeddings, train: Dataset, held: Held) -> Measures:
    return ask(model_scorer(embeddings, train), train, held).measures


def ask(scorer: Scorer, train: Dataset, held: Held, block: int = 256) -> Asked:
    rows, columns = held
    blocks = [slice(at, at + block) for at in range(0, len(rows), block)]
    if not blocks:
        return Asked(np.zeros(0), [], Measures(0.0, 0.0, 0.0, 0))
    parts, lists = [], []
    for part in blocks:
        scores = scorer(rows[part])
        parts.append(ranks(scores, train, rows[part], columns[part]))
        lists += top_of(scores, train, rows[part])
    rank, others = (np.concatenate(values) for values in zip(*parts, strict=True))
    top = rank < TOP
    gain = np.where(top, 1 / np.log2(rank + 2), 0)
    auc = float(np.mean(1 - rank / np.maximum(others, 1)))
    means = Measures(float(gain.mean()), float(top.mean()), auc, len(rows), *reach(lists, train.interactions.shape[1]))
    return Asked(gain, lists, means)


def reach(lists: Sequence[NDArray[np.int64]], things: int) -> tuple[float, float]:
    """(coverage, top_share), as in Measures."""
    times = np.sort(np.bincount(np.concatenate(lists), minlength=things))[::-1]
    return float((times > 0).mean()), float(times[: math.ceil(things / 100)].sum() / max(times.sum(), 1))


def top_of(scores: NDArray[np.float32], train: Dataset, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The columns of each top ten, of things that these people have not met."""
    met = np.asarray((train.interactions[rows] > 0).todense())
    wanted = np.where(met, -np.inf, scores)
    best = np.argpartition(-wanted, min(TOP, wanted.shape[1]) - 1, axis=1)[:, :TOP]
    return [row[np.isfinite(own[row])] for row, own in zip(best, wanted, strict=True)]


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
