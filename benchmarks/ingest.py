"""Getting feeds, first and again, beside the obvious way (feedparser and bulk_create), in one run.

    python -m benchmarks.ingest [feeds [rounds]]

Serves feeds of 30 items from another process on loopback and takes them in with all that production has: guard, child,
sanitizer, upsert, SQLite. One JSON object per line; CPU is that of this process and its children, without the server's.
"""

import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

ITEMS, ROUNDS = 30, 3
PARAGRAPH = (
    '<p class="lead" style="x">Bread, <a href="/bread/{0}" onclick="x()">butter {0}</a> and <b>jam</b> &amp; more: '
    + "the quick brown fox jumps over the lazy dog, again and again. " * 6
    + "</p>"
)
#: Words of a language of our own, some sixteen hundred; a small vocabulary would make strangers look alike.
SYLLABLES = [f"{start}{vowel}" for start in "bdfgklmnprstvz" for vowel in "aeiou"][:40]
WORDS = [f"{first}{second}" for first in SYLLABLES for second in SYLLABLES]


def title(number: int, entry: int) -> str:
    """Like a headline: different from every other, with the little words that all of them share."""
    a, b, c, d, e = random.Random(number * ITEMS + entry).sample(WORDS, 5)
    return f"{a} {b} the {c} of {d} {e}".capitalize()


def feed(number: int) -> bytes:
    """About 50 KB."""
    entries = "".join(
        f"<item><title>{title(number, entry)}</title><link>https://example.org/{number}/{entry}</link>"
        f"<guid>{number}-{entry}</guid><pubDate>Fri, 20 Nov 2026 {entry % 24:02}:00:00 GMT</pubDate>"
        f"<category>Food</category><description><![CDATA[{PARAGRAPH.format(entry) * 3}]]></description></item>"
        for entry in range(ITEMS)
    )
    head = f"<title>Feed {number}</title><link>https://example.org/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def serve(feeds: int) -> None:
    """The server's process: prints its port, serves until its input ends."""
    from tests.upstream import Upstream

    with Upstream() as upstream:
        for number in range(feeds):
            upstream.serve(f"/{number}", feed(number), type="application/rss+xml", etag=f'"{number}"')
        print(upstream.port, flush=True)
        sys.stdin.read()


@contextmanager
def server(feeds: int) -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.ingest", "serve", str(feeds)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.communicate()


def cpu_of_tree() -> float:
    """Our own time and that of our living parsing children (Linux), and of those that ended."""
    from widgets.parsing.process import pool

    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for child in pool._idle:
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def measured(work: Callable[[], object]) -> float:
    start = cpu_of_tree()
    work()
    return cpu_of_tree() - start


def peak_of(work: Callable[[], object]) -> int:
    """Megabytes that this process held at most while it worked (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")
    work()
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024


def ours(sources: list[int]) -> None:
    from widgets import tasks

    for start in range(0, len(sources), tasks.BATCH):
        tasks.refresh_sources(sources[start : start + tasks.BATCH])


def obvious(base: str, sources: list[int]) -> None:
    """What one writes in an afternoon: urllib, feedparser, bulk_create."""
    import urllib.request

    import feedparser

    from widgets.models import Item

    for number, source in enumerate(sources):
        with urllib.request.urlopen(f"{base}/{number}") as response:
            parsed = feedparser.parse(BytesIO(response.read()))
        Item.objects.bulk_create(
            Item(source_id=source, uid=entry.id, url=entry.link, title=entry.title, content=entry.summary)
            for entry in parsed.entries
        )


def round_of(base: str, feeds: int) -> dict[str, float]:
    """CPU seconds of every way, from an empty database."""
    from django.utils import timezone

    from widgets.base import SourceSpec
    from widgets.models import Item, Source
    from widgets.sources import ensure

    Source.objects.all().delete()
    sources = [ensure(SourceSpec("feed", {"url": f"{base}/{number}"})).pk for number in range(feeds)]
    found = {"obvious": measured(lambda: obvious(base, sources))}
    Item.objects.all().delete()
    found["memory, first"] = peak_of(lambda: found.update(first=measured(lambda: ours(sources))))
    if Item.objects.count() != feeds * ITEMS:
        raise RuntimeError(f"{Item.objects.count()} items instead of {feeds * ITEMS}.")
    Source.objects.update(next_fetch_at=timezone.now())
    found["memory, unchanged"] = peak_of(lambda: found.update(unchanged=measured(lambda: ours(sources))))
    Source.objects.update(next_fetch_at=timezone.now(), etag="", last_modified="")
    found["same items"] = measured(lambda: ours(sources))
    return found | parsing_of(feeds)


def parsing_of(feeds: int) -> dict[str, float]:
    import feedparser

    from widgets import parsing
    from widgets.egress import Answer

    bodies = [feed(number) for number in range(feeds)]
    alone = measured(lambda: [feedparser.parse(BytesIO(body)) for body in bodies])
    child = measured(lambda: [parsing.parse_feed(Answer(200, "https://example.org/", {}, body)) for body in bodies])
    return {"feedparser": alone, "parse": child}


def report(feeds: int, rounds: list[dict[str, float]]) -> None:
    import feedparser

    median = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    against = {"first": "obvious", "unchanged": "obvious", "same items": "obvious", "parse": "feedparser"}
    for name, other in against.items():
        line = {
            "name": f"ingest, {name}",
            "value": round(feeds / median[name], 1),
            "unit": "feeds per CPU second",
            "compared_with": other,
            "ratio": round(median[other] / median[name], 1),
            "versions": {"python": platform.python_version(), "feedparser": feedparser.__version__},
        }
        print(json.dumps(line), flush=True)
    for name in ("memory, first", "memory, unchanged"):
        print(json.dumps({"name": f"ingest, {name}", "value": median[name], "unit": "MB at most"}), flush=True)


def main(feeds: int, rounds: int) -> None:
    from tests import services  # noqa: F401 (a Valkey and a folder of our own, before Django reads its settings)

    os.environ |= {
        "FOYER_EGRESS_ALLOW": "127.0.0.0/8",
        "FOYER_DEBUG": "no",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    with server(feeds) as base:
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.EGRESS_PER_HOST = feeds  # all of them are on one host here
        call_command("migrate", verbosity=0)
        report(feeds, [round_of(base, feeds) for _ in range(rounds)])


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]), *(200, ROUNDS)[len(sys.argv) - 1 :])
