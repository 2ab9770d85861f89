"""A throw-away PostgreSQL cluster on a unix socket, durable for nobody and therefore quick."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
OPTIONS = [word for setting in SETTINGS for word in ("-c", setting)]
HOW_TO = "PostgreSQL is needed for these tests: apt-get install postgresql (or put initdb and pg_ctl on the PATH)."


class Cluster:
    """`start` runs a service for as long as the tests live."""

    def __init__(self, start: Callable[..., "subprocess.Popen[bytes]"]) -> None:
        self.bin = find_binaries()
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="foyer-pg-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "foyer", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.process = start(str(self.bin / "postgres"), "-D", data, "-k", str(self.folder), *OPTIONS, user=self.user)
        self.run("pg_isready", "-h", str(self.folder), "-t", "20", tries=200)

    def url(self, database: str) -> str:
        return f"postgres://foyer@{str(self.folder).replace('/', '%2F')}/{database}"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *arguments: str, tries: int = 1) -> None:
        command = [str(self.bin / program), *arguments]
        for _ in range(tries):
            done = subprocess.run(command, user=self.user, cwd=self.folder, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"{program}: {done.stderr}")


def find_binaries() -> Path:
    """The newest installed version's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if path := (found[-1] if found else shutil.which("initdb")):
        return Path(path).parent
    raise RuntimeError(HOW_TO)
