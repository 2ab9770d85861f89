"""What another way of choosing would have earned, from what was shown and the chance with which it was shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.blending import PRIORS, Weights
from recommender.impressions import Shown

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Worth:
    """Openings per thing shown. `sample` is the effective sample size: how many equal weights say as much."""

    ips: float
    snips: float
    low: float
    high: float
    sample: float


def worth(opened: Array, logged: Array, wanted: Array, *, most: float = 1000.0, seed: int = 1) -> Worth:
    """Inverse propensity scores (Horvitz & Thompson 1952) and the self-normalised ones (Swaminathan & Joachims 2015).

    `logged` and `wanted` are the chances with which each thing was, and would have been, shown. Ratios are capped at
    `most`, which costs a little truth for much less noise. The interval is of SNIPS, by bootstrap.
    """
    if not len(opened):
        return Worth(0.0, 0.0, 0.0, 0.0, 0.0)
    ratio = np.minimum(wanted / logged, most)
    drawn = np.random.default_rng(seed).integers(0, len(opened), (500, len(opened)))
    totals = np.maximum(ratio[drawn].sum(axis=1), 1e-12)
    low, high = np.quantile((ratio * opened)[drawn].sum(axis=1) / totals, [0.025, 0.975])
    total = max(float(ratio.sum()), 1e-12)
    sample = total**2 / max(float((ratio**2).sum()), 1e-12)
    snips = float((ratio * opened).sum()) / total
    return Worth(float((ratio * opened).mean()), snips, float(low), float(high), sample)


Wish = Callable[[Weights], float]


def by_weights(weights: Weights) -> Wish:
    """In proportion to e to the blended score."""
    return lambda signals: float(np.exp(sum(weights.get(name, 0.0) * value for name, value in signals.items())))


POLICIES: dict[str, Wish] = {
    "by chance": lambda _: 1.0,
    "popular": by_weights({"popular": 3.0}),
    "fresh": by_weights({"fresh": 3.0}),
    "priors": by_weights(PRIORS),
}


def compare(shown: Sequence[Shown], learned: Weights | None = None) -> dict[str, Worth]:
    """Ways to fill the place that is given to chance, where every thing had the same known chance.

    How likely a thing would be otherwise is known but for a factor, which SNIPS does without; so IPS takes the mean.
    """
    drawn = [one for one in shown if one.propensity < 1]
    opened = np.array([one.is_opened for one in drawn], float)
    logged = np.array([one.propensity for one in drawn], float)
    policies = POLICIES | ({"learned": by_weights(learned)} if learned else {})
    found = {}
    for name, wish in policies.items():
        wanted = np.array([wish(one.signals) for one in drawn], float)
        scale = wanted.mean() if len(wanted) else 1.0
        found[name] = worth(opened, logged, logged * wanted / scale)
    return found
