"""One Redis subscription per process, fanned out to the streams of that process."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable

import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from portal.live.publish import CHANNEL

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

    def join(self, topics: Iterable[str]) -> Listener:
        listener = Listener(topics)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)
        if self._subscription is None:
            self._subscription = asyncio.get_running_loop().create_task(self._listen())
        return listener

    def leave(self, listener: Listener) -> None:
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def fan_out(self, message: bytes) -> None:
        """Encodes once, whatever the number of listeners."""
        parsed = json.loads(message)
        event = encode(parsed["event"], parsed["data"])
        for listener in self._by_topic.get(parsed["topic"], ()):
            listener.hear(event)

    async def _listen(self) -> None:
        """For the life of the process; a restarted Redis is found again."""
        was_lost = False
        while True:
            try:
                # Without redis-py's own retries: a fresh connection is made here, in one place.
                client = redis.asyncio.from_url(
                    settings.LIVE_REDIS_URL, socket_timeout=None, retry=Retry(NoBackoff(), 0)
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


def encode(event: str, data: object) -> bytes:
    return f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
