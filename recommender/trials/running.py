"""Runs all scorers in one trial, so that they are compared on the same people, things and machine."""

import time
from collections.abc import Callable, Collection
from dataclasses import replace

from recommender.errors import EngineMissing, NothingToLearn
from recommender.trials.measures import Result, measure
from recommender.trials.protocols import Trial
from recommender.trials.scorers import SCORERS

Say = Callable[[str], object]


def run(trial: Trial, *, seed: int = 1, only: Collection[str] = (), say: Say = lambda _: None) -> list[Result]:
    """One result per scorer; what cannot run here (no LightFM, nothing to learn) is said and left out."""
    results = []
    for name in only or SCORERS:
        started = time.process_time()
        try:
            result = measure(name, SCORERS[name](trial, seed), trial)
        except (EngineMissing, NothingToLearn) as error:
            say(f"{name} is left out: {error}")
            continue
        results.append(replace(result, seconds=round(time.process_time() - started, 2)))
    return results
