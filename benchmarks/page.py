"""A page of twenty panels and 140 items of a signed-in person, beside Django's "hello" on the same server, in one run.

    python -m benchmarks.page [requests]

Both are served by granian behind our bridge, from other processes; rounds are interleaved, medians are told. CPU is the
server's, without Valkey's. One JSON object per line.
"""

import asyncio
import gzip
import json
import os
import platform
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from benchmarks.serving import cpu_seconds, load, request_of, serving
from tests import services  # noqa: F401  (a Valkey and a folder of our own, before Django reads its settings)

os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "FOYER_DEBUG": "no"}

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from portal.accounts.models import User  # noqa: E402
from portal.pages import ready  # noqa: E402
from portal.pages import services as pages  # noqa: E402
from widgets import items  # noqa: E402
from widgets.base import ItemData  # noqa: E402
from widgets.models import Source  # noqa: E402

PANELS, ITEMS, ROUNDS = 20, 7, 5
GZIP = {"accept-encoding": "gzip"}
VERSIONS = {"django": django.__version__, "python": platform.python_version()}


def report(name: str, value: float, unit: str, **more: Any) -> None:
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more, "versions": VERSIONS}), flush=True)


def build() -> Client:
    """A signed-in person whose page shows twenty feeds."""
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        call_command(*command, verbosity=0)
    ada = User.objects.create_user("ada@example.org", name="Ada")
    page = pages.create_page(user=ada, title="Home").page
    now = timezone.now()
    for number in range(PANELS):
        settings = {"url": f"https://example.org/{number}", "rows": ITEMS}
        panel = pages.add_panel(user=ada, page_id=page.pk, kind="feed", settings=settings).panel
        source = panel.sources.get()
        items.upsert(source, [story(number, row, now) for row in range(ITEMS)], now)
        Source.objects.filter(pk=source.pk).update(state="ok", title=f"Paper {number}", fetched_at=now)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(ada)
    for address in ("/", "/for-you/"):  # as a browser does: it gets its form cookie, and its suggestions are drawn
        client.get(address)
    return client


def story(number: int, row: int, now: Any) -> ItemData:
    return ItemData(
        uid=str(row),
        url=f"https://example.org/{number}/{row}",
        title=f"Story {row} of paper {number}: a headline of a usual length",
        summary="What it is about, in two sentences of a usual length. This is the second one. " * 2,
        published_at=now - timedelta(hours=row + 1),
    )


def describe(client: Client) -> None:
    """What one page costs in queries and bytes."""
    for name, forget in (("cold", forget_fragments), ("warm, drawn anew", forget_pages), ("warm", lambda: None)):
        client.get("/", headers=GZIP)
        forget()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/", headers=GZIP)
        report(f"page, {name}, queries", len(queries), "queries")
    html = len(gzip.decompress(answer.content)) / 1024
    report("page, HTML", html, "KB", compressed=round(len(answer.content) / 1024, 1))


def forget_pages() -> None:
    ready.shelf.answers.clear()


def forget_fragments() -> None:
    forget_pages()
    cache.delete_many(fragments())


def fragments() -> list[str]:
    """The keys of all cached bodies of panels."""
    keys = cache._cache.get_client().scan_iter("foyer:*")
    found = [key.decode().split(":", 2)[2] for key in keys]
    return [key for key in found if key.startswith("panel:")]


@contextmanager
def servers() -> Iterator[dict[str, tuple[int, int]]]:
    with ExitStack() as stack:
        hello = stack.enter_context(serving("asginl", "benchmarks.hello:bridged", []))
        page = stack.enter_context(serving("asginl", "portal.asgi:application", []))
        yield {"hello": hello, "page": page}


def cpu_ms(server: tuple[int, int], request: bytes, requests: int) -> tuple[float, float]:
    """(CPU milliseconds per request, 95th percentile of latency in milliseconds)."""
    group, port = server
    before = cpu_seconds(group)
    latencies = asyncio.run(load(port, requests, request))
    return (cpu_seconds(group) - before) / len(latencies) * 1000, statistics.quantiles(latencies, n=20)[18] * 1000


def cold_ms(server: tuple[int, int], request: bytes, requests: int) -> float:
    group, _port = server
    taken = []
    for _ in range(requests):
        cache.delete_many(fragments())
        before = cpu_seconds(group)
        asyncio.run(load(server[1], 1, request, connections=1))
        taken.append(cpu_seconds(group) - before)
    return statistics.mean(taken) * 1000


def measure(client: Client, requests: int) -> None:
    jar = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    cookie = f"Cookie: {jar}\r\nAccept-Encoding: gzip\r\n"
    with servers() as found:
        hello, page = request_of(), request_of(cookie)
        for name, request in (("hello", hello), ("page", page)):
            cpu_ms(found[name], request, 200)
        rounds = [
            (cpu_ms(found["hello"], hello, requests * 4), cpu_ms(found["page"], page, requests)) for _ in range(ROUNDS)
        ]
        plain, warm = (statistics.median(each[way][0] for each in rounds) for way in (0, 1))
        p95 = statistics.median(each[1][1] for each in rounds)
        compared = {"compared_with": "Django hello, seven middlewares, same server"}
        report("hello", plain, "CPU ms")
        report("page, warm", warm, "CPU ms", **compared, ratio=round(plain / warm, 3), p95_ms=round(p95, 1))
        # A query makes an answer that is not kept.
        drawn = cpu_ms(found["page"], request_of(cookie, "/?drawn-anew"), requests)[0]
        report("page, drawn anew from cached bodies", drawn, "CPU ms", **compared, ratio=round(plain / drawn, 3))
        cold = cold_ms(found["page"], request_of(cookie, "/?drawn-anew"), 60)
        report("page, cold (no body cached)", cold, "CPU ms", **compared, ratio=round(plain / cold, 3))


def main(requests: int) -> None:
    client = build()
    describe(client)
    measure(client, requests)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
