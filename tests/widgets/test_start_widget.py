"""manage.py startwidget writes a type that works at once; bad names and what is there are refused in words."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.widgets import plugin
from widgets import scaffolding


@pytest.mark.parametrize("polled", [False, True], ids=["plain", "polled"])
def test_a_new_package_passes_its_own_tests(tmp_path, polled):
    call_command("startwidget", "tea_time", package=tmp_path, polled=polled, verbosity=0, stdout=StringIO())
    package = tmp_path / "foyer-tea-time"
    environment = os.environ | {
        "PYTHONPATH": str(plugin.ROOT),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'test.sqlite3'}",
        "FOYER_DATA": str(tmp_path / "data"),
        "PYTEST_ADDOPTS": "",
    }
    done = subprocess.run(  # noqa: PLW1510  (its output is shown below)
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=package, env=environment, capture_output=True, text=True, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert " passed" in done.stdout


def test_a_new_type_among_ours_has_all_its_files(tmp_path):
    files = scaffolding.write_type("tea", tmp_path, polled=False)
    assert {str(path.relative_to(tmp_path)) for path in files} == {
        "widgets/types/tea/__init__.py",
        "widgets/types/tea/widget.py",
        "widgets/types/tea/templates/tea/widget.html",
        "widgets/types/tea/static/tea/widget.css",
        "tests/widgets/types/test_tea.py",
    }
    assert "from widgets.types.tea.widget import TeaWidget" in files[-1].read_text()
    for path in files:
        if path.suffix == ".py":
            compile(path.read_text(), str(path), "exec")


@pytest.mark.parametrize(
    ("name", "says"),
    [("Tea", "small letters"), ("7up", "small letters"), ("../x", "small letters"), ("tea-time", "small letters"), ("class", "Python itself"), ("clock", "already"), ("x" * 41, "at most 40")],
)  # fmt: skip
def test_a_bad_name_is_refused_in_words(tmp_path, name, says):
    with pytest.raises(CommandError, match=says):
        call_command("startwidget", name, package=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone(tmp_path):
    (tmp_path / "foyer-tea").mkdir()
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("startwidget", "tea", package=tmp_path)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("startwidget", "tea", package=tmp_path / "nowhere")
    assert list((tmp_path / "foyer-tea").iterdir()) == []
