"""Which model is in use: the gate a new one must pass, the switch, and the one to load."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from recommender import artifacts
from recommender.artifacts import Artifact
from recommender.dataset import Subject
from recommender.errors import BadModel
from recommender.evaluation import Measures
from recommender.models import ModelVersion

log = logging.getLogger(__name__)

KEEP: Final = 5
#: A new model may measure this much worse than the live one did, on other days and other people.
WORSE_THAN_LIVE: Final = 0.8
WORSE_THAN_POPULAR: Final = 0.9
#: With fewer people to ask, the measures are chance: a finite model is let through.
FEW_PEOPLE: Final = 30


def objection(artifact: Artifact, measures: Mapping[str, Measures], live: ModelVersion | None) -> str:
    """Why this model must not go live; empty if it may."""
    if not artifact.embeddings.is_finite():
        return "Its numbers are not finite."
    own, popularity = measures["lightfm"], measures["popularity"]
    if own.people < FEW_PEOPLE or live is None:
        return ""
    if own.ndcg < WORSE_THAN_POPULAR * popularity.ndcg:
        return f"nDCG {own.ndcg:.3f} is below what popularity alone reaches, {popularity.ndcg:.3f}."
    before = live.metrics.get("lightfm", {}).get("ndcg", 0.0)
    if own.ndcg < WORSE_THAN_LIVE * before:
        return f"nDCG {own.ndcg:.3f} is far below the live model's {before:.3f}."
    return ""


def promote(version: ModelVersion) -> None:
    """Makes this the live model of its subject, in one step, and lets old ones go."""
    with transaction.atomic():
        live = ModelVersion.objects.select_for_update().filter(subject=version.subject, state=ModelVersion.State.LIVE)
        live.update(state=ModelVersion.State.RETIRED)
        version.state, version.promoted_at = ModelVersion.State.LIVE, timezone.now()
        version.save(update_fields=["state", "promoted_at", "verdict"])
    remove_old(version.subject)


def remove_old(subject: str) -> None:
    """Keeps the five newest, and the live one, with their files."""
    newest = ModelVersion.objects.filter(subject=subject).order_by("-pk").values_list("pk", flat=True)[:KEEP]
    old = ModelVersion.objects.filter(subject=subject).exclude(pk__in=list(newest))
    for version in old.exclude(state=ModelVersion.State.LIVE):
        path_of(version.file).unlink(missing_ok=True)
        version.delete()


def path_of(file: str) -> Path:
    return Path(settings.MODEL_DIR) / Path(file).name


def live_version(subject: Subject) -> ModelVersion | None:
    return ModelVersion.objects.filter(subject=subject, state=ModelVersion.State.LIVE).first()


_loaded: dict[str, tuple[int, Artifact | None]] = {}


def live_model(subject: Subject) -> tuple[ModelVersion | None, Artifact | None]:
    """The live model, loaded once per version. Without a sound file there is none, and the log says so once."""
    version = live_version(subject)
    if version is None:
        return None, None
    known, artifact = _loaded.get(subject, (0, None))
    if known != version.pk:
        artifact = load_or_none(version)
        _loaded[subject] = (version.pk, artifact)
    return version, artifact


def load_or_none(version: ModelVersion) -> Artifact | None:
    try:
        return artifacts.load(path_of(version.file), version.sha256)
    except BadModel as error:
        log.error("Suggestions go on without the model %s: %s", version, error)
        return None


def forget() -> None:
    """Loads anew at the next call: a file was mended, or a test begins."""
    _loaded.clear()
