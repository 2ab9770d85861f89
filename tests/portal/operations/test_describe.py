"""What operators read is what the code does: variables, commands, the compose file."""

import ast
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from portal.jobs import QUEUES
from portal.operations import up

ROOT = Path(settings.BASE_DIR)
GUIDE = (ROOT / "docs/operating.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


READERS = {f"env.{name}" for name in ("text", "flag", "number", "words", "networks", "secret", "choice")}


@cache
def variables_read():
    """The first argument of every `env.<reader>("NAME", ...)` in the code."""
    files = [file for app in ("portal", "recommender", "widgets") for file in (ROOT / app).rglob("*.py")]
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    return {call.args[0].value for call in calls if ast.unparse(call.func) in READERS}


def test_guide_describes_every_variable_and_no_other():
    described = set(re.findall(r"`([A-Z][A-Z_]+)`", " ".join(re.findall(r"^\| (`[A-Z].*?) \|", GUIDE, re.M))))
    assert described - {"PROMETHEUS_MULTIPROC_DIR"} == variables_read()


def test_compose_passes_on_only_variables_that_exist():
    own = {"POSTGRES_PASSWORD", "FOYER_PORT", "FOYER_WORKERS"}
    named = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert named - own <= variables_read()
    assert set(SERVICES["web"]["environment"]) <= variables_read()


def test_compose_passes_on_every_wish_of_an_operator():
    """What stands in `.env` and is not passed on would be ignored in silence: a switched off recommender would learn."""
    of_make_up = {"FOYER_BIND", "FOYER_DEMO", "FOYER_DEMO_PASSWORD", "PORT"}
    of_the_image = {"FOYER_DATA", "FOYER_STATIC", "FOYER_DEBUG"}
    assert variables_read() - of_make_up - of_the_image == set(SERVICES["web"]["environment"])
    assert SERVICES["web"]["env_file"] == [{"path": ".env", "required": False}]  # FOYER_UPSTREAM_<NAME>


def test_image_holds_no_secrets_of_whoever_builds_it():
    """Compose reads its settings, passwords among them, from `.env`, and `var` has the secret key."""
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".env*", "var", ".git"} <= set(left_out)


def test_compose_works_off_every_queue():
    served = re.findall(r"--queues (\S+)", " ".join(service.get("command", "") for service in SERVICES.values()))
    assert sorted(",".join(served).split(",")) == sorted(QUEUES)
    assert sorted(up.QUEUES.split(",")) == sorted(QUEUES)


def test_compose_waits_for_what_exists_and_mounts_what_is_declared():
    for service in SERVICES.values():
        for other, wait in service.get("depends_on", {}).items():
            assert wait["condition"] == "service_completed_successfully" or "healthcheck" in SERVICES[other]
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", ["worker", "trainer", "beat", "migrate"])
def test_compose_runs_programs_that_understand_their_options(name):
    words = shlex.split(re.sub(r"\$\{\w+:-(\w+)\}", r"\1", SERVICES[name]["command"]))
    for line in words[2].split("&&") if words[:2] == ["sh", "-c"] else [shlex.join(words)]:
        program, *arguments = shlex.split(line)
        command = [sys.executable, *(["-m", program] if program != "python" else []), *arguments]
        assert subprocess.run([*command, "--help"], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_guide_names_the_health_addresses(client, db):
    for address in re.findall(r"^\| `(/[a-z/]+)`", GUIDE, re.M):
        assert client.get(address).status_code in {200, 503}
