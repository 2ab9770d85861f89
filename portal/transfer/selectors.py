"""A person's imports, and how far each is."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.transfer.models import ImportJob

#: How long an import that waits is waited for before somebody is told that the worker may be away.
PATIENCE = timedelta(seconds=20)


def jobs_of(user: User) -> QuerySet[ImportJob]:
    """The latest first."""
    return ImportJob.objects.filter(user=user).select_related("page")


def job_for(user: User | None, job_id: int) -> ImportJob:
    found = jobs_of(user).filter(pk=job_id).first() if user else None
    if found is None:
        raise NotFound
    return found


def waits_long(job: ImportJob) -> bool:
    return job.state == ImportJob.State.WAITING and timezone.now() - job.created_at > PATIENCE
