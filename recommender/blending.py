"""What each lane weighs: sensible priors, what a model has learned (see `fitting`), and what a person tuned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

Weights = Mapping[str, float]

#: Sensible priors, and the only place they stand. Lanes run from 0 to 1 (affinity and stated from -1).
PRIORS: Final[Weights] = {
    "affinity": 1.0,  # LightFM: who this is, what they chose, what they read
    "content": 0.8,  # like what they read, in words and topics
    "couse": 0.5,  # others who read this also read that
    "stated": 1.0,  # they said more, or less, of its topic or source
    "followed": 0.25,  # from a source on their pages
    "popular": 0.25,  # many read it lately
    "rising": 0.1,  # many read it in the last hours
    "lasting": 0.1,  # many read it over days
    "clicked": 0.1,  # those it was suggested to opened it
    "fresh": 0.35,  # it is new
    "editors": 0.15,  # the editors picked it
    "on_page": -0.3,  # they see it on their page anyway
    "unwanted": -1.5,  # like what they hid
}
#: What people said is obeyed, not learned.
FIXED: Final = frozenset({"stated", "unwanted"})
FAMILIAR: Final = ("affinity", "content", "couse", "followed")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was opened among what was shown together. `signals`: one row per thing shown, in the order of `places`."""

    signals: Sequence[Weights]
    places: Sequence[int]
    opened: int


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights as a model carries them; `basis` is "prior" or "learned"."""

    weights: Weights
    basis: str = "prior"
    choices: int = 0

    def as_json(self) -> dict[str, object]:
        rounded = {name: round(weight, 4) for name, weight in self.weights.items()}
        return {"basis": self.basis, "choices": self.choices, "weights": rounded}


def from_json(stored: Mapping[str, object]) -> Weights:
    """Weights that a model carries; the prior for each lane of which it says nothing, or nothing sound."""
    told = stored.get("weights")
    sound = told if isinstance(told, dict) else {}
    return {
        name: float(sound[name]) if isinstance(sound.get(name), int | float) and np.isfinite(sound[name]) else prior
        for name, prior in PRIORS.items()
    }


def tuned(weights: Weights, *, surprise: float, timeless: float) -> Weights:
    """As a person set the sliders; in the middle (0.5) nothing changes."""
    near, new = 4 ** (1 - 2 * surprise), (2 * (1 - timeless)) ** 3
    factors = dict.fromkeys(FAMILIAR, near) | {"fresh": new, "rising": new, "lasting": (2 * timeless) ** 3}
    return {name: weight * factors.get(name, 1.0) for name, weight in weights.items()}


def without_taste(weights: Weights) -> Weights:
    """Nothing that was learned of a person speaks; what they said and muted is obeyed as always."""
    return {**weights, **dict.fromkeys(FAMILIAR, 0.0)}
