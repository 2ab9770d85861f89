"""The gate: why a new model must not go live, in words for the operator. Pure: it judges what it is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import thread_time
from typing import Final

import numpy as np

from recommender.artifacts import Artifact
from recommender.embeddings import Embeddings, score
from recommender.evaluation import AS_NEW, Report, no_worse

#: A new model may be this much worse than the live one without being called worse.
MARGIN: Final = 0.01
#: The same of things that nobody has met, which are harder to foretell.
MARGIN_AS_NEW: Final = 0.2
#: It is refused where the chance that it is no worse is below this.
LEAST_CHANCE: Final = 0.2
#: Where too few people can be asked of both, its nDCG must reach this part of what the live model's was when trained.
WORSE_THAN_STORED: Final = 0.8
#: Its lists must reach this part of the things that the live model's reach.
LEAST_COVERAGE: Final = 0.5
#: So much of all places on its lists may go to the hundredth of the things that stand there most.
MOST_AT_THE_TOP: Final = 0.6
#: So much of the lists must stay as it is, unless the new ones are better for certain.
LEAST_OVERLAP: Final = 0.3
CERTAIN: Final = 0.95
#: With fewer people to ask, the measures are chance: a finite model within its budget is let through.
FEW_PEOPLE: Final = 30
MOST_MEGABYTES: Final = 100
#: Of the processor, for one person.
MOST_MILLISECONDS: Final = 50
TRIES: Final = 15


@dataclass(frozen=True, slots=True)
class Cost:
    """What a model needs where it serves: room for its file, and time for the best of all its things for one person."""

    megabytes: float
    milliseconds: float

    @classmethod
    def of(cls, embeddings: Embeddings, size: int) -> "Cost":
        """`size` of the file in bytes. The time is the median of some tries, of this thread alone."""
        things, tries = embeddings.things, []
        person = np.ones(embeddings.size, np.float32)
        for _ in range(TRIES):
            started = thread_time()
            np.argsort(-score(person, things.vectors, things.biases))
            tries.append(thread_time() - started)
        return cls(round(size / 1e6, 2), round(float(np.median(tries)) * 1000, 2))


def objection(
    artifact: Artifact, report: Report, *, is_first: bool, stored: float = 0.0, cost: Cost | None = None
) -> str:
    """Why this model must not go live; empty if it may. The report is of the same people for all; it may be empty.

    `stored`: the live model's nDCG when it was trained, for reports in which it is not.
    """
    if not artifact.embeddings.is_finite():
        return "Its numbers are not finite."
    if cost and (told := next(too_dear(cost), "")):
        return told
    own = report.measures.get("lightfm")
    if own is None or own.people < FEW_PEOPLE or is_first:
        return ""
    return next(faults(report, stored), "")


def too_dear(cost: Cost) -> Iterator[str]:
    if cost.megabytes > MOST_MEGABYTES:
        yield f"Its file takes {cost.megabytes:.0f} MB; at most {MOST_MEGABYTES} may be."
    if cost.milliseconds > MOST_MILLISECONDS:
        yield f"One person's list takes it {cost.milliseconds:.0f} ms; at most {MOST_MILLISECONDS} may be."


def faults(report: Report, stored: float) -> Iterator[str]:
    """The gravest first."""
    yield from worse_than(report, "lightfm", "popularity", "what popularity alone reaches", MARGIN)
    yield from worse_than(report, "lightfm", "live", "the live model's", MARGIN)
    yield from worse_than(report, f"lightfm{AS_NEW}", f"live{AS_NEW}", "the live model's", MARGIN_AS_NEW)
    own, live = report.measures["lightfm"], report.measures.get("live")
    if live is None and own.ndcg < WORSE_THAN_STORED * stored:
        yield f"nDCG {own.ndcg:.3f} is far below the live model's when it was trained, {stored:.3f}."
    if live and own.coverage < LEAST_COVERAGE * live.coverage:
        yield f"Its lists reach {own.coverage:.0%} of all things, the live model's {live.coverage:.0%}."
    if own.top_share > max(MOST_AT_THE_TOP, live.top_share if live else 0.0):
        yield f"{own.top_share:.0%} of its lists is the same hundredth of all things; {MOST_AT_THE_TOP:.0%} may be."
    if live and own.overlap < LEAST_OVERLAP and not is_certainly_better(report):
        yield (
            f"Its lists share {own.overlap:.0%} with the live model's and are not certainly better;"
            f" {LEAST_OVERLAP:.0%} must stay."
        )


def worse_than(report: Report, name: str, rival: str, theirs: str, margin: float) -> Iterator[str]:
    if name not in report.gains or rival not in report.gains:
        return
    chance = no_worse(report.gains[name], report.gains[rival], margin)
    if chance < LEAST_CHANCE:
        own, other = report.measures[name], report.measures[rival]
        about = " of things that nobody met" if name.endswith(AS_NEW) else ""
        yield (
            f"nDCG {own.ndcg:.3f}{about} is below {theirs}, {other.ndcg:.3f}, with the same {own.people} people"
            f" (the chance that it is no worse: {chance:.0%})."
        )


def is_certainly_better(report: Report) -> bool:
    return no_worse(report.gains["live"], report.gains["lightfm"], 0) < 1 - CERTAIN
