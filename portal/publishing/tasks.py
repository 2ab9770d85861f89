"""Publishes and expires articles when their time has come, however late the task runs."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """Wagtail asks what is due by now, so a missed run is made up for by the next one."""
    call_command("publish_scheduled")
