"""Typed readers for the environment that fail loudly and say what to do."""

import hashlib
import ipaddress
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """An empty variable is one that is not set: that is how compose files and shells pass on what nobody chose."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """`1/true/yes/on` or `0/false/no/off`, in any case."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, at_least: int = 0, at_most: int | None = None) -> int:
    value = text(name)
    if not value:
        return default
    try:
        parsed = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if parsed < at_least:
        raise ImproperlyConfigured(f"{name} must be at least {at_least}, not {parsed}.")
    if at_most is not None and parsed > at_most:
        raise ImproperlyConfigured(f"{name} must be at most {at_most}, not {parsed}.")
    return parsed


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}.")
    return value


def networks(name: str) -> list[str]:
    """A comma-separated list of IP networks, checked here so that a typing error stops the start."""
    found = words(name)
    for network in found:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}. Write networks like 192.168.1.0/24.") from None
    return found


def addresses(prefix: str) -> dict[str, str]:
    """All variables with this beginning, by the rest of their name in small letters; each the address of a server."""
    names = sorted(name for name in os.environ if name.startswith(prefix))
    return {name.removeprefix(prefix).lower(): address(name) for name in names if text(name)}


def address(name: str) -> str:
    """An http(s) address without a slash at its end: paths are written behind it."""
    value = text(name)
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} must be an address like https://mirror.example/path, not {value!r}.")
    return value.rstrip("/")


def secret(name: str, file: Path) -> str:
    """The variable, or a secret that is made once and kept in `file` (readable by the owner only)."""
    if value := text(name):
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} must have at least 32 characters.")
        return value
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        pass
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(value := secrets.token_urlsafe(48))
    except FileExistsError:
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"Set {name}, or make {file.parent} writable ({error}).") from None
    return value


def socket_path(folder: Path) -> Path:
    """Where the embedded Valkey listens: in `folder`, or where its name is too long for a socket (104 bytes on macOS),
    in a folder of our own among the temporary files."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) < 100:
        return path
    short = Path(tempfile.gettempdir(), f"foyer-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}-{os.getuid()}")
    short.mkdir(mode=0o700, exist_ok=True)
    if short.stat().st_uid != os.getuid():
        raise ImproperlyConfigured(f"{short} belongs to somebody else. Choose a shorter FOYER_DATA.")
    return short / "valkey.sock"


def redis_urls(url: str) -> tuple[str, str]:
    """(broker URL for Celery, URL for the cache and live events) from one address.

    `unix:///path/valkey.sock` and `redis://host:6379` are understood; database 0 carries the broker, 1 the rest.
    """
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host=0", f"unix://{parts.path}?db=1"
    if parts.scheme in {"redis", "rediss"}:
        base = f"{parts.scheme}://{parts.netloc}"
        return f"{base}/0", f"{base}/1"
    raise ImproperlyConfigured(f"REDIS_URL must begin with redis://, rediss:// or unix://, not {url!r}.")
