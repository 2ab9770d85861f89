"""A throw-away PostgreSQL cluster on a unix socket, durable for nobody and therefore quick."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
HOW_TO = "PostgreSQL is needed for these tests: apt-get install postgresql (or put initdb and pg_ctl on the PATH)."


class Cluster:
    def __init__(self) -> None:
        self.bin = find_binaries()
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.folder = Path(tempfile.mkdtemp(prefix="foyer-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "-D", self.folder / "data", "-U", "foyer", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", f"-k {self.folder} {OPTIONS}", "start")

    def url(self, database: str) -> str:
        return f"postgres://foyer@{str(self.folder).replace('/', '%2F')}/{database}"

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *arguments: object) -> None:
        user = self.user if os.geteuid() == 0 else None
        command = [str(self.bin / program), *map(str, arguments)]
        subprocess.run(command, user=user, cwd=self.folder, stdout=subprocess.DEVNULL, check=True)


def find_binaries() -> Path:
    """The newest installed version's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if path := (found[-1] if found else shutil.which("initdb")):
        return Path(path).parent
    raise RuntimeError(HOW_TO)
