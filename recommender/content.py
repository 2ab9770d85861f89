"""What things are about: words and topics as hashed tf-idf rows, which things that nobody has read have too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.features import Thing, words

BUCKETS: Final = 2**16
TITLE, TEXT = 2.0, 1.0
LONGEST_TEXT: Final = 60  # words
#: A row's topics and its words each have this length, so that a long text does not drown what it is about.
HALF: Final = 0.5**0.5

Counts = Mapping[int, float]


def bucket(token: str) -> int:
    return crc32(token.encode()) % BUCKETS


def topic_counts(topics: Iterable[str]) -> Counts:
    """Topics are tokens of their own, never confused with words."""
    return {bucket(f"topic:{topic}"): 1.0 for topic in topics}


def word_counts(thing: Thing) -> Counts:
    found: defaultdict[int, float] = defaultdict(float)
    for word in words(thing.title):
        found[bucket(word)] += TITLE
    for word in words(thing.text)[:LONGEST_TEXT]:
        found[bucket(word)] += TEXT
    return found


@dataclass(frozen=True)
class ContentSpace:
    """How telling each bucket is among the things on offer."""

    rarity: NDArray[np.float32]

    @classmethod
    def of(cls, things: Sequence[Thing]) -> "ContentSpace":
        counted = [word_counts(thing) for thing in things] + [topic_counts(thing.topics) for thing in things]
        seen = np.bincount([key for counts in counted for key in counts], minlength=BUCKETS)
        return cls(np.log((1 + len(things)) / (1 + seen)).astype(np.float32) + 1)

    def matrix(self, things: Sequence[Thing]) -> sparse.csr_matrix:
        """One row per thing; a thing with topics and words has length 1."""
        topics = self.rows([topic_counts(thing.topics) for thing in things])
        return sparse.csr_matrix(HALF * topics + HALF * self.rows([word_counts(thing) for thing in things]))

    def of_topics(self, topics: Iterable[str]) -> sparse.csr_matrix:
        return self.rows([topic_counts(topics)])

    def rows(self, counted: Sequence[Counts]) -> sparse.csr_matrix:
        lengths = np.cumsum([0, *(len(row) for row in counted)])
        columns = np.array([key for row in counted for key in row], np.int32)
        values = np.array([np.log1p(value) for row in counted for value in row.values()], np.float32)
        values *= self.rarity[columns] if len(columns) else 1
        return normalised(sparse.csr_matrix((values, columns, lengths), shape=(len(counted), BUCKETS)))


def normalised(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Every row at length 1; an empty row stays empty."""
    cells = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(matrix.shape[0]), cells)
    lengths = np.sqrt(np.bincount(rows, weights=matrix.data**2, minlength=matrix.shape[0]))
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    values = (matrix.data * scale[rows]).astype(np.float32)
    return sparse.csr_matrix((values, matrix.indices, matrix.indptr), shape=matrix.shape)
