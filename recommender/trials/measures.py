"""How good lists are: what of the hidden they find, and how wide, varied and unusual they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.evaluation import Scorer
from recommender.trials.protocols import Trial

TOP: Final = 10
DRAWS: Final = 500
#: Means over people, with an interval; the others are of all lists together.
PER_PERSON: Final = ("ndcg", "precision", "recall", "auc")
OVERALL: Final = ("coverage", "diversity", "novelty")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval, by bootstrap over people."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """How one scorer did in one trial."""

    scorer: str
    people: int
    estimates: dict[str, Estimate]
    overall: dict[str, float]
    seconds: float = 0.0


def measure(name: str, scorer: Scorer, trial: Trial, block: int = 256) -> Result:
    people = trial.people
    parts = [ask(scorer, trial, people[at : at + block]) for at in range(0, len(people), block)]
    told = np.concatenate([values for values, _ in parts]) if parts else np.zeros((0, len(PER_PERSON)))
    lists = [row for _, rows in parts for row in rows]
    estimates = {title: estimate(told[:, column]) for column, title in enumerate(PER_PERSON)}
    return Result(name, len(people), estimates, of_lists(lists, trial))


def ask(scorer: Scorer, trial: Trial, rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], list[NDArray[np.int64]]]:
    """(one row of PER_PERSON for each person, their lists)."""
    scores = np.array(scorer(rows), np.float64)
    hidden = (trial.known[rows] > 0).toarray() | ~trial.offered
    scores[hidden] = -np.inf
    held = (trial.held[rows] > 0).toarray() & ~hidden
    told = [of_person(scores[n], held[n]) for n in range(len(rows))]
    return np.array([values for values, _ in told]), [listed for _, listed in told]


def of_person(scores: NDArray[np.float64], held: NDArray[np.bool_]) -> tuple[list[float], NDArray[np.int64]]:
    """Equal scores are put in an order of chance that is always the same: no scorer gains by the order of the files."""
    places = np.flatnonzero(np.isfinite(scores))
    mixed = places[np.argsort((places * 2654435761) % 2**32, kind="stable")]
    order = mixed[np.argsort(-scores[mixed], kind="stable")]
    right = held[order]
    wanted = int(right.sum())
    found = np.flatnonzero(right[:TOP])
    gain = float((1 / np.log2(found + 2)).sum())
    best = float((1 / np.log2(np.arange(min(wanted, TOP)) + 2)).sum())
    if not wanted:
        return [0.0] * len(PER_PERSON), order[:TOP]
    return [gain / best, len(found) / TOP, len(found) / wanted, auc_of(right)], order[:TOP]


def auc_of(right: NDArray[np.bool_]) -> float:
    """The chance that something hidden stands before something else."""
    wrong = len(right) - right.sum()
    before = np.cumsum(~right)[right]
    return float(1 - before.mean() / wrong) if wrong else 1.0


def estimate(values: NDArray[np.float64], seed: int = 1) -> Estimate:
    if not len(values):
        return Estimate(0.0, 0.0, 0.0)
    drawn = np.random.default_rng(seed).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), [0.025, 0.975])
    return Estimate(float(values.mean()), float(low), float(high))


def of_lists(lists: Sequence[NDArray[np.int64]], trial: Trial) -> dict[str, float]:
    """Coverage: the part of things on any list. Diversity: how unlike the words of a list are. Novelty: in bits."""
    shares = (np.diff(trial.train.tocsc().indptr) + 1) / (trial.train.shape[0] + 1)
    listed = np.unique(np.concatenate([*lists, np.array([], np.int64)]).astype(np.int64))
    return {
        "coverage": len(listed) / max(int(trial.offered.sum()), 1),
        "diversity": float(np.mean([unlikeness(trial.log.about[row]) for row in lists if len(row) > 1] or [0.0])),
        "novelty": float(np.mean([-np.log2(shares[row]).mean() for row in lists if len(row)] or [0.0])),
    }


def unlikeness(rows: sparse.csr_matrix) -> float:
    alike = (rows @ rows.T).toarray()
    count = len(alike)
    return float(1 - (alike.sum() - np.trace(alike)) / (count * (count - 1)))
