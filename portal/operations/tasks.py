"""Periodic jobs of the house: the heartbeat, and taking out what is no longer needed."""

from celery import shared_task

from portal.operations import heartbeat, pruning


@shared_task
def beat_heart() -> None:
    heartbeat.record()


@shared_task
def prune() -> None:
    pruning.prune()
