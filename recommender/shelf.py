"""What can be suggested right now, ready for comparison: things, their words, their popularity, their vectors."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

import numpy as np
from django.db.models import Max, Q
from django.utils import timezone
from numpy.typing import NDArray
from scipy import sparse

from recommender import blending, features, promotion, ranking, stats, things
from recommender.artifacts import Artifact
from recommender.blending import PRIORS, Weights
from recommender.content import ContentSpace
from recommender.counting import LIKES, by_known_people, who_like_other_things
from recommender.dataset import Subject
from recommender.embeddings import Vectors
from recommender.features import Thing, base_language
from recommender.models import Event
from recommender.refusals import Offer
from widgets.models import CatalogueEntry

KEEP: Final = 20.0  # seconds
MOST_ITEMS: Final = 3000
NEW_HALF_LIFE: Final = 24 * 3600.0
POPULAR_DAYS: Final = 14
POPULAR_HALF_LIFE: Final = 24 * 3600.0


@dataclass(frozen=True)
class Met:
    """Things that people did something with, described like those of a shelf; `rows` says which row is whose."""

    things: Sequence[Thing]
    text: sparse.csr_matrix
    vectors: Vectors

    @cached_property
    def rows(self) -> dict[int, int]:
        return {thing.id: row for row, thing in enumerate(self.things)}


@dataclass(frozen=True)
class Shelf:
    """All arrays, and the rows of `text` and `vectors`, are in the order of `things`."""

    things: Sequence[Thing]
    ids: NDArray[np.int64]
    published: NDArray[np.float64]
    expires: NDArray[np.float64]
    popular: NDArray[np.float32]
    #: Other lanes that are the same for everybody.
    trends: Mapping[str, NDArray[np.float32]]
    space: ContentSpace
    text: sparse.csr_matrix
    policy: str
    #: What each lane weighs here.
    weights: Weights
    artifact: Artifact | None
    vectors: Vectors
    biases: Vectors
    #: Whether the model has met the thing.
    met: NDArray[np.bool_]

    @cached_property
    def source_ids(self) -> NDArray[np.int64]:
        return np.array([thing.source_id or 0 for thing in self.things], np.int64)

    @cached_property
    def languages(self) -> NDArray[np.str_]:
        return np.array([base_language(thing.language) for thing in self.things], np.str_)

    @cached_property
    def by_topic(self) -> dict[str, list[int]]:
        """Which rows have which topic."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row, thing in enumerate(self.things):
            for topic in thing.topics:
                found[topic].append(row)
        return found

    def has_topic(self, topics: Collection[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(self.things), bool)
        for topic in topics:
            found[self.by_topic.get(topic, [])] = True
        return found

    @cached_property
    def tellings(self) -> NDArray[np.int64]:
        return ranking.tellings_of(self.things)

    @cached_property
    def offer(self) -> Offer:
        return Offer(self.ids.tolist())

    @cached_property
    def as_met(self) -> Met:
        return Met(self.things, self.text, self.vectors)


_kept: dict[Subject, tuple[object, float, Shelf]] = {}


def current(subject: Subject) -> Shelf:
    """Kept for some seconds, unless there is a newer thing or a newer model."""
    version, artifact = promotion.live_model(subject)
    state = (version and version.pk, newest(subject))
    known, made_at, shelf = _kept.get(subject, (None, 0.0, None))
    if shelf is None or known != state or time.monotonic() - made_at > KEEP:
        offered = things.recent_items(MOST_ITEMS) if subject == "items" else things.entries()
        policy = f"{subject}-{version.pk}" if version and artifact else f"{subject}-without-model"
        weights = blending.from_json(version.weights) if version else PRIORS
        trends = stats.trends([thing.id for thing in offered]) if subject == "items" else {}
        shelf = build(offered, popularity(subject), policy, artifact, weights=weights, trends=trends)
        _kept[subject] = (state, time.monotonic(), shelf)
    return shelf


def forget() -> None:
    """Looks anew at the next call."""
    _kept.clear()


def newest(subject: Subject) -> tuple[int, datetime] | None:
    """What tells one shelf from the next: the id of the newest thing, and when it came."""
    if subject == "items":
        return things.public_items().order_by("-pk").values_list("pk", "first_seen_at").first()
    return CatalogueEntry.objects.order_by("-pk").values_list("pk", "created_at").first()


def build(
    offered: Sequence[Thing],
    liked: dict[int, float],
    policy: str,
    artifact: Artifact | None,
    *,
    weights: Weights = PRIORS,
    trends: Mapping[str, NDArray[np.float32]] | None = None,
) -> Shelf:
    space = ContentSpace.of(offered)
    met = met_by(artifact, offered)
    described = [
        features.of_thing(t) if known else features.of_stranger(t) for t, known in zip(offered, met, strict=True)
    ]
    nothing = (np.zeros((len(offered), 0), np.float32), np.zeros(len(offered), np.float32))
    vectors, biases = artifact.embeddings.things.represent(described) if artifact else nothing
    published = np.array([thing.published for thing in offered])
    if artifact:
        biases = biases + artifact.embeddings.unloved * ~met * (1 - newness(published, time.time()))
    return Shelf(
        things=offered,
        ids=np.array([thing.id for thing in offered], np.int64),
        published=published,
        expires=np.array([thing.expires for thing in offered]),
        popular=scaled(np.array([np.log1p(liked.get(thing.id, 0.0)) for thing in offered], np.float32)),
        trends=trends or {},
        space=space,
        text=space.matrix(offered),
        policy=policy,
        weights=weights,
        artifact=artifact,
        vectors=vectors,
        biases=biases.astype(np.float32),
        met=met,
    )


def newness(published: NDArray[np.float64], now: float) -> NDArray[np.float32]:
    """From 1 to 0. What was never published, an entry of the catalogue, does not grow old."""
    age = np.where(published > 0, np.maximum(now - published, 0), 0)
    return (0.5 ** (age / NEW_HALF_LIFE)).astype(np.float32)


def meet(shelf: Shelf, known: Sequence[Thing]) -> Met:
    """Describes things that may have left the shelf."""
    vectors = np.zeros((len(known), 0), np.float32)
    if shelf.artifact:
        vectors = shelf.artifact.embeddings.things.represent([features.of_thing(thing) for thing in known])[0]
    return Met(known, shelf.space.matrix(known), vectors)


def met_by(artifact: Artifact | None, offered: Sequence[Thing]) -> NDArray[np.bool_]:
    if artifact is None:
        return np.zeros(len(offered), bool)
    known = artifact.embeddings.things
    return np.array([known.knows([thing.identity]) or thing.id in artifact.couse.rows for thing in offered], bool)


def scaled(values: NDArray[np.float32], least: float = 1e-6) -> NDArray[np.float32]:
    """From 0 to 1; values that are all below `least` stay small."""
    return np.clip(values, 0, None) / max(float(values.max(initial=0.0)), least)


def popularity(subject: Subject) -> dict[int, float]:
    """People who liked a thing lately, each counted once, the latest most. One person alone makes nothing popular."""
    column = "item_id" if subject == "items" else "entry_id"
    since = Q(created_at__gte=timezone.now() - timedelta(days=POPULAR_DAYS)) | Q(is_demo=True)
    likes = Event.objects.filter(since, by_known_people(), kind__in=LIKES).exclude(**{column: None})
    likes = likes.filter(who_like_other_things()) if subject == "items" else likes
    rows = likes.values_list(column, "user_id").annotate(at=Max("created_at")).order_by()
    found = [(thing_id, at.timestamp()) for thing_id, _, at in rows]
    newest = max((at for _, at in found), default=0.0)
    weights: dict[int, float] = {}
    people: dict[int, int] = {}
    for thing_id, at in found:
        weights[thing_id] = weights.get(thing_id, 0.0) + 0.5 ** ((newest - at) / POPULAR_HALF_LIFE)
        people[thing_id] = people.get(thing_id, 0) + 1
    return {thing_id: weight for thing_id, weight in weights.items() if people[thing_id] > 1}
