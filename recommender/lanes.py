"""How much each lane wants each thing of a shelf for one person: numbers from 0 to 1, one per thing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from recommender.content import bucket
from recommender.embeddings import Vectors, score
from recommender.features import Features, Thing
from recommender.preferences import Stated
from recommender.ranking import Lane
from recommender.readers import Taste
from recommender.shelf import Met, Shelf, newness, scaled

MOST_READS: Final = 100
#: So many reads are "just now"; they weigh up to so much more, the more they are of one kind.
LATELY: Final = 5
NOW: Final = 5.0
#: A panel shows about so many: what is newer than that in a followed source is on the page already.
ON_PAGE: Final = 5
#: Likeness below this is a matter of a few common words.
TRACE: Final = 0.3


@dataclass(frozen=True)
class Past:
    """What one person did with things of one sort. The rows and `weights` are in the order of `read`."""

    read: Sequence[Thing]
    weights: Sequence[float]
    text: sparse.csr_matrix
    vectors: Vectors
    unwanted: sparse.csr_matrix

    @property
    def liked(self) -> dict[int, float]:
        return dict(zip((thing.id for thing in self.read), self.weights, strict=True))


def newest(liked: Mapping[int, float]) -> list[int]:
    return list(liked)[:MOST_READS]


def recency(text: sparse.csr_matrix, vectors: Vectors) -> float:
    """How much more the last reads weigh. Five of one kind are a new wish; one that strays is not."""
    count = text.shape[0]
    if count < LATELY:
        return 1.0
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions = vectors / np.maximum(lengths, 1e-6)
    alike = directions @ directions.T if vectors.shape[1] and lengths.all() else (text @ text.T).toarray()
    coherence = (float(alike.sum()) - count) / (count * (count - 1))
    return 1 + NOW * max(coherence, 0.0) ** 2


def past_of(taste: Taste, met: Met, *, newest_first: bool = True) -> Past:
    """Where a taste has no order in time (`newest_first` is false), nothing of it was "just now"."""
    read = [met.rows[pk] for pk in newest(taste.liked) if pk in met.rows]
    unwanted = [met.rows[pk] for pk in newest(taste.unwanted) if pk in met.rows]
    things = [met.things[row] for row in read]
    lately = recency(met.text[read[:LATELY]], met.vectors[read[:LATELY]]) if newest_first else 1.0
    weights = [taste.liked[thing.id] * (lately if place < LATELY else 1) for place, thing in enumerate(things)]
    return Past(things, weights, met.text[read], met.vectors[read], met.text[unwanted])


def fold_in(from_shelf: Shelf, known: Features, past: Past, dropped: Collection[str] = ()) -> Vectors | None:
    """The person's vector, blind for the features that nothing may be concluded from."""
    if from_shelf.artifact is None:
        return None
    vector = from_shelf.artifact.embeddings.fold_in(known, past.vectors, past.weights)
    return vector if vector is None else from_shelf.artifact.embeddings.things.without(vector, dropped)


def affinity(from_shelf: Shelf, vector: Vectors | None) -> Lane:
    """The model's scores, from -1 to 1 within this shelf."""
    if vector is None or not len(from_shelf.ids):
        return np.zeros(len(from_shelf.ids), np.float32)
    scores = score(vector, from_shelf.vectors, from_shelf.biases)
    return np.clip((scores - scores.mean()) / (2 * scores.std() + 1e-6), -1, 1)


def content(from_shelf: Shelf, past: Past, topics: Collection[str], dropped: Collection[str] = ()) -> Lane:
    """Likeness to what the person read and to the topics they chose, but for the topics they told us to drop."""
    profile = from_shelf.space.of_topics(topics).toarray().ravel()
    if past.read:
        read = np.array(past.weights, np.float32) @ past.text
        profile += read / max(float(np.linalg.norm(read)), 1e-6)
    profile[[bucket(name) for name in dropped]] = 0
    return scaled((from_shelf.text @ profile) / max(float(np.linalg.norm(profile)), 1e-6), 0.1)


def likeness(from_shelf: Shelf, unwanted: sparse.csr_matrix) -> Lane:
    """How near each thing is to the nearest one that the person hid; mere traces do not count."""
    if not unwanted.shape[0]:
        return np.zeros(len(from_shelf.ids), np.float32)
    near = (from_shelf.text @ unwanted.T).toarray().max(axis=1, initial=0)
    return np.where(near > TRACE, near, 0).astype(np.float32)


def couse(from_shelf: Shelf, liked: Mapping[int, float], alike: Lane, now: float) -> Lane:
    """What others liked beside it. Nobody could have met a new thing yet: its content (`alike`) speaks for it."""
    if from_shelf.artifact is None or not liked:
        return np.zeros(len(from_shelf.ids), np.float32)
    together = scaled(from_shelf.artifact.couse.scores(liked, from_shelf.ids))
    return np.where(from_shelf.met, together, alike * newness(from_shelf.published, now))


def freshness(from_shelf: Shelf, now: float) -> Lane:
    return newness(from_shelf.published, now)


def followed(from_shelf: Shelf, source_ids: Collection[int]) -> Lane:
    return np.isin(from_shelf.source_ids, list(source_ids)).astype(np.float32)


def stated(from_shelf: Shelf, said: Stated) -> Lane:
    """What the person said of its topics and its source: from -1 (less) to 1 (more)."""
    told = np.zeros(len(from_shelf.ids), np.float32)
    for topic, weight in said.topics.items():
        told[from_shelf.has_topic([topic])] += weight
    for source_id, weight in said.source_ids.items():
        told[from_shelf.source_ids == source_id] += weight
    return np.clip(told, -1, 1)


def featured(from_shelf: Shelf) -> Lane:
    return np.array([thing.featured for thing in from_shelf.things], np.float32)


def on_page(from_shelf: Shelf, source_ids: Collection[int]) -> Lane:
    """The newest things of followed sources; a shelf begins with the newest."""
    shown = np.zeros(len(from_shelf.ids), np.float32)
    for source_id in source_ids:
        shown[np.flatnonzero(from_shelf.source_ids == source_id)[:ON_PAGE]] = 1
    return shown
