"""Planning and storing: who is due among 100,000 sources, and rows written per second.

    [FOYER_TEST_DATABASE=postgres] python -m benchmarks.claim [sources]

A throw-away database, SQLite or PostgreSQL. One JSON object per line.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests import services  # noqa: F401  (a Valkey, a database and a folder of our own, before Django reads its settings)

os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "FOYER_DEBUG": "no"}

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.ingest import PARAGRAPH, title  # noqa: E402
from tests import database  # noqa: E402
from widgets import items, sources  # noqa: E402
from widgets.base import ItemData  # noqa: E402
from widgets.models import Item, Source  # noqa: E402

HOSTS, DUE, AT_ONCE, ROUNDS = 20_000, 5_000, 300, 9
FEEDS, ITEMS = 60, 30


def report(name: str, value: float, unit: str, **more: Any) -> None:
    line = {"name": name, "value": round(value, 1), "unit": unit, "database": connection.vendor, **more}
    print(json.dumps(line), flush=True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plan(count: int) -> None:
    """Of `count` sources on 20,000 hosts 5,000 are due, as after a restart; each round leases 300 of them."""
    now = timezone.now()
    Source.objects.bulk_create(
        (
            Source(
                kind="feed", key=f"{number:064}", host=f"h{number % HOSTS}.example", state="ok",
                next_fetch_at=now + timedelta(seconds=number - min(DUE, count) + 1),
            )
            for number in range(count)
        ),
        batch_size=2000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    times = [seconds(lambda: sources.claim_due(AT_ONCE, 2, timezone.now())) for _round in range(ROUNDS)]
    report(
        f"claim {AT_ONCE} of {DUE} due",
        statistics.median(times) * 1000,
        "ms",
        sources=count,
        slowest=round(max(times) * 1000, 1),
    )
    Source.objects.all().delete()


def entries(feed: int, edition: str = "") -> list[ItemData]:
    return [
        ItemData(
            uid=str(number), url=f"https://example.org/{feed}/{number}", title=title(feed, number),
            content=PARAGRAPH.format(number) * 3 + edition,
        )
        for number in range(ITEMS)
    ]  # fmt: skip


def write() -> None:
    now = timezone.now()
    made = Source.objects.bulk_create(
        Source(kind="feed", key=f"{number:064}", title=f"Feed {number}") for number in range(FEEDS)
    )
    for name, edition in (("new", ""), ("unchanged", ""), ("edited", "<p>Corrected.</p>")):
        data = [entries(number, edition) for number in range(FEEDS)]
        started = time.process_time()
        took = seconds(
            lambda data=data: [items.upsert(source, each, now) for source, each in zip(made, data, strict=True)]
        )
        cpu = time.process_time() - started
        report(
            f"upsert, {name}",
            FEEDS * ITEMS / took,
            "items per second",
            per_cpu_second_of_ours=round(FEEDS * ITEMS / cpu),
        )
    if Item.objects.count() != FEEDS * ITEMS:
        raise RuntimeError("Items are missing.")


def main(count: int) -> None:
    if connection.vendor == "postgresql":
        database.create()
    else:
        call_command("migrate", verbosity=0)
    plan(count)
    write()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
