"""Many requests in one loop: each with its own luck, none late because of another."""

import socket
import time
from datetime import timedelta

import pytest

from tests.upstream import Upstream
from widgets.base import FetchError
from widgets.egress import Ask, get_many


def test_get_many_brings_each_its_own_answer(upstream, settings):
    settings.EGRESS_MAX_BYTES = 1000
    upstream.serve("/here", "here", etag='"1"')
    asks = {
        "plain": Ask(upstream.url("/here")),
        "unchanged": Ask(upstream.url("/here"), {"If-None-Match": '"1"'}),
        "moved": Ask(upstream.redirect("/old", "/here", 301)),
        "missing": Ask(upstream.url("/nowhere")),
        "inside": Ask("http://10.0.0.1/"),
        "sent inside": Ask(upstream.redirect("/trap", "http://169.254.169.254/")),
        "nonsense": Ask("gopher://example.org/"),
        "big": Ask(upstream.serve("/big", "x" * 1001)),
        "garbled": Ask(upstream.serve_raw("/raw", lambda: [b"SSH-2.0-OpenSSH_9.2\r\n"])),
        "closed": Ask(f"http://127.0.0.1:{closed_port()}/"),
    }
    came = dict(get_many(asks))
    codes = {name: each.code for name, each in came.items() if isinstance(each, FetchError)}
    assert codes == {
        "missing": "http-404",
        "inside": "refused",
        "sent inside": "refused",
        "nonsense": "bad-address",
        "big": "too-big",
        "garbled": "broken-answer",
        "closed": "unreachable",
    }
    assert (came["plain"].body, came["unchanged"].status) == (b"here", 304)
    assert came["moved"].moved_to == upstream.url("/here")
    assert dict(get_many({})) == {}


def closed_port():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return closed.getsockname()[1]


def test_get_many_takes_more_than_go_at_once(upstream):
    asks = {number: Ask(upstream.serve(f"/{number}", str(number))) for number in range(130)}
    assert {name: answer.body for name, answer in get_many(asks)} == {n: str(n).encode() for n in range(130)}


def test_get_many_lets_nobody_wait_for_a_slow_server(upstream, settings):
    settings.EGRESS_DEADLINE = timedelta(seconds=3)

    def slowly():
        while not upstream.pause(0.1):
            yield b"x"

    asks = {f"slow {number}": Ask(upstream.serve(f"/slow/{number}", slowly)) for number in range(20)}
    asks |= {f"quick {number}": Ask(upstream.serve(f"/quick/{number}", "1")) for number in range(20)}
    order = [(name, getattr(came, "code", "ok")) for name, came in get_many(asks)]
    assert [code for _name, code in order] == ["ok"] * 20 + ["timeout"] * 20


def test_get_many_is_not_late_when_its_reader_is_slow(upstream, settings):
    """The deadline is the server's, not that of whoever works on another answer."""
    settings.EGRESS_DEADLINE = timedelta(seconds=1)

    def in_two_parts():
        yield b"one "
        upstream.pause(0.5)
        yield b"two"

    asks = {number: Ask(upstream.serve(f"/{number}", in_two_parts)) for number in range(3)}
    asks["first"] = Ask(upstream.serve("/first", "1"))
    came = get_many(asks)
    assert next(came)[0] == "first"
    upstream.pause(1.5)
    assert {answer.body for _name, answer in came} == {b"one two"}


def test_get_many_looks_names_up_side_by_side(upstream, settings, monkeypatch):
    def getaddrinfo(host, port, *_args, **_kwargs):
        upstream.pause(0.5)
        address = "127.0.0.1" if host != "inside.example" else "10.0.0.7"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    upstream.serve("/", "here")
    asks = {name: Ask(f"http://{name}.example:{upstream.port}/") for name in ("a", "b", "c", "d", "e", "f", "inside")}
    started = time.monotonic()
    came = dict(get_many(asks))
    assert time.monotonic() - started < 3
    assert came.pop("inside").code == "refused"
    assert {answer.body for answer in came.values()} == {b"here"}


def test_get_many_that_is_left_early_stops(upstream):
    def slowly():
        while not upstream.pause(0.05):
            yield b"x"

    came = get_many({0: Ask(upstream.serve("/quick", "1")), 1: Ask(upstream.serve("/slow", slowly))})
    next(came)
    started = time.monotonic()
    came.close()
    assert time.monotonic() - started < 3


def test_get_many_tells_of_a_fault_of_ours(upstream, monkeypatch):
    monkeypatch.setattr("widgets.egress.many.travel", lambda ask: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(get_many({0: Ask("http://example.org/")}))


def test_get_many_ignores_the_environments_proxy(upstream, monkeypatch):
    with Upstream() as proxy:
        monkeypatch.setenv("http_proxy", proxy.base)
        monkeypatch.setenv("ALL_PROXY", proxy.base)
        ((_name, answer),) = get_many({0: Ask(upstream.serve("/a", "direct"))})
        assert answer.body == b"direct"
        assert not proxy.asked()
