"""What a model learned, as numpy arrays: scores, and vectors for people and things it has never met. No LightFM."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.features import IDENTITY, THING, Features

Vectors = NDArray[np.float32]
#: How strongly what was just read pulls a person's vector: about as long it becomes as those that are learned.
PULL: Final = 1.5
#: A thing that could have been met and was not is like the least loved, this part of all that were met.
UNLOVED: Final = 0.05
#: After so many reads half of that pull is reached.
HALFWAY: Final = 2


@dataclass(frozen=True)
class Side:
    """People or things: a vector and a bias per feature name. A thing is the weighted sum of its features."""

    names: tuple[str, ...]
    vectors: Vectors
    biases: Vectors

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    def represent(self, described: Sequence[Features]) -> tuple[Vectors, Vectors]:
        """(vectors, biases), one row each. Unknown features add nothing: so a new thing's identity is zero."""
        vectors = np.zeros((len(described), self.vectors.shape[1]), np.float32)
        biases = np.zeros(len(described), np.float32)
        for number, known in enumerate(described):
            for name, weight in known.items():
                row = self.rows.get(name)
                if row is not None:
                    vectors[number] += weight * self.vectors[row]
                    biases[number] += weight * self.biases[row]
        return vectors, biases

    def knows(self, known: Iterable[str]) -> bool:
        return any(name in self.rows for name in known)

    def terms(self, known: Features, vector: Vectors) -> dict[str, float]:
        """What each feature adds to the product with `vector`: the model's own reasons."""
        rows = {name: self.rows[name] for name in known if name in self.rows}
        return {name: float(known[name] * (self.vectors[row] @ vector)) for name, row in rows.items()}

    def only(self, kept: Callable[[str], bool]) -> "Side":
        rows = [row for row, name in enumerate(self.names) if kept(name)]
        return Side(tuple(self.names[row] for row in rows), self.vectors[rows], self.biases[rows])

    def aligned(self, names: Sequence[str]) -> "Side":
        """The rows of these names, in their order; zeros for what this side never met."""
        vectors = np.zeros((len(names), self.vectors.shape[1]), np.float32)
        biases = np.zeros(len(names), np.float32)
        known = [(row, self.rows[name]) for row, name in enumerate(names) if name in self.rows]
        if known:
            to, of = (list(rows) for rows in zip(*known, strict=True))
            vectors[to], biases[to] = self.vectors[of], self.biases[of]
        return Side(tuple(names), vectors, biases)

    def without(self, vector: Vectors, dropped: Iterable[str]) -> Vectors:
        """`vector` turned away from these features: its product with each of them alone is zero."""
        rows = [self.rows[name] for name in dropped if name in self.rows]
        if not rows:
            return vector
        basis = np.linalg.qr(self.vectors[rows].T.astype(np.float64))[0]
        return (vector - basis @ (basis.T @ vector)).astype(np.float32)


@dataclass(frozen=True)
class Embeddings:
    users: Side
    things: Side

    @property
    def size(self) -> int:
        return int(self.things.vectors.shape[1])

    @cached_property
    def unloved(self) -> float:
        """The bias, besides that of its features, of a thing that has been there for long and that nobody met."""
        own = [self.things.biases[row] for row, name in enumerate(self.things.names) if name.startswith(THING)]
        return min(float(np.quantile(own, UNLOVED)), 0.0) if own else 0.0

    @classmethod
    def nothing(cls) -> "Embeddings":
        """Where no engine could learn: co-use alone serves."""
        side = Side((), np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
        return cls(side, side)

    def anonymous(self) -> "Embeddings":
        """Without single people's own rows: they are only needed while training, and must not outlive a person."""
        return Embeddings(self.users.only(lambda name: not name.startswith(IDENTITY)), self.things)

    def is_finite(self) -> bool:
        sides = (self.users, self.things)
        return all(bool(np.isfinite(side.vectors).all() and np.isfinite(side.biases).all()) for side in sides)

    def fold_in(self, known: Features, read: Vectors, weights: Sequence[float]) -> Vectors | None:
        """A person's vector without training: who they are and what they chose, pulled towards what they read.

        `read` has one row per thing. None if nothing is known about this person.
        The mean is nearly as good as solving for the vector, and takes microseconds.
        """
        own = self.users.represent([known])[0][0]
        if not len(weights):
            return own if self.users.knows(known) else None
        mean = np.average(read, axis=0, weights=weights)
        share = len(weights) / (len(weights) + HALFWAY)
        pulled: Vectors = (own + np.float32(PULL * share) * mean).astype(np.float32)
        return pulled

    def fold_in_all(self, known: sparse.csr_matrix, liked: sparse.csr_matrix, vectors: Vectors) -> Vectors:
        """`fold_in` for many: `known` is people x names of `users`, `liked` people x things, `vectors` the things'."""
        counts = np.diff(liked.indptr).astype(np.float32)[:, None]
        totals = np.maximum(np.asarray(liked.sum(axis=1), np.float32).reshape(-1, 1), 1e-9)
        pulled: Vectors = known @ self.users.vectors + PULL * counts / (counts + HALFWAY) * (liked @ vectors) / totals
        return pulled.astype(np.float32)


def score(person: Vectors, vectors: Vectors, biases: Vectors) -> Vectors:
    """How much one person (d) or several (n x d) would like each thing."""
    scores: Vectors = person @ vectors.T + biases
    return scores
