"""Learns what each lane weighs, from lists that were shown; only training loads it: SciPy's optimizers take 14 MB."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommender.blending import FIXED, PRIORS, Blend, Choice, Weights

#: What is further down is seen less: this much per step of the logarithm of its place, before it is learned.
PLACE_BIAS: Final = 0.5
#: With fewer choices the priors stand.
LEAST_CHOICES: Final = 50
#: How firmly the priors hold: like so many choices.
FIRMNESS: Final = 10.0
#: The newest part of the choices tells whether what was learned from the others is better than the priors.
HELD_BACK: Final = 0.2


def learn(choices: Sequence[Choice]) -> Blend:
    """From choices in the order of time. The priors stay unless the newest choices are foretold better without them."""
    if len(choices) < LEAST_CHOICES:
        return Blend(PRIORS, "prior", len(choices))
    told = Table.of(choices)
    earlier, newest = told.split(HELD_BACK)
    if newest.loss(fit(earlier)) >= newest.loss(fit_scale(earlier)):
        return Blend(PRIORS, "prior", len(choices))
    return Blend(as_weights(fit(told)), "learned", len(choices))


@dataclass(frozen=True, slots=True)
class Table:
    """Choices as arrays: `signals` is choices x shown x (lanes, place); what pads a short list is not `there`."""

    signals: NDArray[np.float64]
    there: NDArray[np.bool_]
    opened: NDArray[np.int64]

    @classmethod
    def of(cls, choices: Sequence[Choice]) -> "Table":
        longest = max(len(choice.signals) for choice in choices)
        signals = np.zeros((len(choices), longest, len(PRIORS) + 1))
        there = np.zeros((len(choices), longest), bool)
        for number, choice in enumerate(choices):
            for row, (said, place) in enumerate(zip(choice.signals, choice.places, strict=True)):
                signals[number, row] = [*(said.get(name, 0.0) for name in PRIORS), -np.log2(place + 2)]
                there[number, row] = True
        signals = np.clip(np.nan_to_num(signals, nan=0, posinf=0, neginf=0), -10, 10)
        return cls(signals, there, np.array([choice.opened for choice in choices]))

    def split(self, share: float) -> tuple["Table", "Table"]:
        at = round(len(self.opened) * (1 - share))
        earlier, newest = slice(None, at), slice(at, None)
        return tuple(Table(self.signals[part], self.there[part], self.opened[part]) for part in (earlier, newest))  # type: ignore[return-value]

    def loss(self, weights: NDArray[np.float64]) -> float:
        return self.loss_and_slope(weights)[0]

    def loss_and_slope(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Conditional logit (McFadden 1974): minus the log chance of each opening among what was shown, and its slope.

        What decided which things were shown cancels out: only those who were shown compete.
        """
        utility = np.where(self.there, self.signals @ weights, -np.inf)
        utility -= utility.max(axis=1, keepdims=True)
        chance = np.exp(utility)
        chance /= chance.sum(axis=1, keepdims=True)
        rows = np.arange(len(self.opened))
        slope = np.einsum("nm,nmk->k", chance, self.signals) - self.signals[rows, self.opened].sum(axis=0)
        return -float(np.log(np.maximum(chance[rows, self.opened], 1e-12)).sum()), slope


PRIOR: Final = np.array([*PRIORS.values(), PLACE_BIAS])


def fit(told: Table) -> NDArray[np.float64]:
    """The most likely weights, pulled towards the priors; none changes its sign, and what people said stays."""

    def goal(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        loss, slope = told.loss_and_slope(weights)
        away = weights - PRIOR
        return loss + FIRMNESS / 2 * float(away @ away), slope + FIRMNESS * away

    signs = [(0.0, None) if prior >= 0 else (None, 0.0) for prior in PRIOR]
    bounds = [(PRIORS[name],) * 2 if name in FIXED else sign for name, sign in zip(PRIORS, signs, strict=False)]
    found = minimize(goal, PRIOR, jac=True, method="L-BFGS-B", bounds=[*bounds, signs[-1]])
    return np.asarray(found.x)


def fit_scale(told: Table) -> NDArray[np.float64]:
    """The priors as they are, only more or less decided, and with a learned bias of the place: the fair rival."""

    def goal(scales: NDArray[np.float64]) -> float:
        return told.loss(PRIOR * np.array([*[scales[0]] * len(PRIORS), scales[1]]))

    found = minimize(goal, [1.0, 1.0], method="L-BFGS-B", bounds=[(0.05, 20.0), (0.0, 20.0)])
    return PRIOR * np.array([*[found.x[0]] * len(PRIORS), found.x[1]])


def as_weights(found: NDArray[np.float64]) -> Weights:
    """Without the place, and as large in all as the priors are: what is weighed against them (variety) stays right."""
    learned = dict(zip(PRIORS, found.tolist(), strict=False))
    free = [name for name in PRIORS if name not in FIXED]
    size = sum(abs(PRIORS[name]) for name in free) / max(sum(abs(learned[name]) for name in free), 1e-9)
    return {name: PRIORS[name] if name in FIXED else weight * size for name, weight in learned.items()}
