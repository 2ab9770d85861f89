"""Beat, which knows no task's code, still has each run by a worker when it is due."""

from django_celery_beat.models import IntervalSchedule, PeriodicTask

from portal.celery import app
from portal.jobs import CONFIGURATION, QUEUES
from portal.operations import heartbeat
from tests.processes import running, wait_for


def test_every_job_is_a_task_that_some_worker_runs():
    app.loader.import_default_modules()
    names = {job["task"] for job in CONFIGURATION["beat_schedule"].values()}
    assert names <= app.tasks.keys()
    assert {app.amqp.router.route({}, name)["queue"].name for name in names} <= set(QUEUES)


def test_beat_asks_for_what_is_due(worker, tmp_path):
    every_second, _ = IntervalSchedule.objects.get_or_create(every=1, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.create(name="often", task="portal.operations.tasks.beat_heart", interval=every_second)
    assert heartbeat.age() is None
    with running("portal.beat", log=tmp_path / "log"):
        wait_for(lambda: heartbeat.age() is not None, 60, why="a task that beat asked for")
    assert {*CONFIGURATION["beat_schedule"]} <= {*PeriodicTask.objects.values_list("name", flat=True)}
