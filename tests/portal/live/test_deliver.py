"""What is announced in one process arrives in the stream of another, over real Redis and a real server."""

import contextlib
import http.client
import json

import pytest

from portal.live import publish, tokens
from recommender.signals import suggestions_pushed
from tests.processes import wait_for
from widgets.signals import source_changed


class Stream:
    """A browser's EventSource: reads one event after the other."""

    def __init__(self, server, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.connection.request("GET", f"/live?token={token}")
        self.response = self.connection.getresponse()

    def block(self):
        """The lines up to the next empty one."""
        lines = []
        while not lines or lines[-1]:
            line = self.response.readline()
            assert line, "the stream ended"
            lines.append(line.decode().strip())
        return lines[:-1]

    def event(self):
        """The next one; a few heartbeats without it are too long a wait."""
        found = next((found for found in (self.block() for _ in range(4)) if found[0].startswith("event:")), None)
        assert found, "no event came"
        fields = dict(line.split(": ", 1) for line in found)
        return fields["event"], json.loads(fields["data"])


@pytest.fixture
def listen(server):
    """Opens a stream and returns once the server hears Redis: an announcement from here on arrives."""
    with contextlib.ExitStack() as opened:

        def open_stream(token):
            stream = Stream(server, token)
            opened.callback(stream.connection.close)
            if stream.response.status == 200:
                assert stream.block() == ["retry: 3000"]
                wait_for(lambda: publish._client().pubsub_numsub(publish.CHANNEL)[0][1], why="the subscription")
            return stream

        yield open_stream


def test_stream_brings_a_changed_source_to_the_pages_that_show_it(listen):
    shows_it, shows_another = listen(tokens.sign(7, [41])), listen(tokens.sign(8, [42]))
    source_changed.send("tests", source_id=41, version=3)
    source_changed.send("tests", source_id=42, version=9)
    assert shows_it.event() == ("source", {"id": 41, "version": 3})
    assert shows_another.event() == ("source", {"id": 42, "version": 9})


def test_stream_brings_suggestions_to_one_person(listen):
    theirs = listen(tokens.sign(7, []))
    suggestions_pushed.send("tests", user_id=8)
    suggestions_pushed.send("tests", user_id=7)
    publish.announce("user:7", "page", {"id": 1, "version": 2})
    assert theirs.event() == ("for-you", {})
    assert theirs.event() == ("page", {"id": 1, "version": 2})


def test_stream_brings_what_changed_between_drawing_the_page_and_listening(listen):
    source_changed.send("tests", source_id=41, version=3)
    source_changed.send("tests", source_id=41, version=4)
    suggestions_pushed.send("tests", user_id=7)
    late = listen(tokens.sign(7, [41, 42]))
    assert late.event() == ("source", {"id": 41, "version": 4})
    source_changed.send("tests", source_id=42, version=1)
    assert late.event() == ("source", {"id": 42, "version": 1}), "and nothing that a page asks for anyway"


def test_stream_is_not_buffered_or_cached_on_the_way(listen):
    headers = listen(tokens.sign(None, [1])).response.headers
    assert headers["content-type"] == "text/event-stream"
    assert (headers["x-accel-buffering"], headers["cache-control"]) == ("no", "no-store")


@pytest.mark.parametrize("token", ["", "7/1", "7/1:forged:token"])
def test_stream_refuses_a_token_it_did_not_sign(listen, token):
    assert listen(token).response.status == 401


def subscriptions():
    """The connections that hear live events; a worker's own subscriptions are in database 0."""
    return {client["id"] for client in publish._client().client_list(_type="pubsub") if client["db"] == "1"}


def test_stream_hears_again_after_redis_cut_the_connection(listen):
    stream = listen(tokens.sign(7, []))
    before = wait_for(subscriptions, why="the first subscription")
    for connection in before:
        publish._client().client_kill_filter(_id=connection)
    wait_for(lambda: subscriptions() - before, why="the new subscription")
    publish.announce("user:7", "for-you", {})
    assert stream.event() == ("for-you", {})


def test_announce_never_fails_whoever_announces(caplog, settings):
    publish._client.cache_clear()
    settings.LIVE_REDIS_URL = "unix:///nowhere/valkey.sock"
    publish.announce("user:7", "for-you", {})
    publish.announce("user:7", "for-you", {})
    assert len(caplog.records) == 1
    publish._client.cache_clear()
