"""The house stands: models and migrations agree, and nobody can build a second way out."""

import subprocess
import sys
import tomllib

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("module", ["urllib.request", "http.client", "socket", "ftplib"])
@pytest.mark.parametrize("path", ["widgets/types/feed/widget.py", "portal/pages/views.py", "recommender/engine.py"])
def test_a_second_client_of_the_standard_library_fails_the_checks(path, module):
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", path, "-"]
    told = subprocess.run(
        command, input=f"import {module}\n", cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "Use widgets.egress." in told.stdout


def test_a_second_client_from_elsewhere_fails_the_checks():
    """import-linter reads this contract in CI."""
    rules = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = (rule for rule in rules if "pycurl" in rule.get("forbidden_modules", ()))
    assert {"pycurl", "requests", "httpx", "aiohttp", "urllib3"} <= set(contract["forbidden_modules"])
    assert contract["source_modules"] == ["portal", "recommender", "widgets"]
    assert contract["ignore_imports"] == ["widgets.egress.** -> pycurl"]
