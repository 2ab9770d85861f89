"""What is hidden from the scorers and asked of them: by time, at random, the last like, new things, new people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.trials.log import Log

SHARE: Final = 0.2
#: People with fewer likes are only learned from.
LEAST_LIKES: Final = 3


@dataclass(frozen=True)
class Trial:
    """All matrices are people x things. Scorers learn from `train` and, when they are asked, know `known` of a person;
    `held` is what they should find among the `offered` things that the person does not know."""

    log: Log
    protocol: str
    train: sparse.csr_matrix
    known: sparse.csr_matrix
    held: sparse.csr_matrix
    offered: NDArray[np.bool_]

    @property
    def people(self) -> NDArray[np.int64]:
        return np.flatnonzero(np.diff(self.held.indptr)).astype(np.int64)

    @property
    def strangers_are_new(self) -> bool:
        """What nobody has met is new, so that nobody could; else it was there all the time, and nobody liked it."""
        return self.protocol in {"temporal", "cold-item", "cold-item-among-all"}

    @property
    def met(self) -> NDArray[np.bool_]:
        return np.diff(self.train.tocsc().indptr) > 0


Hide = Callable[[Log, np.random.Generator], NDArray[np.bool_]]


def temporal(log: Log, _rng: np.random.Generator) -> NDArray[np.bool_]:
    """The newest fifth of all likes."""
    return log.times.data > np.quantile(log.times.data, 1 - SHARE)


def at_random(log: Log, rng: np.random.Generator) -> NDArray[np.bool_]:
    """A fifth of each person's likes, of people who have enough of them."""
    return (rng.random(log.likes.nnz) < SHARE) & per_cell(np.diff(log.likes.indptr) >= LEAST_LIKES, log)


def last(log: Log, rng: np.random.Generator) -> NDArray[np.bool_]:
    """The last like of each person; of several at once, one by chance."""
    hidden = np.zeros(log.likes.nnz, bool)
    order = log.times.data + rng.random(log.times.nnz) * 1e-6
    for start, end in zip(log.times.indptr[:-1], log.times.indptr[1:], strict=True):
        if end - start >= LEAST_LIKES:
            hidden[start + np.argmax(order[start:end])] = True
    return hidden


def cold_items(log: Log, rng: np.random.Generator) -> NDArray[np.bool_]:
    """All likes of a fifth of the things."""
    return (rng.random(log.shape[1]) < SHARE)[log.likes.indices]


def per_cell(rows: NDArray[np.bool_], log: Log) -> NDArray[np.bool_]:
    return np.repeat(rows, np.diff(log.likes.indptr))


HIDES: Final[dict[str, Hide]] = {"temporal": temporal, "random": at_random, "last": last, "cold-item": cold_items}
PROTOCOLS: Final = (*HIDES, "cold-item-among-all", "cold-user")


def prepare(log: Log, protocol: str, seed: int = 1, most_people: int = 2000) -> Trial:
    rng = np.random.default_rng(seed)
    if protocol == "cold-user":
        return with_new_people(log, rng, most_people)
    hidden = HIDES[protocol.removesuffix("-among-all")](log, rng)
    train, held = cells(log, ~hidden), cells(log, hidden)
    offered = np.ones(log.shape[1], bool)
    if protocol == "cold-item":
        offered = np.diff(train.tocsc().indptr) == 0
    return Trial(log, protocol, train, train, of_some(held, np.diff(train.indptr) > 0, rng, most_people), offered)


def with_new_people(log: Log, rng: np.random.Generator, most_people: int) -> Trial:
    """A fifth of the people is unknown while learning; when they come, the first half of their likes is known."""
    new = (rng.random(log.shape[0]) < SHARE) & (np.diff(log.likes.indptr) >= LEAST_LIKES)
    later = np.zeros(log.likes.nnz, bool)
    for row in np.flatnonzero(new):
        start, end = log.times.indptr[row : row + 2]
        order = np.argsort(log.times.data[start:end], kind="stable")
        later[start + order[(end - start + 1) // 2 :]] = True
    train, known = cells(log, ~per_cell(new, log)), cells(log, ~later)
    held = of_some(cells(log, later), new, rng, most_people)
    return Trial(log, "cold-user", train, known, held, np.ones(log.shape[1], bool))


def cells(log: Log, wanted: NDArray[np.bool_]) -> sparse.csr_matrix:
    found = log.likes.copy()
    found.data = np.where(wanted, found.data, 0)
    found.eliminate_zeros()
    return found


def of_some(held: sparse.csr_matrix, may: NDArray[np.bool_], rng: np.random.Generator, most: int) -> sparse.csr_matrix:
    """Of people who may be asked, and of no more than `most`."""
    people = np.flatnonzero((np.diff(held.indptr) > 0) & may)
    asked = np.zeros(held.shape[0], bool)
    asked[people if len(people) <= most else rng.choice(people, most, replace=False)] = True
    return sparse.csr_matrix(sparse.diags_array(asked.astype(np.float32)) @ held)
