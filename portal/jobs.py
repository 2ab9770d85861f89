"""What runs where, and the only list of periodic jobs: by name, so that reading it loads no code of theirs."""

from celery.schedules import crontab

QUEUES = ("default", "fetch", "push", "train")

CONFIGURATION = {
    # `fetch` waits on other people's servers, `train` is long and heavy, `push` must be quick.
    "task_routes": {
        "widgets.tasks.*": {"queue": "fetch"},
        "recommender.tasks.train": {"queue": "train"},
        "recommender.tasks.*": {"queue": "push"},
    },
    "task_default_queue": "default",
    "beat_schedule": {
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
    },
}
