"""Trains a model, measures it beside simpler ones, and lets it go live if it is good enough."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from recommender import artifacts, blending, couse, dataset, engine, evaluation, impressions, promotion, stats
from recommender.artifacts import Artifact
from recommender.blending import PRIORS, Blend
from recommender.dataset import SUBJECTS, Dataset, Subject
from recommender.errors import AlreadyTraining, NothingToLearn
from recommender.evaluation import Measures
from recommender.models import ModelVersion

LOCK: Final = "recommender:training"
LOCK_SECONDS: Final = 3600
EPOCHS: Final = 20


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of one training. `version` is None where there was nothing to learn from."""

    subject: Subject
    version: ModelVersion | None
    verdict: str
    measures: Mapping[str, Measures]

    @property
    def is_live(self) -> bool:
        return self.version is not None and self.version.state == ModelVersion.State.LIVE


def train(*, seed: int = 1, epochs: int = EPOCHS, threads: int = 1, force: bool = False) -> list[Trained]:
    """Both models, one after the other. `force` promotes whatever is finite. Raises AlreadyTraining, EngineMissing."""
    with only_one():
        stats.count_all()
        return [train_one(subject, seed=seed, epochs=epochs, threads=threads, force=force) for subject in SUBJECTS]


def train_one(subject: Subject, *, seed: int, epochs: int, threads: int, force: bool) -> Trained:
    started = time.monotonic()
    data = dataset.load(subject)
    try:
        measures = measure(data, subject, seed=seed, epochs=epochs, threads=threads)
        embeddings = engine.fit(data, epochs=epochs, seed=seed, threads=threads).anonymous()
    except NothingToLearn as error:
        return Trained(subject, None, str(error), {})
    artifact = Artifact(embeddings, together(data, subject))
    version = store(subject, artifact, measures, seed=seed, epochs=epochs, likes=data.interactions.nnz)
    version.seconds = round(time.monotonic() - started, 2)
    decide(version, artifact, measures, force=force)
    return Trained(subject, version, version.verdict, measures)


def measure(data: Dataset, subject: Subject, *, seed: int, epochs: int, threads: int) -> Mapping[str, Measures]:
    """On a model of its own, from which each person's last like was hidden."""
    train_part, held = evaluation.split_last(data, seed)
    embeddings = engine.fit(train_part, epochs=epochs, seed=seed, threads=threads)
    return evaluation.compare(embeddings, train_part, held, ease=subject == "widgets")


def together(data: Dataset, subject: Subject) -> couse.CoUse:
    return (couse.ease if subject == "widgets" else couse.cosine)(data.thing_ids, data.interactions)


def store(
    subject: Subject, artifact: Artifact, measures: Mapping[str, Measures], *, seed: int, epochs: int, likes: int
) -> ModelVersion:
    file = f"{subject}-{timezone.now():%Y%m%d-%H%M%S}-{uuid4().hex[:6]}.npz"
    return ModelVersion(
        subject=subject,
        file=file,
        sha256=artifacts.save(promotion.path_of(file), artifact),
        seed=seed,
        parameters={"epochs": epochs, "size": artifact.embeddings.size, "loss": "warp"},
        metrics={name: measured.as_json() for name, measured in measures.items()},
        weights=learn_blend(subject).as_json(),
        events=likes,
    )


def learn_blend(subject: Subject) -> Blend:
    """Widgets are shown too seldom to learn from."""
    return blending.learn(impressions.choices_of(impressions.load())) if subject == "items" else Blend(PRIORS)


def decide(version: ModelVersion, artifact: Artifact, measures: Mapping[str, Measures], *, force: bool) -> None:
    live = promotion.live_version(version.subject)  # type: ignore[arg-type]
    objection = promotion.objection(artifact, measures, live)
    if objection and not (force and artifact.embeddings.is_finite()):
        version.state, version.verdict = ModelVersion.State.REFUSED, objection
        version.save()
        promotion.remove_old(version.subject)
        return
    version.verdict = f"Promoted by hand: {objection}" if objection else "Promoted."
    version.save()
    promotion.promote(version)


@contextmanager
def only_one() -> Iterator[None]:
    """A lock with a token: who comes too late cannot release another's."""
    token = uuid4().hex
    if not cache.add(LOCK, token, LOCK_SECONDS):
        raise AlreadyTraining("A training is running already.")
    try:
        yield
    finally:
        if cache.get(LOCK) == token:
            cache.delete(LOCK)
