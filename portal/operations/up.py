"""The whole portal on one machine with one command: `make up`, or `manage.py up`.

This process stays small: it loads no Django, only starts the programs that do (`python -m portal.operations.up`).
"""

import fcntl
import hashlib
import http.client
import json
import os
import site
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal import env
from portal.operations.supervisor import Failed, Program, Stopped, Supervisor, say

ROOT = Path(__file__).resolve().parent.parent.parent
QUEUES = "default,fetch,push,train"
VALKEY_OPTIONS = (
    *("--port", "0", "--unixsocketperm", "700", "--save", "", "--appendonly", "yes"),
    *("--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru", "--logfile", "valkey.log"),
)
SIGN_INS = ("reader@example.org", "editor@example.org", "operator@example.org")


class Portal:
    """Where things are and what to start, all from the environment."""

    def __init__(self) -> None:
        self.data = Path(env.text("FOYER_DATA") or ROOT / "var").absolute()
        self.host, self.port = env.text("FOYER_BIND", "127.0.0.1"), env.number("PORT", 8000, at_least=1)
        self.valkey_socket = None if env.text("REDIS_URL") else env.socket_path(self.data)
        self.wants_demo, self.seeded = env.flag("FOYER_DEMO", True), self.data / "demo"

    @property
    def lacks_demo(self) -> bool:
        return self.wants_demo and not self.seeded.exists()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        without = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        ours = {"FOYER_DATA": str(self.data), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        # Said once by Celery at every start in a container; here nothing of another person's runs.
        return without | ours | {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}

    def valkey(self) -> Program:
        folder = self.data / "valkey"
        folder.mkdir(parents=True, exist_ok=True)
        place = ("--unixsocket", str(self.valkey_socket), "--dir", str(folder))
        return module("valkey", "portal.operations.valkey", *place, *VALKEY_OPTIONS)

    def unfinished(self) -> Program:
        broker_url, _cache_url = env.redis_urls(f"unix://{self.valkey_socket}")
        return module("unfinished", "portal.operations.unfinished", broker_url)

    def web_and_worker(self) -> list[Program]:
        listen = ("--host", self.host, "--port", str(self.port), "--backlog", "4096", "--backpressure", "4096")
        quiet = ("--log-level", "warning", "--workers-kill-timeout", "2")
        worker = ("-P", "threads", "-c", "4", "-Q", QUEUES, "--without-mingle", "--without-gossip")
        return [
            module("web", "granian", "--interface", "asginl", "--no-ws", *listen, *quiet, "portal.asgi:application"),
            module("worker", "celery", "-A", "portal", "-q", "worker", *worker, "-l", "warning"),
        ]

    def beat(self) -> Program:
        return module("beat", "portal.beat")


def module(name: str, *command: str) -> Program:
    return Program(name, (sys.executable, "-m", *command), stop_within=20)


def manage(*command: str) -> Program:
    return Program(command[0], (sys.executable, str(ROOT / "manage.py"), *command))


def main() -> int:
    portal = Portal()
    try:
        portal.data.mkdir(parents=True, exist_ok=True)
        with only_one(portal), Supervisor(portal.environment()) as supervisor:
            bring_up(portal, supervisor)
            supervisor.watch()
    except Failed as failure:
        say(str(failure))
        return 1
    except Stopped:
        say("Stopped. Everything is kept in " + str(portal.data))
    return 0


def bring_up(portal: Portal, supervisor: Supervisor) -> None:
    started_at = time.time()
    if portal.valkey_socket:
        valkey = supervisor.start(portal.valkey())
        supervisor.wait_until(lambda: answers(str(portal.valkey_socket)), valkey, seconds=20)
        supervisor.run(portal.unfinished())
    prepare(portal, supervisor)
    with step("Starting"):
        services = supervisor.start(*portal.web_and_worker())
        if portal.lacks_demo:
            supervisor.run(manage("demo"))
            portal.seeded.touch()
        supervisor.wait_until(lambda: is_ready(portal, started_at), services, seconds=120, every=0.2)
    # Last: the fetching that beat asks for would only slow down all that.
    supervisor.start(portal.beat())
    announce(portal)


def prepare(portal: Portal, supervisor: Supervisor) -> None:
    """Database and static files, if they are not as this code wants them."""
    prepared = portal.data / "prepared"
    if recorded(prepared) == (version := fingerprint()):
        return
    with step("Preparing the database and the static files"):
        supervisor.run(manage("migrate", "-v0"), manage("collectstatic", "--no-input", "-v0"))
        if not portal.lacks_demo:  # which loads the catalogue too
            supervisor.run(manage("catalogue", "-v0"))
    prepared.write_text(version)


def announce(portal: Portal) -> None:
    password = env.text("FOYER_DEMO_PASSWORD", "foyer-demo")
    sign_ins = [f"      {address}  {password}" for address in SIGN_INS] if portal.wants_demo else []
    lines = [f"READY {portal.url}/", *sign_ins, "      Ctrl-C stops everything and keeps the data."]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


@contextmanager
def only_one(portal: Portal) -> Iterator[None]:
    """One portal per data folder and per port."""
    with (portal.data / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise Failed(f"Foyer already runs from {portal.data} ({lock.read().strip()}).") from None
        require_free(portal)
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {portal.url}/")
        lock.flush()
        yield


def require_free(portal: Portal) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((portal.host, portal.port))
        except OSError as error:
            choose = f"Choose another one: PORT={portal.port + 1} make up"
            raise Failed(f"Port {portal.port} cannot be used ({error.strerror}). {choose}") from None


@contextmanager
def step(what: str) -> Iterator[None]:
    say(f"{what} …")
    start = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - start:.1f} s")


def fingerprint() -> str:
    """Changes with the database's address, what is installed, the code and the static files."""
    digest = hashlib.sha256(env.text("DATABASE_URL").encode() + (ROOT / "requirements.lock").read_bytes())
    digest.update(str(Path(site.getsitepackages()[0]).stat().st_mtime_ns).encode())
    code = (f"{app}/**/*.py" for app in ("portal", "widgets", "recommender"))
    for pattern in (*code, "static/**/*", "*/static/**/*", "widgets/types/*/static/**/*"):
        for file in sorted(ROOT.glob(pattern)):
            digest.update(f"{file.relative_to(ROOT)} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def recorded(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def is_ready(portal: Portal, since: float) -> bool:
    """The first page answers, all checks are well, and a worker has run a task since we started."""
    try:
        status, _body = get(portal, "/")
        ready, body = get(portal, "/health/ready")
    except (OSError, http.client.HTTPException):
        return False
    return status == 200 and ready == 200 and (json.loads(body)["heartbeat_at"] or 0) > since


def get(portal: Portal, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=20)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
