"""One Redis subscription per process, fanned out to the streams of that process."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from portal.live.publish import CHANNEL, last_key

log = logging.getLogger(__name__)

QUEUE_SIZE = 64
RETRY_SECONDS = 1.0


class Listener:
    """One stream's bounded queue of encoded events. Who does not keep up is dropped and connects anew."""

    def __init__(self, topics: Iterable[str]) -> None:
        self.topics = frozenset(topics)
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(QUEUE_SIZE)
        self.fell_behind = asyncio.Event()

    def hear(self, event: bytes) -> None:
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            self.fell_behind.set()


class Hub:
    """Belongs to one event loop. Subscribes with the first listener and stays subscribed."""

    def __init__(self) -> None:
        self._by_topic: dict[str, set[Listener]] = defaultdict(set)
        self._subscription: asyncio.Task[None] | None = None
        self._client: redis.asyncio.Redis | None = None

    def join(self, topics: Iterable[str]) -> Listener:
        listener = Listener(topics)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)
        if self._subscription is None:
            self._subscription = asyncio.get_running_loop().create_task(self._listen())
        return listener

    async def recent(self, listener: Listener) -> bytes:
        """What was said about its topics shortly before it joined, as encoded events."""
        if self._client is None:
            self._client = redis.asyncio.from_url(settings.LIVE_REDIS_URL, socket_timeout=1)
        try:
            said = await self._client.mget([last_key(topic) for topic in sorted(listener.topics)])
        except (RedisError, OSError):
            return b""  # the subscription says so in the log
        return b"".join(encode_message(json.loads(message)) for message in said if message)

    def leave(self, listener: Listener) -> None:
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def fan_out(self, message: bytes) -> None:
        """Encodes once, whatever the number of listeners."""
        parsed = json.loads(message)
        event = encode_message(parsed)
        for listener in self._by_topic.get(parsed["topic"], ()):
            listener.hear(event)

    async def _listen(self) -> None:
        """For the life of the process; a restarted Redis is found again."""
        was_lost = False
        while True:
            try:
                # A connection that was cut is made anew at once, by redis-py; a Redis that is away is waited for here.
                # With no retry it would do that too, and then give up what it had just subscribed.
                client = redis.asyncio.from_url(
                    settings.LIVE_REDIS_URL, socket_timeout=None, retry=Retry(NoBackoff(), 1)
                )
                async with client, client.pubsub() as pubsub:
                    await pubsub.subscribe(CHANNEL)
                    if was_lost:
                        log.info("The live subscription is back.")
                    was_lost = False
                    async for message in pubsub.listen():
                        if message["type"] == "message":
                            self.fan_out(message["data"])
            except (RedisError, OSError) as error:
                if not was_lost:
                    log.warning("The live subscription is lost, trying again: %s", error)
                was_lost = True
                await asyncio.sleep(RETRY_SECONDS)


def encode_message(message: dict[str, Any]) -> bytes:
    data = json.dumps(message["data"], separators=(",", ":"))
    return f"event: {message['event']}\ndata: {data}\n\n".encode()
