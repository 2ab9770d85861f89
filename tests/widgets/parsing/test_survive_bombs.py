"""What is made to hurt: it costs that one source, for seconds, and nobody else."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.processes import wait_for
from tests.upstream.samples import ics, rss
from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Answer
from widgets.parsing.process import ROOT, Child, ChildDied, Pool

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def feed(inner, head=b""):
    return head + b"<rss version='2.0'><channel><title>T</title>" + inner + b"</channel></rss>"


def read(body):
    return parsing.parse_feed(Answer(200, "https://example.org/", {}, body))


def entities(declarations, use=b"&a;"):
    head = b"<?xml version='1.0'?><!DOCTYPE rss [" + declarations + b"]>"
    return feed(
        b"<item><title t='" + use + b"'>x" + use + b"</title><description>" + use + b"</description></item>", head
    )


LAUGHS = b"".join(
    b"<!ENTITY %c '%s'>" % (name, b"&%c;" % (name - 1) * 10 if name > 97 else b"ha") for name in range(97, 110)
)


@pytest.mark.parametrize(
    "body",
    [
        entities(LAUGHS, b"&m;"),
        entities(b"<!ENTITY a '" + b"x" * 100_000 + b"'>", b"&a;" * 50_000),
        entities(b"<!ENTITY a SYSTEM 'file:///etc/passwd'>"),
        entities(b"<!ENTITY a SYSTEM 'http://127.0.0.1:1/x'>"),
        entities(b"<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;"),
        entities(b"<!ENTITY a SYSTEM 'file:///etc/passwd'>").decode().encode("utf-16"),
    ],
    ids=["billion laughs", "quadratic", "file", "network", "parameter", "utf-16"],
)
def test_entities_are_not_expanded(body):
    started = time.monotonic()
    try:
        text = str(read(body))
    except FetchError as error:
        text = error.code
    assert "root:" not in text
    assert "xxxx" not in text
    assert "haha" not in text
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "inner",
    [
        b"<x>" * 50_000,
        b"<item>" * 50_000,
        b"<item><description><![CDATA[" + b"<div>" * 100_000 + b"]]></description></item>",
        b"<item><description><![CDATA[" + b"<b>" * 5_000 + b"<table>" * 5_000 + b"]]></description></item>",
        b"<item><title>" + b"&lt;i&gt;" * 100_000 + b"</title></item>",
        b"<item><title>x</title><description>" + b"word " * 1_800_000 + b"</description></item>",
        b"<item><title>x</title><description><![CDATA[" + b"<" * 5_000_000 + b"]]></description></item>",
    ],
    ids=["levels", "items in items", "div", "mixed", "title", "10 MB", "brackets"],
)
def test_deep_and_large_feeds_are_cut_or_refused(inner):
    started = time.monotonic()
    items, code = [], "feed"
    try:
        items = read(feed(inner)).items
    except FetchError as error:
        code = error.code
    assert code in {"feed", "too-heavy", "not-a-feed"}
    assert all(len(item.content) <= 500_000 and len(item.title) <= 500 for item in items)
    assert time.monotonic() - started < 12


def test_of_a_hundred_thousand_items_the_first_are_kept():
    items = b"".join(b"<item><guid>%d</guid><title>%d</title></item>" % (number, number) for number in range(100_000))
    assert [item.title for item in read(feed(items)).items] == [str(number) for number in range(200)]


@pytest.mark.parametrize(
    "rule", ["DTSTART:19000101T090000Z\nRRULE:FREQ=HOURLY", "DTSTART:20000101T090000Z\nRRULE:FREQ=SECONDLY"]
)
def test_recurrence_bombs_are_refused_in_two_seconds(rule):
    read(rss("warm").encode())
    body = ics(f"UID:1\nSUMMARY:Bomb\n{rule}").encode()
    started = time.monotonic()
    with pytest.raises(FetchError) as refusal:
        parsing.parse_calendar(Answer(200, "", {}, body), NOW, 7)
    assert (refusal.value.code, time.monotonic() - started < 2) == ("too-heavy", True)


def test_a_killed_child_costs_its_own_source_only():
    pool, results = Pool(), {}

    def bomb():
        with pytest.raises(ChildDied):
            pool.run("calendar", ics("UID:1\nDTSTART:19000101T090000Z\nRRULE:FREQ=HOURLY").encode(), hints)
        results["bomb"] = "refused"

    hints = {"start": NOW.isoformat(), "days": 7}
    thread = threading.Thread(target=bomb)
    thread.start()
    while thread.is_alive():
        results["good"] = pool.run("feed", rss("a").encode(), {"url": "", "content_type": ""})["items"][0]["title"]
    assert results == {"bomb": "refused", "good": "a"}
    pool.close()


def test_a_child_that_dies_while_idle_is_replaced():
    pool = Pool()
    order = "feed", rss("a").encode(), {"url": "", "content_type": ""}
    pool.run(*order)
    (child,) = pool._idle
    os.kill(child.pid, signal.SIGKILL)
    wait_for(lambda: not child.is_usable(), why="the kill")
    assert pool.run(*order)["title"] == "The Kitchen"
    assert pool._idle[0].pid != child.pid
    pool.close()


def test_a_child_is_used_again_and_retired_in_time(monkeypatch):
    monkeypatch.setattr("widgets.parsing.process.JOBS_PER_CHILD", 3)
    pool, order = Pool(), ("feed", rss("a").encode(), {"url": "", "content_type": ""})
    pids = []
    for _ in range(6):
        pool.run(*order)
        pids.append(pool._idle[0].pid)
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3]
    pool.close()


def test_a_child_that_eats_memory_stops_at_its_limit():
    script = (
        "from widgets.parsers import child\n"
        "child.JOBS['feed'] = lambda body: {'x': len(bytearray(4 << 30))}\n"
        "child.lock_in()\n"
        "print(child.answer({'job': 'feed', 'hints': {}}, b''))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'error': 'too-heavy'}"


@pytest.mark.parametrize(
    "deed",
    ["__import__('socket').create_connection(('127.0.0.1', 1))", "__import__('subprocess').run(['true'])", "os.fork()"],
)
def test_a_child_may_neither_connect_nor_start_anything(deed):
    script = f"import os, socket\nfrom widgets.parsers import child\nchild.lock_in()\n{deed}"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


def test_a_child_knows_no_secrets_and_no_django(monkeypatch):
    monkeypatch.setenv("FOYER_SECRET_KEY", "secret")
    child = Child()
    environment = Path(f"/proc/{child.pid}/environ").read_text() if sys.platform == "linux" else ""
    assert "secret" not in environment
    child.end()
    script = (
        "import sys, widgets.parsers.child; print([m for m in sys.modules if m.split('.')[0] in ('django', 'pycurl')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_child_outlives_its_parent():
    script = (
        "from widgets.parsing.process import Pool\nimport os, signal\npool = Pool()\n"
        f"pool.run('feed', {rss('a').encode()!r}, {{'url': '', 'content_type': ''}})\n"
        "print(pool._idle[0].pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    pid = int(done.stdout)

    def is_gone():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return sys.platform == "linux" and "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()

    wait_for(is_gone, why="the child's end")
