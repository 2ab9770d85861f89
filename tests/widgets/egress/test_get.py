"""The guarded client against servers that mean it well, and against those that do not."""

import gzip
import itertools
import socket
import subprocess
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.upstream import Upstream, bombs
from widgets.base import FetchError
from widgets.egress import Client, freshness
from widgets.egress.headers import retry_after

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def refusal(url, **headers):
    with pytest.raises(FetchError) as caught:
        Client().get(url, headers=headers)
    return caught.value


def names(monkeypatch, **addresses):
    """A resolver that knows these names only."""
    asked = []

    def getaddrinfo(host, port, *_args, **_kwargs):
        asked.append(host)
        if host not in addresses:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        answer = addresses[host]
        found = next(answer) if hasattr(answer, "__next__") else answer
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_get_brings_status_headers_and_body(upstream):
    url = upstream.serve("/a", "Grüße", type="text/plain; charset=utf-8", headers={"X-Thing": "1"})
    answer = Client().get(url, headers={"Accept": "text/plain"})
    assert (answer.status, answer.url, answer.text(), answer.headers["x-thing"]) == (200, url, "Grüße", "1")
    assert answer.moved_to == ""
    assert upstream.asked("/a")[0].headers["accept"] == "text/plain"
    assert upstream.asked("/a")[0].headers["user-agent"].startswith("Foyer/")


def test_get_gives_back_not_modified(upstream):
    url = upstream.serve("/a", "x", etag='"1"')
    assert Client().get(url, headers={"If-None-Match": '"1"'}).status == 304


def test_get_reads_json_and_says_when_it_is_none(upstream):
    assert Client().get(upstream.serve("/a", '{"a": [1, null]}')).json() == {"a": [1, None]}
    for body in ('{"a": [1, nu', "<html>Are you a robot?</html>", "[" * 100_000):
        with pytest.raises(FetchError) as caught:
            Client().get(upstream.serve("/a", body)).json()
        assert caught.value.code == "not-json"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_get_turns_faults_into_words(upstream, status):
    error = refusal(upstream.serve("/a", "x", status=status, headers={"Retry-After": "120"}))
    assert (error.code, error.gone) == (f"http-{status}", status == 410)
    assert error.retry_after == timedelta(seconds=120)
    assert str(error).endswith((".", str(status) + "."))


def test_get_refuses_loopback_without_asking():
    with Upstream() as upstream:
        assert refusal(upstream.serve("/a", "secret")).code == "refused"
        assert not upstream.asked()


def test_get_says_the_same_for_refused_closed_and_unknown(upstream, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    names(monkeypatch)
    errors = [refusal(url) for url in (f"http://127.0.0.1:{port}/", "http://10.0.0.1/", "http://unknown.example/")]
    assert {str(error) for error in errors} == {"There is no answer from this address."}


def test_get_takes_no_longer_to_refuse_what_listens_than_what_does_not(monkeypatch):
    """Nothing inside is connected to, so that nobody can tell open ports from closed and filtered ones."""
    names(monkeypatch, **{"inside.example": ["10.0.0.7"]})
    with Upstream() as upstream, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        hosts = [f"127.0.0.1:{upstream.port}", f"127.0.0.1:{closed.getsockname()[1]}", "10.255.255.1", "inside.example"]
        told = []
        for host in hosts:
            started = time.monotonic()
            error = refusal(f"http://{host}/")
            told.append((error.code, str(error), time.monotonic() - started < 0.5))
        assert told == [("refused", "There is no answer from this address.", True)] * 4
        assert upstream.asked() == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_get_follows_redirects(upstream, status):
    upstream.serve("/b", "here")
    answer = Client().get(upstream.redirect("/a", "/b", status))
    assert (answer.body, answer.url) == (b"here", upstream.url("/b"))
    assert answer.moved_to == (upstream.url("/b") if status in {301, 308} else "")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://[::ffff:169.254.169.254]/latest/meta-data", "//2852039166/", "http://0/"]
)
def test_get_checks_every_hop(upstream, status, to):
    assert refusal(upstream.redirect("/a", to, status)).code == "refused"


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "dict://127.0.0.1/", "data:,x"]
)
def test_get_follows_to_no_other_protocol(upstream, to):
    assert refusal(upstream.redirect("/a", to)).code == "bad-address"


