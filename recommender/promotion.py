"""Which model is in use: the switch, the way back, and the one to load. Whether it may be is the gate's to say."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from recommender import artifacts
from recommender.artifacts import Artifact
from recommender.dataset import Subject
from recommender.errors import BadModel, NoSuchModel
from recommender.models import ModelVersion
from recommender.training_notes import NO_FILE

log = logging.getLogger(__name__)

KEEP: Final = 5

State = ModelVersion.State


def promote(version: ModelVersion) -> None:
    """Makes this the live model of its subject, in one step, and lets old ones go."""
    with transaction.atomic():
        live = ModelVersion.objects.select_for_update().filter(subject=version.subject, state=State.LIVE)
        live.update(state=State.RETIRED, is_pinned=False)
        version.state, version.promoted_at = State.LIVE, timezone.now()
        version.save(update_fields=["state", "promoted_at", "verdict"])
    remove_old(version.subject)


def remove_old(subject: str) -> None:
    """Keeps the five newest, with their files, and what is live, in the shadow or pinned."""
    made = ModelVersion.objects.filter(subject=subject).exclude(file=NO_FILE)
    old = made.exclude(pk__in=list(made.order_by("-pk").values_list("pk", flat=True)[:KEEP]))
    for version in old.exclude(state__in=(State.LIVE, State.SHADOW)).exclude(is_pinned=True):
        path_of(version.file).unlink(missing_ok=True)
        version.delete()


def path_of(file: str) -> Path:
    return Path(settings.MODEL_DIR) / Path(file).name


def live_version(subject: Subject) -> ModelVersion | None:
    return ModelVersion.objects.filter(subject=subject, state=State.LIVE).first()


def find(version_id: int) -> ModelVersion:
    """Raises NoSuchModel."""
    version = ModelVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise NoSuchModel(f"There is no model {version_id}. Run: manage.py models")
    return version


def promote_by_hand(version: ModelVersion) -> None:
    """Raises BadModel, and changes nothing, if its file is not sound."""
    artifacts.load(path_of(version.file), version.sha256)
    version.verdict = "Promoted by hand."
    promote(version)


def put_into_shadow(version: ModelVersion) -> None:
    """It is measured with each training on the same people as the live one, and its lists are shown to nobody."""
    if version.state == State.LIVE:
        raise NoSuchModel("It is live. Roll back first: manage.py models back")
    with transaction.atomic():
        version.state, version.verdict = State.SHADOW, "In the shadow."
        version.save(update_fields=["state", "verdict"])
        end_other_shadows(version)
    remove_old(version.subject)


def end_other_shadows(version: ModelVersion) -> None:
    """One per subject. They are refused, not retired: they were never live, so nothing must come back to them."""
    others = ModelVersion.objects.filter(subject=version.subject, state=State.SHADOW).exclude(pk=version.pk)
    others.update(state=State.REFUSED, verdict=f"Model {version.pk} took its place in the shadow.")


def pin(version: ModelVersion, wanted: bool = True) -> None:
    """While the live model is pinned, no newer one replaces it."""
    ModelVersion.objects.filter(pk=version.pk).update(is_pinned=wanted)


def roll_back(subject: str) -> ModelVersion:
    """The model that was live before, if its file is sound, else the one before that. Raises NoSuchModel.

    The one that is left is refused for good, so that nothing comes back to it by itself.
    """
    left = ModelVersion.objects.filter(subject=subject, state=State.LIVE).first()
    for version in earlier(subject):
        if load_or_none(version):
            with transaction.atomic():
                version.verdict = "Came back by hand."
                promote(version)
                if left:
                    ModelVersion.objects.filter(pk=left.pk).update(state=State.REFUSED, verdict="Rolled back by hand.")
            return version
    raise NoSuchModel(f"There is no earlier model of {subject} whose file is sound.")


def earlier(subject: str) -> QuerySet[ModelVersion]:
    """What was live before, the latest first."""
    return ModelVersion.objects.filter(subject=subject, state=State.RETIRED).order_by("-promoted_at", "-pk")


@dataclass(frozen=True, slots=True)
class Serving:
    """What lists are made with now. `step`: "model", "earlier model", "co-use" or "popular and fresh"."""

    step: str
    live: ModelVersion | None
    used: ModelVersion | None


def serving(subject: Subject) -> Serving:
    """Looks at the files themselves, so that it tells what the worker would find."""
    live, (used, artifact) = live_version(subject), look(subject)
    if used is None or artifact is None:
        return Serving("popular and fresh", live, None)
    if not artifact.embeddings.size:
        return Serving("co-use", live, used)
    return Serving("model" if used == live else "earlier model", live, used)


def look(subject: Subject) -> tuple[ModelVersion | None, Artifact | None]:
    """The live model; if its file is not sound, the last good one; else none."""
    live = live_version(subject)
    if live is None:
        return None, None
    for version in (live, *earlier(subject)):
        if artifact := load_or_none(version):
            return version, artifact
    return live, None


_loaded: dict[str, tuple[int, tuple[ModelVersion | None, Artifact | None]]] = {}


def live_model(subject: Subject) -> tuple[ModelVersion | None, Artifact | None]:
    """What lists are made with, loaded once per live version. Of files that are not sound the log tells once."""
    live = live_version(subject)
    if live is None:
        return None, None
    known, found = _loaded.get(subject, (0, (None, None)))
    if known != live.pk:
        found = look(subject)
        _loaded[subject] = (live.pk, found)
    return found


def load_or_none(version: ModelVersion) -> Artifact | None:
    try:
        return artifacts.load(path_of(version.file), version.sha256)
    except (BadModel, MemoryError) as error:
        log.error("Suggestions go on without the model %s: %s", version, error)
        return None


def forget() -> None:
    """Loads anew at the next call: a file was mended, or a test begins."""
    _loaded.clear()
