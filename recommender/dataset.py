"""Likes and features as the sparse matrices that a model learns from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, Literal

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone
from numpy.typing import NDArray
from scipy import sparse

from recommender import choices, features, likes, things
from recommender.counting import by_known_people
from recommender.features import Features, Thing
from recommender.likes import Deed, Like
from recommender.models import Event

Subject = Literal["items", "widgets"]
SUBJECTS: Final[tuple[Subject, ...]] = ("items", "widgets")
WINDOW: Final = timedelta(days=180)
#: What a placed widget weighs: less than one that was just added.
PLACED: Final = 2.0
#: When it was placed nobody noted: before any model was made. Not zero, which a sparse matrix drops.
LONG_AGO: Final = 1.0


class Vocabulary:
    """Numbers names in the order of their coming. Append only: a row never moves."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.rows: dict[str, int] = {name: row for row, name in enumerate(names)}

    def row(self, name: str) -> int:
        return self.rows.setdefault(name, len(self.rows))

    def matrix(self, described: Sequence[Features]) -> sparse.csr_matrix:
        """One row per thing, one column per name; new names get new columns."""
        cells = [(row, self.row(name), weight) for row, known in enumerate(described) for name, weight in known.items()]
        rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(described), len(self.rows))
        return sparse.csr_matrix((np.array(weights, np.float32), (rows, columns)), shape=shape, dtype=np.float32)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.rows)


@dataclass(frozen=True, slots=True)
class Dataset:
    """`interactions` and `times` are people x things with the same cells; features are rows x names."""

    user_ids: NDArray[np.int64]
    thing_ids: NDArray[np.int64]
    interactions: sparse.csr_matrix
    times: sparse.csr_matrix
    user_features: sparse.csr_matrix
    thing_features: sparse.csr_matrix
    user_names: tuple[str, ...]
    thing_names: tuple[str, ...]

    def without(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> "Dataset":
        """The same people, things and features, without these likes."""
        hidden = sparse.csr_matrix((np.ones(len(rows), bool), (rows, columns)), shape=self.interactions.shape)
        kept = self.interactions - self.interactions.multiply(hidden)
        kept.eliminate_zeros()
        return replace(self, interactions=kept.tocsr(), times=self.times.multiply(kept > 0).tocsr())


def assemble(liked: Iterable[Like], people: Mapping[int, Features], described: Mapping[int, Features]) -> Dataset:
    """Only things that somebody likes become rows: what nobody has met must not be learned as unloved."""
    pairs = [like for like in liked if like.weight > 0 and like.user_id in people and like.thing_id in described]
    user_ids = np.unique(np.array([like.user_id for like in pairs], np.int64))
    thing_ids = np.unique(np.array([like.thing_id for like in pairs], np.int64))
    rows = np.searchsorted(user_ids, [like.user_id for like in pairs])
    columns = np.searchsorted(thing_ids, [like.thing_id for like in pairs])
    shape = (len(user_ids), len(thing_ids))
    user_words, thing_words = Vocabulary(), Vocabulary()
    return Dataset(
        user_ids=user_ids,
        thing_ids=thing_ids,
        interactions=cells([like.weight for like in pairs], rows, columns, shape).astype(np.float32),
        times=cells([like.at for like in pairs], rows, columns, shape),
        user_features=user_words.matrix([people[pk] for pk in user_ids.tolist()]),
        thing_features=thing_words.matrix([described[pk] for pk in thing_ids.tolist()]),
        user_names=user_words.names,
        thing_names=thing_words.names,
    )


def cells(
    values: Sequence[float], rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]
) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.array(values, np.float64), (rows, columns)), shape=shape)


def load(subject: Subject) -> Dataset:
    return load_items() if subject == "items" else load_widgets()


def load_items() -> Dataset:
    """What people read, with what they chose for their pages as features of the people."""
    liked = by_broad_people(likes.from_deeds(deeds("item_id")))
    chosen = choices.of(sorted({like.user_id for like in liked}))
    people = {user_id: features.of_person(user_id, choice) for user_id, choice in chosen.items()}
    return assemble(liked, people, describe(things.items_by_id({like.thing_id for like in liked}).values()))


def by_broad_people(liked: Iterable[Like]) -> list[Like]:
    """Without people who like a single thing: they say nothing of what goes with what, and robots are like that."""
    told = list(liked)
    breadth = Counter(like.user_id for like in told if like.weight > 0)
    return [like for like in told if breadth[like.user_id] > 1]


def load_widgets() -> Dataset:
    """What people added and what stands on their pages: the one is what is to be foretold, so neither is a feature."""
    added = {(like.user_id, like.thing_id): like for like in likes.from_deeds(deeds("entry_id"))}
    people = {user_id for user_id, *_ in deeds("item_id")} | {like.user_id for like in added.values()}
    for user_id, chosen in choices.of(sorted(people)).items():
        for entry_id in chosen.entry_ids:
            added.setdefault((user_id, entry_id), Like(user_id, entry_id, PLACED, LONG_AGO))
    known = {like.user_id: {features.identity_of(like.user_id): 1.0} for like in added.values()}
    return assemble(added.values(), known, describe(things.entries()))


def describe(known: Iterable[Thing]) -> dict[int, Features]:
    return {thing.id: features.of_thing(thing) for thing in known}


def deeds(column: Literal["item_id", "entry_id"]) -> QuerySet[Any, Deed]:
    """Of people who want suggestions. The demo's events never grow too old to learn from."""
    recent = Q(created_at__gte=timezone.now() - WINDOW) | Q(is_demo=True)
    told = Event.objects.filter(recent, by_known_people(), user__wants_suggestions=True, user__is_active=True).exclude(
        kind=Event.Kind.SHOW
    )
    return told.exclude(**{column: None}).order_by("pk").values_list("user_id", column, "kind", "created_at")
