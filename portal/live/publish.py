"""Announcing changes to open pages: one trip to Redis, and never an error for who announces."""

import json
import logging
from functools import cache
from typing import Any

import redis
from django.conf import settings

from portal.live.tokens import MAX_AGE

log = logging.getLogger(__name__)

CHANNEL = "foyer:live"
#: The event that ends the streams that hear it.
GONE = "gone"
#: How long what was said last stays for streams that begin a moment later, in seconds.
REMEMBERED = 300
_outage = {"is_known": False}


def announce(topic: str, event: str, data: dict[str, Any]) -> None:
    """Tells the pages that listen to `topic`. Lost when Redis is away: a page is whole without it, only later.

    What has a version is remembered for a while: a page that was drawn before the change and begins to listen after it
    would miss it otherwise, and a page that has it already sees that by the version.
    """
    message = json.dumps({"topic": topic, "event": event, "data": data}, separators=(",", ":"))
    try:
        with _client().pipeline(transaction=False) as pipeline:
            if "version" in data:
                pipeline.set(last_key(topic), message, ex=REMEMBERED)
            pipeline.publish(CHANNEL, message)
            pipeline.execute()
    except redis.RedisError as error:
        if not _outage["is_known"]:
            log.warning("Live changes are not announced until Redis is back: %s", error)
        _outage["is_known"] = True
    else:
        if _outage["is_known"]:
            log.info("Live changes are announced again.")
        _outage["is_known"] = False


def end_topic(topic: str) -> None:
    """What it was about is gone: open streams that listen to it end, and none begins with a token from before."""
    message = json.dumps({"topic": topic, "event": GONE, "data": {}}, separators=(",", ":"))
    try:
        with _client().pipeline(transaction=False) as pipeline:
            pipeline.set(last_key(topic), message, ex=MAX_AGE)
            pipeline.publish(CHANNEL, message)
            pipeline.execute()
    except redis.RedisError as error:
        log.warning("A stream goes on although its page is not shared any more: %s", error)


def last_key(topic: str) -> str:
    return f"{CHANNEL}:last:{topic}"


def announce_source(sender: object, source_id: int, version: int, **_kwargs: object) -> None:
    announce(f"source:{source_id}", "source", {"id": source_id, "version": version})


def announce_suggestions(sender: object, user_id: int, **_kwargs: object) -> None:
    announce(f"user:{user_id}", "for-you", {})


@cache
def _client() -> "redis.Redis":
    """One pool of connections per process. Short limits: an announcement is not worth waiting for."""
    return redis.Redis.from_url(settings.LIVE_REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
