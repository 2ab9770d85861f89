"""One command brings the whole portal up, and Ctrl-C takes all of it down."""

import http.client
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from portal.operations import up
from tests.processes import free_port, wait_for

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("file", ["widgets/types/dice/widget.py", "portal/publishing/roles.py", "static/css/base.css"])
def test_up_prepares_anew_when_the_code_is_not_that_of_the_last_start(tmp_path, monkeypatch, file):
    monkeypatch.setattr(up, "ROOT", tmp_path)
    code, lock = tmp_path / file, tmp_path / "requirements.lock"
    code.parent.mkdir(parents=True)
    code.touch()
    lock.touch()
    before = up.fingerprint()
    assert up.fingerprint() == before
    os.utime(code, ns=(1, 1))
    assert up.fingerprint() != before


class Up:
    """A terminal with `python -m portal.operations.up`."""

    def __init__(self, data, port, **environment):
        own = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
        own = {name: value for name, value in own.items() if not name.startswith(("FOYER_", "DJANGO_"))}
        self.port, self.said = port, ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.operations.up"],
            cwd=settings.BASE_DIR,
            env=own | {"FOYER_DATA": str(data), "PORT": str(port)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, pattern):
        while not re.search(pattern, self.said):
            line = self.process.stdout.readline()
            assert line, f"It ended without {pattern!r}:\n{self.said}"
            self.said += line

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        return connection.getresponse()


def processes_of(data):
    """Processes whose environment names this data folder."""
    mark = f"FOYER_DATA={data}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in entry.read_bytes().split(b"\0"):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def test_up_runs_everything_and_leaves_nothing(tmp_path):
    port = free_port()
    up = Up(tmp_path, port)
    try:
        up.read_until(rf"\nREADY http://127.0.0.1:{port}/\n(.*\n)*.*operator@example.org  foyer-demo\n")
        assert up.get("/").status == 200
        assert up.get("/health/ready").status == 200

        second = Up(tmp_path, free_port())
        assert "already runs from" in second.process.communicate(timeout=30)[0]
        assert second.process.returncode == 1
    finally:
        code = up.interrupt()
    assert code == 0, up.said
    wait_for(lambda: not processes_of(tmp_path), why="all processes to end")

    again = Up(tmp_path, port)
    try:
        again.read_until("\nREADY ")
        assert "Preparing" not in again.said
    finally:
        again.interrupt()
    wait_for(lambda: not processes_of(tmp_path), why="all processes to end")


def test_up_names_a_taken_port_and_another_one(tmp_path, served):
    up = Up(tmp_path, served.port)
    assert f"PORT={served.port + 1} make up" in up.process.communicate(timeout=30)[0]
    assert up.process.returncode == 1