def test_get_does_not_follow_a_name_into_a_private_network(upstream, monkeypatch):
    names(monkeypatch, **{"inside.example": ["10.0.0.7"]})
    assert refusal(upstream.redirect("/a", "http://inside.example/")).code == "refused"


def test_get_gives_up_after_five_redirects(upstream):
    for hop in range(10):
        upstream.redirect(f"/{hop}", f"/{hop + 1}")
    upstream.serve("/10", "here")
    assert Client().get(upstream.url("/5")).body == b"here"
    assert refusal(upstream.url("/4")).code == "too-many-redirects"
    assert refusal(upstream.redirect("/loop", "/loop")).code == "too-many-redirects"
    assert len(upstream.asked("/loop")) == 6


def test_get_takes_credentials_to_nobody_else(upstream):
    with Upstream() as other:
        other.serve("/b", "here")
        secret = {"Authorization": "Bearer x", "Cookie": "a=b", "Accept": "text/plain"}
        Client().get(upstream.redirect("/a", other.url("/b")), headers=secret)
        upstream.serve("/d", "here")
        Client().get(upstream.redirect("/c", "/d"), headers=secret)
    headers = other.asked("/b")[0].headers
    assert "authorization" not in headers
    assert "cookie" not in headers
    assert headers["accept"] == "text/plain"
    assert upstream.asked("/d")[0].headers["authorization"] == "Bearer x"


def test_get_keeps_no_cookies(upstream):
    url = upstream.serve("/a", "x", headers={"Set-Cookie": "track=1"})
    Client().get(url)
    Client().get(url)
    assert "cookie" not in upstream.asked("/a")[1].headers


def test_get_refuses_a_name_with_one_bad_address_among_good_ones(upstream, settings, monkeypatch):
    names(monkeypatch, **{"mixed.example": ["127.0.0.1", "10.0.0.7"]})
    upstream.serve("/a", "x")
    assert refusal(f"http://mixed.example:{upstream.port}/a").code == "refused"
    assert not upstream.asked()


def test_get_connects_to_the_address_that_was_checked(upstream, settings, monkeypatch):
    """The name changes its mind after the check: nobody asks it again."""
    settings.EGRESS_ALLOW = ["127.0.0.1/32"]
    asked = names(monkeypatch, **{"rebinding.example": iter([["127.0.0.1"], ["127.0.0.2"]])})
    upstream.serve("/a", "checked")
    assert Client().get(f"http://rebinding.example:{upstream.port}/a").body == b"checked"
    assert asked == ["rebinding.example"]


def test_get_refuses_a_name_that_turns_private_on_the_second_fetch(upstream, settings, monkeypatch):
    settings.EGRESS_ALLOW = ["127.0.0.1/32"]
    names(monkeypatch, **{"rebinding.example": iter([["127.0.0.1"], ["127.0.0.2"]])})
    url = f"http://rebinding.example:{upstream.port}/a"
    upstream.serve("/a", "checked")
    assert Client().get(url).status == 200
    assert refusal(url).code == "refused"


def test_get_ignores_the_environments_proxy(upstream, monkeypatch):
    with Upstream() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base)
        assert Client().get(upstream.serve("/a", "direct")).body == b"direct"
        assert not proxy.asked()


def test_get_uses_the_operators_proxy_but_still_refuses_what_is_inside(upstream, settings):
    with Upstream() as proxy:
        settings.EGRESS_PROXY = proxy.base
        proxy.serve("/a", "by proxy")
        assert Client().get(upstream.url("/a")).body == b"by proxy"
        settings.EGRESS_ALLOW = []
        assert refusal(upstream.url("/a")).code == "refused"


def test_get_stops_an_endless_body_at_the_cap(upstream, settings):
    settings.EGRESS_MAX_BYTES = 100_000
    error = refusal(upstream.serve("/a", lambda: itertools.repeat(b"x" * 10_000)))
    assert error.code == "too-big"
    assert Client().get(upstream.serve("/a", "x" * 100_000)).status == 200


