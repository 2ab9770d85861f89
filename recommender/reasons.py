"""Why something is suggested: the strongest cause that this person can recognise, and nothing they did not do."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recommender.choices import NOTHING, Choices
from recommender.embeddings import Embeddings, Vectors
from recommender.features import Thing, without_identity

Reason = dict[str, Any]
#: Below this likeness two things are not told to be alike.
ALIKE: Final = 0.2
FRESH_SECONDS: Final = 24 * 3600


@dataclass(frozen=True)
class Evidence:
    """What is known about one person that a reason may mention."""

    read: Sequence[Thing] = ()
    choices: Choices = NOTHING
    said_source_ids: Collection[int] = ()
    embeddings: Embeddings | None = None
    vector: Vectors | None = None
    #: Topics with how we know them: "read" (more than once) or "chosen".
    topics: Mapping[str, str] = field(default_factory=dict)


Cause = tuple[float, Reason]


def strongest(causes: Sequence[Cause], told: Counter[str]) -> Reason:
    """The strongest cause; what the list has named already counts for less, so that it does not repeat itself."""
    strength, reason = max(causes, key=lambda cause: cause[0] / (1 + told[str(cause[1])]))
    told[str(reason)] += 1
    return reason if strength > 0 else {"code": "explore"}


def causes_of(
    evidence: Evidence, thing: Thing, near: NDArray[np.float32], parts: Mapping[str, float], now: float, *, page: bool
) -> list[Cause]:
    """Why this may be suggested.

    `near`: how near it is to each thing in `read`; `parts`: what each lane added to its score; `page`: what was read
    are panels on the person's pages.
    """
    return [
        *topic_causes(evidence, thing, parts),
        *source_causes(evidence, thing, parts),
        *read_causes(evidence, near, parts, page=page),
        (parts.get("popular", 0.0), {"code": "popular"}),
        (parts.get("editors", 0.0), {"code": "editors"}),
        (parts.get("fresh", 0.0) if now - thing.published < FRESH_SECONDS else 0.0, {"code": "fresh"}),
    ]


def topic_causes(evidence: Evidence, thing: Thing, parts: Mapping[str, float]) -> list[Cause]:
    """A topic the person reads or chose."""
    shared = [topic for topic in thing.topics if topic in evidence.topics]
    shares = model_shares(evidence, thing)
    affinity, content = max(parts.get("affinity", 0.0), 0.0), parts.get("content", 0.0)
    reasons = [{"code": "topic", "topic": topic, "basis": evidence.topics[topic]} for topic in shared]
    said = max(parts.get("stated", 0.0), 0.0)
    strengths = [
        affinity * shares.get(f"topic:{topic}", 0.0)
        + content / (1 + len(shared))
        + (said if evidence.topics[topic] == "said" else 0.0)
        for topic in shared
    ]
    return list(zip(strengths, reasons, strict=True))


def source_causes(evidence: Evidence, thing: Thing, parts: Mapping[str, float]) -> list[Cause]:
    """A source that stands on the person's pages, or that they asked for."""
    if thing.source_id in evidence.said_source_ids:
        reason = {"code": "source", "source": thing.source_title, "basis": "said"}
        return [(max(parts.get("stated", 0.0), 0.0), reason)]
    if thing.source_id not in evidence.choices.source_ids:
        return []
    share = model_shares(evidence, thing).get(f"source:{thing.source_id}", 0.0)
    strength = max(parts.get("affinity", 0.0), 0.0) * share + parts.get("followed", 0.0)
    return [(strength, {"code": "source", "source": thing.source_title})]


def read_causes(
    evidence: Evidence, near: NDArray[np.float32], parts: Mapping[str, float], *, page: bool
) -> list[Cause]:
    """The own read, or the panel on the own page, that is nearest."""
    if not evidence.read or near.max() < ALIKE:
        return []
    nearest = int(np.argmax(near))
    strength = parts.get("couse", 0.0) + parts.get("content", 0.0) * min(1.0, float(near[nearest]))
    return [(strength, {"code": "page" if page else "read", "title": evidence.read[nearest].title})]


def model_shares(evidence: Evidence, thing: Thing) -> dict[str, float]:
    """How the features of a thing share the model's positive terms for this person: in all 1, or nothing."""
    if evidence.embeddings is None or evidence.vector is None:
        return {}
    known = without_identity(thing) | {thing.identity: 1.0}
    terms = {name: max(0.0, term) for name, term in evidence.embeddings.things.terms(known, evidence.vector).items()}
    total = sum(terms.values())
    return {name: term / total for name, term in terms.items()} if total else {}
