"""Fixtures that run the real thing beside the tests: `server` (granian with the portal) and `worker` (Celery).

Both are started once per test process and share its database and its Valkey; tests that use them commit.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from portal.celery import app
from portal.jobs import QUEUES
from portal.operations.supervisor import end_with_parent

ENVIRONMENT = {"FOYER_EGRESS_ALLOW": "127.0.0.0/8"}


def wait_for(condition: Callable[[], object], seconds: float = 20, *, why: str = "the condition") -> object:
    """Asks until the answer is truthy, and returns it."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds} s for {why} in vain.")
        time.sleep(0.02)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(*command: str, log: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A Python program in a process group of its own, which is gone afterwards."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=os.environ | ENVIRONMENT | environment,
            cwd=settings.BASE_DIR,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


@dataclass
class Server:
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@pytest.fixture(scope="session")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(free_port(), tmp_path_factory.mktemp("server") / "log")
    command = "granian", "--interface", "asginl", "--no-ws", "--port", str(found.port), "portal.asgi:application"
    with running(*command, log=found.log, FOYER_PUBLIC_URL=found.url) as process:
        wait_for(lambda: found.answers() or process.poll() is not None, 60, why="the server")
        assert process.poll() is None, found.log.read_text()
        yield found


@pytest.fixture
def server(transactional_db: None, served: Server) -> Server:
    """The portal under granian on a free port; `server.url` is its address."""
    return served


@pytest.fixture(scope="session")
def working(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    log = tmp_path_factory.mktemp("worker") / "log"
    app.control.purge()
    options = "worker", "-P", "threads", "-c", "4", "-Q", ",".join(QUEUES), "--without-mingle", "--without-gossip"
    with running("celery", "-A", "portal", *options, log=log) as process:
        wait_for(lambda: app.control.ping(timeout=0.5) or process.poll() is not None, 60, why="the worker")
        assert process.poll() is None, log.read_text()
        yield log


@pytest.fixture
def worker(transactional_db: None, working: Path) -> Iterator[Path]:
    """A real Celery worker on all queues; its log's path. Nothing of this test runs on into the next."""
    app.control.purge()
    yield working
    app.control.purge()
    wait_for(
        lambda: not any((app.control.inspect(limit=1).active() or {"": []}).values()), 30, why="the worker's tasks"
    )
