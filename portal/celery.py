"""The Celery app, its queues, and the only list of periodic jobs."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from celery import Celery
from celery.schedules import crontab
from celery.signals import celeryd_after_setup, worker_ready

if TYPE_CHECKING:
    from celery.worker import WorkController

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("foyer")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["widgets", "recommender", "portal.publishing", "portal.operations", "portal.transfer", "portal.pages.gallery"]
)

# What runs where: `fetch` waits on other people's servers, `train` is long and heavy, `push` must be quick.
app.conf.task_routes = {
    "widgets.tasks.*": {"queue": "fetch"},
    "recommender.tasks.train": {"queue": "train"},
    "recommender.tasks.*": {"queue": "push"},
}
app.conf.task_default_queue = "default"
QUEUES = ("default", "fetch", "push", "train")

app.conf.beat_schedule = {
    "refresh due sources": {"task": "widgets.tasks.refresh_due", "schedule": 15.0},
    "ask hubs": {"task": "widgets.tasks.ask_hubs", "schedule": 60.0},
    "publish scheduled articles": {"task": "portal.publishing.tasks.publish_scheduled", "schedule": 60.0},
    "update pages that follow": {"task": "portal.pages.gallery.tasks.update_followers", "schedule": 60.0},
    "train the model": {"task": "recommender.tasks.train", "schedule": crontab(hour=3, minute=20)},
    "push stale suggestions": {"task": "recommender.tasks.push_stale", "schedule": 300.0},
    "resume imports": {"task": "portal.transfer.tasks.resume_imports", "schedule": 60.0},
    "heartbeat": {"task": "portal.operations.tasks.beat_heart", "schedule": 20.0},
    "index what is missing": {"task": "widgets.tasks.index_missing", "schedule": crontab(minute=35)},
    "prune": {"task": "portal.operations.tasks.prune", "schedule": crontab(hour=4, minute=10)},
}


@celeryd_after_setup.connect
def load_what_pushes(instance: "WorkController", **_kwargs: object) -> None:
    """The first click need not wait for numpy to load (20 MB), and processes forked from this one share it."""
    if "push" in instance.app.amqp.queues.consume_from:
        import_module("recommender.pushing")


@worker_ready.connect
def show_life(**_kwargs: object) -> None:
    """A worker that has just started need not wait for beat to show that it works."""
    app.send_task("portal.operations.tasks.beat_heart")
