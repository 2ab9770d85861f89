"""A longer look than the health checks: is this installation set up well, and what to do where it is not."""

import shutil
from collections.abc import Callable, Iterator

import redis
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone

from portal.operations import health
from portal.operations.health import Finding, Remark, Unhealthy, examine
from recommender import engine, promotion, training_notes
from recommender.errors import EngineMissing
from widgets import upstreams

OLDEST_REDIS = (7, 0)
LITTLE_DISK = 1024**3
OLD_MODEL_DAYS = 7


def look() -> Iterator[Finding]:
    for name, check in (health.CHECKS | CHECKS).items():
        yield examine(name, check)


def redis_server() -> str:
    with redis.Redis.from_url(settings.LIVE_REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        info = client.info()
        version = info.get("valkey_version") or info["redis_version"]
        policy = info.get("maxmemory_policy", "noeviction")
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise Unhealthy(f"Redis {version} is too old. Use Redis 7 or Valkey 7.2, or newer.")
    if policy.startswith("allkeys"):
        raise Unhealthy(f"maxmemory-policy {policy} may throw tasks away. Set it to volatile-lru or noeviction.")
    return f"Version {version}, maxmemory-policy {policy}."


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LITTLE_DISK:
        raise Unhealthy(f"Only {free // 1024**2} MB are free for {settings.DATA_DIR}. Make room.")
    return f"{free // 1024**3} GB are free for {settings.DATA_DIR}."


def static_files() -> str:
    if not settings.DEBUG and not staticfiles_storage.exists("staticfiles.json"):
        raise Unhealthy("The static files are not collected. Run: manage.py collectstatic")
    return "Collected." if not settings.DEBUG else "Served from their folders, as FOYER_DEBUG is set."


def lightfm() -> str:
    try:
        engine.load_engine()
    except EngineMissing as error:
        raise Unhealthy(f"{error}. Until then lists are made without it.") from error
    return "LightFM can train."


def model() -> str:
    found = promotion.serving("items")
    live = found.live
    if failure := training_notes.failure_of("items"):
        raise Unhealthy(f"The last training left no model. {failure} Lists are made with: {found.step}.")
    if live is None:
        raise Remark("No model is in use: suggestions are popular and fresh ones. Run: manage.py train")
    if found.used is None:
        raise Unhealthy(f"{live.file} is not sound: suggestions are popular and fresh ones. Run: manage.py train")
    if found.used != live:
        raise Unhealthy(f"{live.file} is not sound: the model {found.used.pk} before it serves. Run: manage.py train")
    if found.step == "co-use":
        raise Remark(f"Lists go by what the same people like, without LightFM. {live.verdict}")
    days = (timezone.now() - live.created_at).days
    if days > OLD_MODEL_DAYS:
        raise Remark(f"The model in use is {days} days old. Look whether beat runs and the queue train has a worker.")
    return f"The model in use is {days} days old and learned from {live.events} events."


def egress() -> str:
    if settings.EGRESS_ALLOW:
        allowed = ", ".join(settings.EGRESS_ALLOW)
        raise Remark(f"FOYER_EGRESS_ALLOW lets widgets fetch from {allowed}: anybody who adds a panel can read there.")
    return "Widgets fetch from public addresses only."


def services() -> str:
    if unknown := upstreams.unknown():
        raise Remark(f"{', '.join(unknown)}: no widget type asks such a service. Check the spelling, or unset it.")
    changed = ", ".join(f"{name} at {base}" for name, base in sorted(settings.UPSTREAMS.items()))
    return f"Asked elsewhere than usual: {changed}." if changed else "Each is asked at its usual address."


def public_address() -> str:
    if settings.DEBUG:
        raise Unhealthy("FOYER_DEBUG is set: errors show the code to everybody. Unset it on a server.")
    if "*" in settings.ALLOWED_HOSTS:
        raise Unhealthy("FOYER_HOSTS allows every name. List the names of this portal.")
    if not settings.IS_HTTPS:
        raise Remark(f"{settings.PUBLIC_URL} is not https: fine on your own machine, nowhere else.")
    return f"{settings.PUBLIC_URL}, cookies over https only."


CHECKS: dict[str, Callable[[], str]] = {
    "redis": redis_server,
    "disk": disk,
    "static files": static_files,
    "lightfm": lightfm,
    "model": model,
    "egress": egress,
    "services": services,
    "address": public_address,
}
