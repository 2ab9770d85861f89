"""A worker loads what its tasks need, and no more."""

import subprocess
import sys

from django.conf import settings

#: What the command `celery worker` does before it takes the first task.
START = """
from portal.celery import app
app.loader.import_default_modules()
app.finalize()
{more}
import sys
print(*sys.modules)
"""


def loaded(more: str = "") -> set[str]:
    started = [sys.executable, "-c", START.format(more=more)]
    done = subprocess.run(started, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=True)
    return set(done.stdout.split())


def test_worker_loads_its_tasks_without_views():
    modules = loaded()
    assert {"widgets.tasks", "portal.publishing.tasks", "portal.pages.gallery.tasks"} <= modules
    assert not {"portal.urls", "portal.pages.views", "allauth.urls", "wagtail.admin.urls"} & modules


def test_worker_that_pushes_loads_nothing_of_training():
    modules = loaded("import recommender.pushing")
    assert "scipy.sparse" in modules
    assert not {"scipy.optimize", "scipy.linalg", "lightfm", "recommender.training"} & modules
