"""Worker and beat load what they need, and no more."""

import subprocess
import sys

from django.conf import settings

#: What the command `celery worker` does before it takes the first task.
WORKER = """
from portal.celery import app
app.loader.import_default_modules()
app.finalize()
"""
#: And beat.
BEAT = """
from portal.beat import app
app.Beat(quiet=True)
"""


def loaded(script: str) -> set[str]:
    started = [sys.executable, "-c", f"{script}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(started, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=True)
    return set(done.stdout.split())


def test_worker_loads_its_tasks_without_views():
    modules = loaded(WORKER)
    assert {"widgets.tasks", "portal.publishing.tasks", "portal.pages.gallery.tasks"} <= modules
    assert not {"portal.urls", "portal.pages.views", "allauth.urls", "wagtail.admin.urls"} & modules


def test_worker_that_pushes_loads_nothing_of_training():
    modules = loaded(f"{WORKER}\nimport recommender.pushing")
    assert "scipy.sparse" in modules
    assert not {"scipy.optimize", "scipy.linalg", "lightfm", "recommender.training"} & modules


def test_beat_loads_neither_tasks_nor_a_command_line():
    modules = loaded(BEAT)
    assert {"django_celery_beat", "celery.beat"} <= modules
    assert not {"portal.models", "widgets", "recommender", "wagtail", "celery.bin", "prompt_toolkit"} & modules
