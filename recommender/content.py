"""What things are about: words and topics as hashed tf-idf rows, which things that nobody has read have too."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.features import Thing, words

BUCKETS: Final = 2**16
TITLE, TEXT, TOPIC = 2.0, 1.0, 5.0
LONGEST_TEXT: Final = 60  # words


def bucket(token: str) -> int:
    return crc32(token.encode()) % BUCKETS


def topic_bucket(topic: str) -> int:
    return bucket(f"topic:{topic}")


def counts(thing: Thing) -> Mapping[int, float]:
    """How often each bucket occurs; topics are tokens of their own."""
    found: Counter[int] = Counter()
    for word in words(thing.title):
        found[bucket(word)] += TITLE  # type: ignore[assignment]
    for word in words(thing.text)[:LONGEST_TEXT]:
        found[bucket(word)] += TEXT  # type: ignore[assignment]
    for topic in thing.topics:
        found[topic_bucket(topic)] += TOPIC  # type: ignore[assignment]
    return found


@dataclass(frozen=True)
class ContentSpace:
    """How telling each bucket is among the things on offer."""

    rarity: NDArray[np.float32]

    @classmethod
    def of(cls, things: Sequence[Thing]) -> "ContentSpace":
        seen = np.bincount([key for thing in things for key in counts(thing)], minlength=BUCKETS)
        return cls(np.log((1 + len(things)) / (1 + seen)).astype(np.float32) + 1)

    def matrix(self, things: Sequence[Thing]) -> sparse.csr_matrix:
        """One row of length 1 per thing."""
        return self.rows([counts(thing) for thing in things])

    def of_topics(self, topics: Iterable[str]) -> sparse.csr_matrix:
        return self.rows([{topic_bucket(topic): TOPIC for topic in topics}])

    def rows(self, counted: Sequence[Mapping[int, float]]) -> sparse.csr_matrix:
        lengths = np.cumsum([0, *(len(row) for row in counted)])
        columns = np.array([key for row in counted for key in row], np.int32)
        values = np.array([np.log1p(value) for row in counted for value in row.values()], np.float32)
        values *= self.rarity[columns] if len(columns) else 1
        return normalised(sparse.csr_matrix((values, columns, lengths), shape=(len(counted), BUCKETS)))


def normalised(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Every row at length 1; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix)
