"""The third-party package of tests/plugins, installed for real into a folder of its own."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "plugins" / "foyer_dice"
ROOT = PACKAGE.parents[2]


def install(target: Path) -> None:
    """With pip, or with uv where an environment has no pip; from the folder, without asking any index."""
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["uv", "pip"]
    python = [] if "-m" in pip else ["--python", sys.executable]
    options = [*python, "--quiet", "--no-deps", "--no-build-isolation", "--target", str(target)]
    copy = target.parent / "source"  # a build leaves its traces beside the source
    subprocess.run(["cp", "-r", str(PACKAGE), str(copy)], check=True)
    subprocess.run([*pip, "install", *options, str(copy)], check=True, capture_output=True, text=True)


def manage(*arguments: str, path: Path | None = None, code: str = "") -> str:
    """The output of `manage.py ...` in a process of its own, with `path` on its import path."""
    environment = os.environ | {"PYTHONPATH": str(path or "")}
    done = subprocess.run(  # noqa: PLW1510  (its error is shown below)
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, input=code, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