@pytest.mark.parametrize(
    "codings",
    [
        ["gzip"], ["deflate"], ["br"], ["zstd"], ["gzip"] * 2, ["gzip"] * 3, ["gzip", "deflate"], ["br", "gzip"],
        ["br", "deflate", "gzip"], ["zstd", "gzip"], ["gzip", "identity"], ["gzip"] * 9,
    ],
    ids=", ".join,
)  # fmt: skip
def test_get_stops_a_compression_bomb_at_the_cap(upstream, codings):
    """What is not offered, or packed too many times, is not unpacked at all."""
    url = upstream.serve("/a", bombs.packed(*codings), headers={"Content-Encoding": ", ".join(codings)})
    started = time.monotonic()
    error = refusal(url)
    assert time.monotonic() - started < 6
    offered = {*upstream.asked("/a")[0].headers["accept-encoding"].split(", "), "identity"}
    is_unpacked = offered.issuperset(codings) and len(codings) <= 5
    assert error.code == ("too-big" if is_unpacked else "broken-answer")


def test_get_unpacks_nothing_that_was_packed_for_the_way(upstream):
    """Nobody asked for a packed transfer, so what claims to be one is no answer."""
    packed = bombs.packed("gzip")
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(packed)}\r\nTransfer-Encoding: gzip\r\n\r\n".encode()
    assert refusal(upstream.serve_raw("/a", lambda: [head, packed])).code == "broken-answer"


def test_get_unpacks_what_is_honest(upstream):
    url = upstream.serve("/a", gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})
    assert Client().get(url).body == b"hello"


def test_get_has_one_deadline_for_a_slow_body(upstream, settings):
    settings.EGRESS_DEADLINE = timedelta(seconds=1)
    started = time.monotonic()
    assert (
        refusal(upstream.serve("/a", lambda: (b"x" for _ in iter(lambda: upstream.pause(0.1), True)))).code == "timeout"
    )
    assert time.monotonic() - started < 6


def test_get_has_one_deadline_for_slow_headers_and_slow_redirects(upstream, settings):
    settings.EGRESS_DEADLINE = timedelta(seconds=1)

    def slow_headers():
        yield b"HTTP/1.1 200 OK\r\n"
        while not upstream.pause(0.1):
            yield b"X-A: b\r\n"

    def slow_redirect():
        upstream.pause(0.4)
        yield b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n"

    for path, chunks in (("/h", slow_headers), ("/a", slow_redirect)):
        started = time.monotonic()
        assert refusal(upstream.serve_raw(path, chunks)).code == "timeout"
        assert time.monotonic() - started < 6


def test_get_has_one_deadline_for_slow_dns(settings, monkeypatch):
    settings.EGRESS_DEADLINE = timedelta(seconds=0.5)
    with Upstream() as clock:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [clock.pause(20)][:0])
        started = time.monotonic()
        assert refusal("http://slow.example/").code == "unreachable"
        assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    ],
)  # fmt: skip
def test_get_says_when_an_answer_is_garbled(upstream, answer):
    assert refusal(upstream.serve_raw("/a", lambda: [answer])).code == "broken-answer"


def test_get_never_trusts_a_bad_certificate(settings, tmp_path):
    settings.EGRESS_ALLOW = ["127.0.0.0/8"]
    certificate, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-keyout",
        key,
        "-out",
        certificate,
    ]
    subprocess.run([*command, *subject], check=True, capture_output=True)
    with Upstream(tls=(certificate, key)) as upstream:
        error = refusal(upstream.serve("/a", "x"))
        assert error.code == "tls"
        assert "certificate" in str(error)
        assert not upstream.asked()


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("315360000", timedelta(days=1)),
        ("9" * 400, timedelta(days=1)),
        (format_datetime(NOW + timedelta(minutes=5)), timedelta(minutes=5)),
        (format_datetime(NOW - timedelta(minutes=5)), None),
        ("Wed, 01 Jan 9999 00:00:00 GMT", timedelta(days=1)),
        ("Wed, 99 Foo 2026 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_understood_and_clamped(value, wait):
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize(
    ("value", "fresh"),
    [
        ("max-age=60", timedelta(minutes=1)),
        ("public, Max-Age=3600, must-revalidate", timedelta(hours=1)),
        ("s-maxage=60", None),
        ("no-cache", None),
        ("max-age=999999999", timedelta(days=1)),
    ],
)
def test_freshness_is_what_cache_control_says(value, fresh):
    assert freshness({"cache-control": value}) == fresh
