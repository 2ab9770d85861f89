"""The parent's side: a few reusable child processes, each thrown away when it fails."""

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

ROOT = Path(__file__).resolve().parent.parent.parent
#: A fresh child now and then gives back what the parsers' libraries hold on to.
JOBS_PER_CHILD = 500


class ChildDied(Exception):
    """The child was killed over this job: too much time, too much memory, or a crash."""


class Child:
    """One child process. It kills itself when a job takes too long, and ends when its input ends."""

    def __init__(self) -> None:
        # No environment: the child reads hostile input, so it shall hold no secrets.
        self._process = subprocess.Popen(
            [sys.executable, "-E", "-s", "-m", "widgets.parsers.child"],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.jobs = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_usable(self) -> bool:
        return self.jobs < JOBS_PER_CHILD and self._process.poll() is None

    def run(self, job: str, body: bytes, hints: Mapping[str, Any]) -> dict[str, Any]:
        self.jobs += 1
        order = json.dumps({"job": job, "hints": hints}).encode()
        jobs, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            jobs.write(struct.pack("!II", len(order), len(body)) + order)
            jobs.write(body)
            jobs.flush()
            size = answers.read(4)
            return dict(json.loads(answers.read(*struct.unpack("!I", size)) if len(size) == 4 else b""))
        except (OSError, ValueError) as error:
            raise ChildDied(job) from error

    def end(self) -> None:
        """Kills it if it still runs, and takes leave of it, so that no zombie stays."""
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()


class Pool:
    """At most one child for each processor; threads wait for a free one."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(os.cpu_count() or 1)

    def run(self, job: str, body: bytes, hints: Mapping[str, Any]) -> dict[str, Any]:
        with self._places:
            child = self._take()
            try:
                answer = child.run(job, body, hints)
            except BaseException:
                child.end()
                raise
            with self._lock:
                self._idle.append(child)
            return answer

    def _take(self) -> Child:
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                return Child()
            if child.is_usable():
                return child
            child.end()

    def close(self) -> None:
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.end()


pool = Pool()


@atexit.register
def _close() -> None:
    pool.close()


def _forget_after_fork() -> None:
    # A forked worker must not talk to its parent's children, nor close them.
    pool.__init__()  # type: ignore[misc]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)
