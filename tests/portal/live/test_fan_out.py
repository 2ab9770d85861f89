"""One message from Redis reaches the streams that listen to its topic; a slow one holds up nobody."""

import asyncio
import json

from portal.live import hub as hubs
from portal.live import stream, tokens
from portal.live.hub import Hub
from tests import loop


def message(topic, event="source", **data):
    return json.dumps({"topic": topic, "event": event, "data": data}).encode()


def in_loop(story):
    """Runs an async story with a hub."""

    async def run():
        hub = Hub()
        try:
            await story(hub)
        finally:
            if hub._subscription:
                hub._subscription.cancel()

    loop.run(run())


def test_fan_out_reaches_those_who_listen():
    async def story(hub):
        one, other = hub.join(["source:1", "user:7"]), hub.join(["source:2"])
        hub.fan_out(message("source:1", id=1))
        assert one.queue.get_nowait() == b'event: source\ndata: {"id":1}\n\n'
        assert other.queue.empty()

    in_loop(story)


def test_fan_out_drops_who_does_not_keep_up():
    async def story(hub):
        slow = hub.join(["user:7"])
        for _ in range(hubs.QUEUE_SIZE):
            hub.fan_out(message("user:7"))
        assert not slow.fell_behind.is_set()
        hub.fan_out(message("user:7"))
        assert slow.fell_behind.is_set()

    in_loop(story)


def test_leave_forgets_the_stream_and_its_topics():
    async def story(hub):
        listener = hub.join(["source:1"])
        hub.leave(listener)
        hub.fan_out(message("source:1"))
        assert listener.queue.empty()
        assert not hub._by_topic

    in_loop(story)


def test_stream_beats_its_heart_and_ends_at_its_age(monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(stream, "MAX_AGE_SECONDS", 0.2)
    sent = []

    async def story(hub):
        monkeypatch.setattr(stream, "hub", hub)

        async def receive():
            await asyncio.Event().wait()

        async def send(part):
            sent.append(part)

        scope = {"query_string": f"token={tokens.sign(7, [])}".encode()}
        await stream.stream(scope, receive, send)
        assert not hub._by_topic

    in_loop(story)
    assert stream.HEARTBEAT in [part.get("body") for part in sent]
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


def test_stream_ends_when_the_browser_leaves():
    async def story(hub):
        async def receive():
            return {"type": "http.disconnect"}

        async def send(_part):
            pass

        scope = {"query_string": f"token={tokens.sign(7, [])}".encode()}
        await asyncio.wait_for(stream.stream(scope, receive, send), 5)

    in_loop(story)
