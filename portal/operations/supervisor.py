"""Runs a few programs as one: they start together, are started again when they die, and none outlives the others.

Every program has a session and process group of its own, so Ctrl-C reaches only the supervisor, which stops them in
order; on Linux they also end when the supervisor is killed. Nothing here knows Django or Foyer.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_PAUSE = 30.0
# Who ran this long is not in a loop of dying: its next restart is quick again.
STEADY_AFTER = 60.0


class Failed(Exception):
    """A program could not do its work; the message is for the person at the terminal."""


class Stopped(BaseException):
    """A signal asked us to stop. Not an Exception: no `except` on the way may hold it up."""


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    stop_within: float = 10


class Child:
    """A running program, its relayed output, and when to start it again."""

    def __init__(self, program: Program, environment: Mapping[str, str]) -> None:
        self.program, self.environment = program, environment
        self.pause = 1.0
        self.start()

    def start(self) -> None:
        self.started_at, self.restart_at = time.monotonic(), 0.0
        self.process = subprocess.Popen(  # noqa: S603
            self.program.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        threading.Thread(target=relay, args=(self.program.name, self.process.stdout), daemon=True).start()

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def look_after(self) -> None:
        """Starts a dead program again, later each time it dies soon after its start."""
        if self.is_alive():
            return
        now = time.monotonic()
        if not self.restart_at:
            self.pause = 1.0 if now - self.started_at > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.restart_at = now + self.pause
            say(f"{self.program.name} ended (code {self.process.returncode}); starting it again in {self.pause:.0f} s.")
        elif now >= self.restart_at:
            self.start()

    def ask_to_stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()

    def make_stop(self, deadline: float) -> None:
        """Waits for a clean end, then removes whatever is left of the whole group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """Programs in the order they were started; the later ones are stopped first.

    A context manager: leaving it, in whatever way, stops everything.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.waves: list[list[Child]] = []

    def __enter__(self) -> "Supervisor":
        for number in STOP_SIGNALS:
            signal.signal(number, _stop)
        return self

    def __exit__(self, *_error: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for wave in reversed(self.waves):
            for child in wave:
                child.ask_to_stop()
            for child in wave:
                child.make_stop(time.monotonic() + child.program.stop_within)

    def start(self, *programs: Program) -> list[Child]:
        """Starts programs that belong together: they are stopped together."""
        wave: list[Child] = []
        self.waves.append(wave)
        for program in programs:
            wave.append(Child(program, self.environment))
        return wave

    def run(self, *programs: Program) -> None:
        """Runs programs that end by themselves, side by side; raises Failed when one fails."""
        wave = self.start(*programs)
        self.wait_until(lambda: not any(child.is_alive() for child in wave), fragile=wave)
        self.waves.remove(wave)

    def wait_until(
        self, condition: Callable[[], bool], fragile: Sequence[Child] = (), seconds: float = 600, every: float = 0.05
    ) -> None:
        """Waits while the fragile programs live, or end well."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check(fragile)
            if time.monotonic() > deadline:
                raise Failed(f"Not ready after {seconds:.0f} s. Look at the messages above.")
            time.sleep(every)
        self.check(fragile)

    def check(self, fragile: Sequence[Child]) -> None:
        for child in fragile:
            if child.process.poll():
                raise Failed(f"{child.program.name} failed (code {child.process.returncode}). Its messages are above.")

    def watch(self) -> None:
        """For ever: looks after all programs."""
        while True:
            for wave in self.waves:
                for child in wave:
                    child.look_after()
            time.sleep(0.5)


def end_with_parent() -> None:
    """Linux sends SIGTERM to this process when its parent dies, however it dies."""
    pr_set_pdeathsig = 1
    _libc.prctl(pr_set_pdeathsig, signal.SIGTERM)


def say(message: str, name: str = "foyer") -> None:
    # One write per line: lines of several threads do not mix. Who closed our output does not stop us.
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{name:>9} │ {message}\n")
        sys.stdout.flush()


def relay(name: str, output: IO[bytes]) -> None:
    for line in output:
        say(line.decode("utf-8", "replace").rstrip(), name)


def _stop(number: int, _frame: object) -> None:
    raise Stopped(signal.Signals(number).name)


# Loaded here and not between fork and exec, where little is safe.
_libc = ctypes.CDLL(None)
