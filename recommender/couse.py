"""Things that the same people like: EASE where there are few (entries, a small portal's items), else cosine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEIGHBOURS: Final = 30
#: So many things are compared with all others at a time.
BLOCK: Final = 500
#: Shrinks the likeness of things that few people share.
SHRINK: Final = 3.0
EASE_PENALTY: Final = 200.0
EASE_NEIGHBOURS: Final = 300
#: EASE inverts a dense matrix of this many things at most; above it, cosine serves.
EASE_LIMIT: Final = 2000


@dataclass(frozen=True)
class CoUse:
    """`weights[a, b]`: how much liking a speaks for b."""

    thing_ids: NDArray[np.int64]
    weights: sparse.csr_matrix

    @cached_property
    def rows(self) -> Mapping[int, int]:
        return {thing_id: row for row, thing_id in enumerate(self.thing_ids.tolist())}

    def scores(self, liked: Mapping[int, float], wanted: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each wanted thing, from what a person liked; zero for things nobody has met."""
        result = np.zeros(len(wanted), np.float32)
        known = {self.rows[thing_id]: weight for thing_id, weight in liked.items() if thing_id in self.rows}
        if not known or not len(wanted):
            return result
        profile = np.zeros(len(self.thing_ids), np.float32)
        profile[list(known)] = list(known.values())
        everything = self.weights.T @ profile
        place = np.searchsorted(self.thing_ids, wanted).clip(max=len(self.thing_ids) - 1)
        met = self.thing_ids[place] == wanted
        result[met] = everything[place[met]]
        return result

    def among(self, liked: Sequence[int], wanted: Sequence[int]) -> NDArray[np.float32]:
        """How much each liked thing (rows) speaks for each wanted thing (columns)."""
        result = np.zeros((len(liked), len(wanted)), np.float32)
        rows = [(place, self.rows[pk]) for place, pk in enumerate(liked) if pk in self.rows]
        columns = [(place, self.rows[pk]) for place, pk in enumerate(wanted) if pk in self.rows]
        if rows and columns:
            (to_rows, of_rows), (to_columns, of_columns) = zip(*rows, strict=True), zip(*columns, strict=True)
            result[np.ix_(to_rows, to_columns)] = self.weights[list(of_rows)][:, list(of_columns)].toarray()
        return result


def learn(thing_ids: NDArray[np.int64], interactions: sparse.csr_matrix) -> CoUse:
    return (ease if len(thing_ids) <= EASE_LIMIT else cosine)(thing_ids, interactions)


def cosine(thing_ids: NDArray[np.int64], interactions: sparse.csr_matrix) -> CoUse:
    """The nearest of each thing. In blocks: all pairs that share a person would not fit into memory at once."""
    liked = (interactions > 0).astype(np.float32).tocsc()
    by_thing = liked.T.tocsr()
    people = np.diff(liked.indptr).astype(np.float32)
    starts = range(0, len(thing_ids), BLOCK)
    nearest = [nearest_of(by_thing[at : at + BLOCK], liked, people, at) for at in starts]
    shape = (len(thing_ids), len(thing_ids))
    return CoUse(
        thing_ids, sparse.vstack(nearest, format="csr") if nearest else sparse.csr_matrix(shape, dtype=np.float32)
    )


def nearest_of(
    block: sparse.csr_matrix, liked: sparse.csc_matrix, people: NDArray[np.float32], first: int
) -> sparse.csr_matrix:
    """`block`: things x people, of the things from the `first` on."""
    together = (block @ liked).tocoo()
    rows = together.row + first
    values = together.data / (np.sqrt(people[rows] * people[together.col]) + SHRINK)
    values[rows == together.col] = 0
    likeness = sparse.csr_matrix((values, (together.row, together.col)), shape=together.shape, dtype=np.float32)
    return strongest(likeness, NEIGHBOURS)


def ease(thing_ids: NDArray[np.int64], interactions: sparse.csr_matrix) -> CoUse:
    """Steck 2019, "Embarrassingly shallow autoencoders": I - P / diag(P), P the inverse of the Gram matrix."""
    liked = (interactions > 0).astype(np.float64)
    gram = np.asarray((liked.T @ liked).todense())
    # The penalty was measured with a thousand people; with few it would drown all they say.
    penalty = min(EASE_PENALTY, 1 + liked.shape[0] / 5)
    inverse = np.linalg.inv(gram + penalty * np.eye(len(gram)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return CoUse(thing_ids, strongest(sparse.csr_matrix(weights.astype(np.float32)), EASE_NEIGHBOURS))


def strongest(likeness: sparse.csr_matrix, keep: int) -> sparse.csr_matrix:
    """Each row with its `keep` largest cells only."""
    kept = likeness.copy()
    kept.eliminate_zeros()
    for row in np.flatnonzero(np.diff(kept.indptr) > keep):
        cells = slice(kept.indptr[row], kept.indptr[row + 1])
        values = kept.data[cells]
        values[np.argpartition(values, -keep)[:-keep]] = 0
    kept.eliminate_zeros()
    return kept
