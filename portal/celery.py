"""The Celery app of all that sends tasks or runs them; beat has its own (portal/beat.py)."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from celery import Celery
from celery.signals import celeryd_after_setup, worker_ready

from portal.jobs import CONFIGURATION

if TYPE_CHECKING:
    from celery.worker import WorkController

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
# A worker would check at its start what `migrate` has checked before, and load every view of portal and studio for it.
os.environ.setdefault("CELERY_SKIP_CHECKS", "yes")

app = Celery("foyer")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["widgets", "recommender", "portal.publishing", "portal.operations", "portal.transfer", "portal.pages.gallery"]
)

app.conf.update(CONFIGURATION)


@celeryd_after_setup.connect
def load_what_pushes(instance: "WorkController", **_kwargs: object) -> None:
    """The first click need not wait for numpy to load (14 MB with SciPy), and processes forked later share it."""
    if "push" in instance.app.amqp.queues.consume_from:
        import_module("recommender.pushing")


@worker_ready.connect
def show_life(**_kwargs: object) -> None:
    """A worker that has just started need not wait for beat to show that it works."""
    app.send_task("portal.operations.tasks.beat_heart")
