"""What workers do for imports; a task may come twice or be lost, the database knows what is to be done."""

from celery import shared_task
from django.utils import timezone

from portal.transfer import running
from portal.transfer.services import hand_out


@shared_task
def run_import(job_id: int) -> None:
    running.run(job_id)


@shared_task
def resume_imports() -> None:
    """From beat: those whose worker died, and those whose task was lost."""
    for job_id in running.lost(timezone.now()):
        hand_out(job_id)
