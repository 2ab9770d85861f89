"""Notes of trainings that run, or that left no model: rows of ModelVersion without a file, for doctor and metrics."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from recommender.models import ModelVersion

NO_FILE: Final = ""
BEGAN: Final = "Training began; nothing was heard of it since."


def begin(subject: str) -> ModelVersion:
    """A note that stays as it is where the process is killed."""
    return ModelVersion.objects.create(subject=subject, file=NO_FILE, verdict=BEGAN)


def end(note: ModelVersion, failure: str) -> None:
    """Only failures are kept, and of these the last: a model that was made has a row of its own."""
    notes = ModelVersion.objects.filter(subject=note.subject, file=NO_FILE)
    notes.filter(pk=note.pk).update(state=ModelVersion.State.REFUSED, verdict=failure[:500])
    (notes.exclude(pk=note.pk) if failure else notes).delete()


def failures() -> dict[str, str]:
    """Why the last training of each subject left no model, in words; empty if it did, or may still be running."""
    subjects = ModelVersion.objects.order_by("subject").values_list("subject", flat=True).distinct()
    return {subject: failure_of(subject) for subject in subjects}


def failure_of(subject: str) -> str:
    note = ModelVersion.objects.filter(subject=subject, file=NO_FILE).order_by("-pk").first()
    if note is None:
        return ""
    if note.verdict != BEGAN:
        return note.verdict
    if timezone.now() - note.created_at < timedelta(seconds=settings.TRAINING_LIMIT):
        return ""
    return f"It began at {note.created_at:%Y-%m-%d %H:%M} and was ended from outside: memory or time ran out."
