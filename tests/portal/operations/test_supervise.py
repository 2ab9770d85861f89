"""Programs under the supervisor start, come back when they die, and never outlive it."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.processes import wait_for

# A program with a child of its own, both of which ignore a polite request.
STUBBORN = """
    import os, signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.fork()
    open(f"{folder}/{os.getpid()}", "w").close()
    time.sleep(300)
"""
POLITE = """
    import os, time
    open(f"{folder}/{os.getpid()}", "w").close()
    time.sleep(300)
"""


@pytest.fixture
def supervised(tmp_path):
    """Runs programs under a supervisor in a process of its own; each program leaves a file named by its process id."""
    (tmp_path / "pids").mkdir()
    started = []

    def start(*sources):
        programs = []
        for number, source in enumerate(sources):
            code = f"folder = {str(tmp_path / 'pids')!r}\n" + textwrap.dedent(source)
            programs.append((f"p{number}", [sys.executable, "-c", code]))
        main = f"""
            import os, time
            from portal.operations.supervisor import Program, Stopped, Supervisor
            try:
                with Supervisor(os.environ) as supervisor:
                    supervisor.start(*[Program(name, command, stop_within=0.3) for name, command in {programs!r}])
                    supervisor.watch()
            except Stopped:
                print("stopped")
        """
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(main)], stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def pids(tmp_path):
    return [int(path.name) for path in Path(tmp_path, "pids").iterdir()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_supervise_stops_programs_and_their_children_on_a_signal(supervised, tmp_path, number):
    supervisor = supervised(STUBBORN, POLITE)
    wait_for(lambda: len(pids(tmp_path)) == 3)
    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=10)
    assert output.endswith(b"stopped\n")
    assert supervisor.returncode == 0
    assert not any(is_alive(pid) for pid in pids(tmp_path))


def test_supervise_starts_a_dead_program_again_and_says_so(supervised, tmp_path):
    supervisor = supervised(POLITE)
    wait_for(lambda: pids(tmp_path))
    os.kill(pids(tmp_path)[0], signal.SIGKILL)
    assert b"p0 ended (code -9); starting it again in 2 s." in supervisor.stdout.readline()
    wait_for(lambda: len(pids(tmp_path)) == 2)


def test_supervise_leaves_nothing_when_it_is_killed(supervised, tmp_path):
    supervisor = supervised(POLITE)
    wait_for(lambda: pids(tmp_path))
    supervisor.kill()
    wait_for(lambda: not any(is_alive(pid) for pid in pids(tmp_path)))


def test_supervise_prefixes_what_programs_say(supervised):
    supervisor = supervised("print('hello', flush=True); import time; time.sleep(300)")
    assert supervisor.stdout.readline().decode() == "       p0 │ hello\n"
