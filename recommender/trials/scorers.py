"""What is compared: this portal's model and blend, and those that everybody knows. numpy and scipy, but for LightFM."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender import couse, engine
from recommender.dataset import Dataset
from recommender.embeddings import Embeddings
from recommender.evaluation import Scorer
from recommender.features import IDENTITY, THING
from recommender.trials.protocols import Trial

Scores = NDArray[np.float32]
SIZE: Final = 32
EPOCHS: Final = 20


def popularity(trial: Trial, _seed: int) -> Scorer:
    return same_for_all(np.asarray((trial.train > 0).sum(axis=0), np.float32).ravel())


def recent(trial: Trial, _seed: int) -> Scorer:
    """Newest first: by when anybody first met it."""
    times = trial.log.times.tocsc()
    first = [times.data[a:b].min() if b > a else 0.0 for a, b in zip(times.indptr[:-1], times.indptr[1:], strict=True)]
    return same_for_all(np.argsort(np.argsort(np.array(first), kind="stable")).astype(np.float32))


def same_for_all(scores: Scores) -> Scorer:
    return lambda rows: np.broadcast_to(scores, (len(rows), len(scores)))


def item_knn(trial: Trial, _seed: int) -> Scorer:
    weights = couse.cosine(np.arange(trial.train.shape[1]), trial.train).weights
    liked = (trial.known > 0).astype(np.float32)
    return lambda rows: (liked[rows] @ weights).toarray()


def ease(trial: Trial, _seed: int) -> Scorer:
    """Co-use as it serves: where there are too many things for EASE, this is item-kNN."""
    weights = couse.learn(np.arange(trial.train.shape[1]), trial.train).weights
    liked = (trial.known > 0).astype(np.float32)
    return lambda rows: (liked[rows] @ weights).toarray()


def content(trial: Trial, _seed: int) -> Scorer:
    profiles, about = trial.known @ trial.log.about, trial.log.about.T.tocsr()
    return lambda rows: (profiles[rows] @ about).toarray().astype(np.float32)


def als(
    trial: Trial, seed: int, *, size: int = SIZE, rounds: int = 10, alpha: float = 10.0, ridge: float = 1.0
) -> Scorer:
    """Hu, Koren & Volinsky 2008: weighted least squares, people and things in turn."""
    rng = np.random.default_rng(seed)
    things = rng.normal(0, 0.1, (trial.train.shape[1], size))
    columns = trial.train.T.tocsr()
    for _ in range(rounds):
        people = solve(trial.train, things, alpha, ridge)
        things = solve(columns, people, alpha, ridge)
    everybody = solve(trial.known, things, alpha, ridge)
    return lambda rows: (everybody[rows] @ things.T).astype(np.float32)


def solve(likes: sparse.csr_matrix, others: NDArray, alpha: float, ridge: float) -> NDArray:
    size = others.shape[1]
    gram, found = others.T @ others + ridge * np.eye(size), np.zeros((likes.shape[0], size))
    for row in np.flatnonzero(np.diff(likes.indptr)):
        liked = others[likes.indices[likes.indptr[row] : likes.indptr[row + 1]]]
        found[row] = np.linalg.solve(gram + alpha * liked.T @ liked, (1 + alpha) * liked.sum(axis=0))
    return found


def bpr(
    trial: Trial, seed: int, *, size: int = SIZE, epochs: int = 60, rate: float = 0.05, decay: float = 0.01
) -> Scorer:
    """Rendle et al. 2009: what was liked before what was not, by stochastic steps in batches."""
    rng, likes = np.random.default_rng(seed), trial.train.tocoo()
    people, things = (rng.normal(0, 0.1, (count, size)) for count in likes.shape)
    bias, met = np.zeros(likes.shape[1]), np.flatnonzero(trial.met)
    for _ in range(epochs):
        for part in np.array_split(rng.permutation(likes.nnz), max(1, likes.nnz // 512)):
            u, i, j = likes.row[part], likes.col[part], rng.choice(met, len(part))
            apart = things[i] - things[j]
            pull = 1 / (1 + np.exp(np.einsum("nd,nd->n", people[u], apart) + bias[i] - bias[j]))[:, None]
            steps = (pull * apart - decay * people[u], pull * people[u] - decay * things[i])
            np.add.at(things, j, rate * (-pull * people[u] - decay * things[j]))
            np.add.at(things, i, rate * steps[1])
            np.add.at(people, u, rate * steps[0])
            np.add.at(bias, i, rate * (pull[:, 0] - decay * bias[i]))
            np.add.at(bias, j, rate * (-pull[:, 0] - decay * bias[j]))
    new = np.diff(trial.train.indptr) == 0
    people[new] = 3 * mean_of(trial.known[new], things)
    return lambda rows: (people[rows] @ things.T + bias).astype(np.float32)


def mean_of(known: sparse.csr_matrix, things: NDArray) -> NDArray:
    return (known > 0).astype(np.float64) @ things / np.maximum(np.diff(known.indptr), 1)[:, None]


def lightfm(trial: Trial, seed: int) -> Scorer:
    """As it serves: hybrid WARP, learned from things that somebody met; people are folded in."""
    met, about = np.flatnonzero(trial.met), sparse.csr_matrix(trial.log.about)
    shares = shares_of(about)
    learned = engine.fit(as_dataset(trial, met, shares), epochs=EPOCHS, seed=seed, size=SIZE)
    words = learned.things.aligned([f"word {n}" for n in range(about.shape[1])])
    own = learned.things.aligned([f"{THING}{n}" for n in range(about.shape[0])])
    twice = np.where(trial.met, 1, 2)[:, None].astype(np.float32)  # as features.of_stranger
    vectors, biases = own.vectors + twice * (shares @ words.vectors), own.biases + twice[:, 0] * (shares @ words.biases)
    if not trial.strangers_are_new:  # as shelf.build
        biases = biases + np.where(trial.met, 0, learned.unloved).astype(np.float32)
    nobody = sparse.csr_matrix((trial.known.shape[0], len(learned.users.names)), dtype=np.float32)
    people = Embeddings(learned.users, learned.things).fold_in_all(nobody, trial.known, vectors)
    return lambda rows: people[rows] @ vectors.T + biases


def shares_of(about: sparse.csr_matrix) -> sparse.csr_matrix:
    """Words of a thing weigh 1 together, as all its features but its identity do."""
    totals = np.asarray(about.sum(axis=1)).ravel()
    scale = np.divide(1, totals, out=np.zeros_like(totals), where=totals > 0)
    return sparse.csr_matrix(sparse.diags_array(scale.astype(np.float32)) @ about)


def as_dataset(trial: Trial, met: NDArray[np.int64], shares: sparse.csr_matrix) -> Dataset:
    rows = np.flatnonzero(np.diff(trial.train.indptr))
    likes = sparse.csr_matrix(trial.train[rows][:, met])
    return Dataset(
        user_ids=rows,
        thing_ids=met,
        interactions=likes,
        times=likes,
        user_features=sparse.identity(len(rows), np.float32, "csr"),
        thing_features=sparse.hstack([sparse.identity(len(met), np.float32, "csr"), shares[met]]).tocsr(),
        user_names=tuple(f"{IDENTITY}{row}" for row in rows),
        thing_names=(*(f"{THING}{n}" for n in met), *(f"word {n}" for n in range(shares.shape[1]))),
    )


def blend(trial: Trial, seed: int) -> Scorer:
    """The lanes of the panel that these data can feed; what is new goes by its content."""
    model, together, alike = lightfm(trial, seed), ease(trial, seed), content(trial, seed)

    def scorer(rows: NDArray[np.int64]) -> Scores:
        near = from_0_to_1(alike(rows))
        strangers = near if trial.strangers_are_new else np.zeros_like(near)
        lanes = (from_0_to_1(model(rows)), np.where(trial.met, from_0_to_1(together(rows)), strangers), near)
        return np.asarray(0.4 * lanes[0] + 0.5 * lanes[1] + 0.1 * lanes[2], np.float32)

    return scorer


def from_0_to_1(scores: Scores) -> Scores:
    low = scores.min(axis=1, keepdims=True)
    return (scores - low) / np.maximum(scores.max(axis=1, keepdims=True) - low, 1e-9)


SCORERS: Final[dict[str, Callable[[Trial, int], Scorer]]] = {
    "popularity": popularity,
    "recent": recent,
    "content": content,
    "item-kNN": item_knn,
    "EASE": ease,
    "ALS": als,
    "BPR": bpr,
    "LightFM": lightfm,
    "blend": blend,
}
