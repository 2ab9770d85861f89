"""Who liked what, when, and what is known about the things: the form into which every data set is brought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from recommender.content import normalised
from recommender.dataset import Dataset, Vocabulary
from recommender.features import THING

#: (person, thing, weight, time)
Row = tuple[str, str, float, float]
Words = Mapping[str, Iterable[str]]
#: Words that fewer things have tell nothing about likeness.
LEAST_THINGS: Final = 2


class BadData(ValueError):
    """A file is not in the form that its data set is published in; the message names the file and the line."""


@dataclass(frozen=True)
class Log:
    """`likes` and `times` are people x things with the same cells; `about` is things x words, of length 1 or 0."""

    name: str
    likes: sparse.csr_matrix
    times: sparse.csr_matrix
    about: sparse.csr_matrix

    @property
    def shape(self) -> tuple[int, int]:
        people, things = self.likes.shape
        return int(people), int(things)


def of_rows(name: str, rows: Iterable[Row], words: Words) -> Log:
    """Several deeds of one person with one thing are one like: the strongest, at the first time."""
    people, things = Vocabulary(), Vocabulary()
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for person, thing, weight, at in rows:
        key = (people.row(person), things.row(thing))
        known = found.get(key, (0.0, at))
        found[key] = (max(weight, known[0]), min(at, known[1]))
    for thing in words:
        things.row(thing)
    if not found:
        raise BadData(f"{name}: nobody likes anything here.")
    cells = np.array(list(found), np.int64).T
    values = np.array(list(found.values()), np.float64).T
    shape = (len(people.rows), len(things.rows))
    likes, times = (sparse.csr_matrix((value, cells), shape=shape) for value in values)
    return Log(name, likes.astype(np.float32), times, described(things.names, words))


def described(names: Iterable[str], words: Words) -> sparse.csr_matrix:
    """tf-idf of the words of each thing; rare words are left out."""
    vocabulary = Vocabulary()
    counts = vocabulary.matrix([dict.fromkeys(words.get(name, ()), 1.0) for name in names])
    return weighed(counts)


def weighed(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    having = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.where(having >= LEAST_THINGS, np.log((1 + counts.shape[0]) / (1 + having)) + 1, 0).astype(np.float32)
    return normalised(sparse.csr_matrix(counts @ sparse.diags_array(rarity)))


def of_dataset(data: Dataset) -> Log:
    """The portal's own."""
    known = np.array([not name.startswith(THING) for name in data.thing_names], np.float32)
    about = sparse.csr_matrix(data.thing_features @ sparse.diags_array(known))
    about.eliminate_zeros()
    return Log("live", data.interactions, data.times, weighed((about > 0).astype(np.float32)))
