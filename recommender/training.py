"""Trains a model, measures it beside simpler ones, and lets it go live if it is good enough."""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Final
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from numpy.typing import NDArray

from recommender import (
    artifacts,
    couse,
    dataset,
    engine,
    evaluation,
    fitting,
    gate,
    impressions,
    promotion,
    stats,
    training_notes,
)
from recommender.artifacts import Artifact
from recommender.blending import PRIORS, Blend
from recommender.dataset import SUBJECTS, Dataset, Subject
from recommender.embeddings import Embeddings
from recommender.errors import AlreadyTraining, BadModel, EngineMissing, NothingToLearn, OutOfTime
from recommender.evaluation import Held, Measures, Report
from recommender.gate import Cost
from recommender.models import ModelVersion

LOCK: Final = "recommender:training"
NO_MEMORY: Final = "The memory did not suffice."
EPOCHS: Final = 20
State = ModelVersion.State


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of one training. `version` is None where nothing was stored; `problem`: what an operator must mend."""

    subject: Subject
    version: ModelVersion | None
    verdict: str
    measures: Mapping[str, Measures]
    problem: str = ""

    @property
    def is_live(self) -> bool:
        return self.version is not None and self.version.state == State.LIVE


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train, and what to do with what comes of it."""

    seed: int = 1
    epochs: int = EPOCHS
    threads: int = 1
    force: bool = False
    shadow: bool = False
    #: By `time.monotonic`.
    deadline: float = math.inf

    def fit(self, data: Dataset) -> Embeddings:
        return engine.fit(data, epochs=self.epochs, seed=self.seed, threads=self.threads, deadline=self.deadline)


def train(
    *, seed: int = 1, epochs: int = EPOCHS, threads: int = 1, force: bool = False, shadow: bool = False
) -> list[Trained]:
    """Both models. `force` promotes whatever is finite, `shadow` nothing. Raises AlreadyTraining."""
    with only_one():
        stats.count_all()
        return [train_one(subject, Recipe(seed, epochs, threads, force, shadow)) for subject in SUBJECTS]


def train_one(subject: Subject, recipe: Recipe) -> Trained:
    """What is in the way is told, not raised. Should this process be ended from outside, its note tells it."""
    note = training_notes.begin(subject)
    try:
        trained = attempt(subject, replace(recipe, deadline=time.monotonic() + settings.TRAINING_SECONDS))
    except MemoryError:
        trained = kept(subject, NO_MEMORY)
    training_notes.end(note, trained.verdict if trained.problem and trained.version is None else "")
    return trained


def attempt(subject: Subject, recipe: Recipe) -> Trained:
    started = time.monotonic()
    data = dataset.load(subject)
    try:
        report = measure(data, subject, recipe)
        embeddings = recipe.fit(data).anonymous()
    except NothingToLearn as error:
        return Trained(subject, None, str(error), {})
    except (EngineMissing, BadModel, OutOfTime, MemoryError) as error:
        return without_engine(subject, data, recipe, str(error) or NO_MEMORY)
    artifact = Artifact(embeddings, couse.learn(data.thing_ids, data.interactions))
    version = store(subject, artifact, report, recipe, likes=data.interactions.nnz)
    version.seconds = round(time.monotonic() - started, 2)
    decide(version, artifact, report, recipe)
    return Trained(subject, version, version.verdict, report.measures)


def kept(subject: Subject, why: str) -> Trained:
    _, known = promotion.live_model(subject)
    stays = "Kept the model in use." if known else "What is popular and fresh serves."
    return Trained(subject, None, f"{stays} {why}", {}, problem=why)


def without_engine(subject: Subject, data: Dataset, recipe: Recipe, why: str) -> Trained:
    """The model in use stays. Without one, what the same people like speaks alone, which needs no engine."""
    _, known = promotion.live_model(subject)
    if known is not None and known.embeddings.size:
        return kept(subject, why)
    try:
        artifact = Artifact(Embeddings.nothing(), couse.learn(data.thing_ids, data.interactions))
    except MemoryError:
        return kept(subject, why)
    version = store(subject, artifact, Report({}, {}), recipe, likes=data.interactions.nnz)
    decide(version, artifact, Report({}, {}), recipe, note=f"Co-use alone. {why}")
    return Trained(subject, version, version.verdict, {}, problem=why)


def measure(data: Dataset, subject: Subject, recipe: Recipe) -> Report:
    """On a model of its own, from which each person's last like was hidden.

    Where enough people liked something since the live model was made, their last likes are hidden, which it does not
    know: so both are compared fairly. Else the live model would have seen the answers, and is not asked.
    """
    used, artifact = promotion.live_model(subject)
    live = artifact.embeddings if artifact else None
    since = used.created_at.timestamp() if used and artifact else 0.0
    train_part, held = evaluation.split_last(data, recipe.seed, since=since)
    if len(held[0]) < gate.FEW_PEOPLE:
        live = None
        train_part, held = evaluation.split_last(data, recipe.seed)
    rivals = {} if live is None else {"live": live}
    report = evaluation.compare(recipe.fit(train_part), train_part, held, rivals=rivals)
    note_shadows(subject, live, train_part, held, evaluation.times_of(data, held))
    return report


def note_shadows(
    subject: Subject, live: Embeddings | None, train_part: Dataset, held: Held, times: NDArray[np.float64]
) -> None:
    """Each is asked of those people whose hidden like is newer than itself, and so is the live model."""
    for version in ModelVersion.objects.filter(subject=subject, state=State.SHADOW):
        unseen = times > version.created_at.timestamp()
        if unseen.sum() < gate.FEW_PEOPLE or (shadow := promotion.load_or_none(version)) is None:
            continue
        asked = (held[0][unseen], held[1][unseen])
        models = {"in the shadow": shadow.embeddings, "live meanwhile": live}
        told = {name: evaluation.measure_model(one, train_part, asked) for name, one in models.items() if one}
        earlier = {name: told for name, told in version.metrics.items() if name not in models}
        version.metrics = earlier | {name: measured.as_json() for name, measured in told.items()}
        version.save(update_fields=["metrics"])


def store(subject: Subject, artifact: Artifact, report: Report, recipe: Recipe, *, likes: int) -> ModelVersion:
    file = f"{subject}-{timezone.now():%Y%m%d-%H%M%S}-{uuid4().hex[:6]}.npz"
    sha256 = artifacts.save(promotion.path_of(file), artifact)
    cost = Cost.of(artifact.embeddings, promotion.path_of(file).stat().st_size)
    return ModelVersion(
        subject=subject,
        file=file,
        sha256=sha256,
        seed=recipe.seed,
        parameters={"epochs": recipe.epochs, "size": artifact.embeddings.size, "loss": "warp", **asdict(cost)},
        metrics={name: measured.as_json() for name, measured in report.measures.items()},
        weights=learn_blend(subject).as_json(),
        events=likes,
    )


def learn_blend(subject: Subject) -> Blend:
    """Widgets are shown too seldom to learn from."""
    return fitting.learn(impressions.choices_of(impressions.load())) if subject == "items" else Blend(PRIORS)


def decide(version: ModelVersion, artifact: Artifact, report: Report, recipe: Recipe, note: str = "") -> None:
    """`note`: what the operator should read before the verdict."""
    live = ModelVersion.objects.filter(subject=version.subject, state=State.LIVE).first()
    stored = live.metrics.get("lightfm", {}).get("ndcg", 0.0) if live else 0.0
    cost = Cost(version.parameters["megabytes"], version.parameters["milliseconds"])
    objection = gate.objection(artifact, report, is_first=live is None, stored=stored, cost=cost)
    is_promoted = False
    if objection and not ((recipe.force or recipe.shadow) and artifact.embeddings.is_finite()):
        version.state, verdict = State.REFUSED, objection
    elif recipe.shadow:
        version.state, verdict = State.SHADOW, f"In the shadow. {objection}".strip()
    elif live and live.is_pinned:
        verdict = f"Kept back: model {live.pk} is pinned."
    else:
        is_promoted, verdict = True, f"Promoted by hand: {objection}" if objection else "Promoted."
    version.verdict = f"{note} {verdict}".strip()[:500]
    version.save()
    if version.state == State.SHADOW:
        promotion.end_other_shadows(version)
    if is_promoted:
        promotion.promote(version)
    else:
        promotion.remove_old(version.subject)


@contextmanager
def only_one() -> Iterator[None]:
    """A lock with a token: who comes too late cannot release another's."""
    token = uuid4().hex
    if not cache.add(LOCK, token, settings.TRAINING_LIMIT):
        raise AlreadyTraining("A training is running already.")
    try:
        yield
    finally:
        if cache.get(LOCK) == token:
            cache.delete(LOCK)
