"""How soon a click changes the panel and a story finds its first reader, with a real worker. One JSON line per measure.

    python -m benchmarks.push [clicks] [stories]

The worker is Celery on SQLite and Valkey, as `make up` runs them. Seconds are the clock's: from the recording of the
click (or the publication) to the commit of the new list.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from benchmarks.recommender import build_town, report
from tests.processes import running, wait_for

from django.contrib.auth import get_user_model  # isort: skip
from django.utils import timezone  # isort: skip

from portal.celery import app
from portal.jobs import QUEUES
from recommender import pushing, training
from recommender.asking import push_news_soon
from recommender.events import EventData, record
from recommender.models import Event, Suggestion
from widgets.models import Item

#: Every so many reads is of another reader.
STEP = 20


def spread(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    report(f"{name}, median", statistics.median(ordered), "s", times=len(ordered), load=os.getloadavg()[0])
    report(f"{name}, p95", ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], "s", times=len(ordered))


def measure_clicks(user_ids: list[int], clicks: int) -> None:
    taken = []
    for number in range(clicks):
        reader = get_user_model().objects.get(pk=user_ids[number % len(user_ids)])
        row = Suggestion.objects.filter(user=reader, item__isnull=False).order_by("rank").first()
        started = timezone.now()
        record(reader, [EventData("open", item_id=row.item_id, place="for-you")])
        wait_for(partial(has_fresh_list, reader.pk, started), 60, why="a new list")
        taken.append((timezone.now() - started).total_seconds())
    spread("click to new list", taken)


def has_fresh_list(user_id: int, since: datetime) -> bool:
    return Suggestion.objects.filter(user_id=user_id, created_at__gte=since).exists()


def measure_stories(user_ids: list[int], stories: int) -> None:
    """Stories much like what somebody has read who is here; ten seconds of it are the wait for further stories."""
    get_user_model().objects.filter(pk__in=user_ids).update(last_seen_at=timezone.now())
    reads = (
        Event.objects.filter(user__in=user_ids, kind="open").select_related("item__source").order_by("user_id", "pk")
    )
    taken = []
    for number, event in enumerate(reads[: stories * STEP : STEP]):
        now, read = timezone.now(), event.item
        item = Item.objects.create(
            source=read.source, uid=f"news-{number}", title=f"{read.title} again", topics=read.topics,
            language="en", published_at=now, first_seen_at=now,
        )  # fmt: skip
        started = time.monotonic()
        push_news_soon()
        wait_for(is_suggested(item), 90, why="the story on somebody's list")
        taken.append(time.monotonic() - started)
    spread("publication to the first list", taken)


def is_suggested(item: Item) -> Callable[[], bool]:
    return lambda: Suggestion.objects.filter(item=item).exists()


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]]
    clicks, stories = sizes if len(sizes) == 2 else (20, 3)
    user_ids = build_town(200, 800, Random(1))
    training.train(epochs=5)
    readers = user_ids[:20]
    pushing.push(readers)
    log = Path(mkdtemp()) / "log"
    options = "worker", "-P", "threads", "-c", "4", "-Q", ",".join(QUEUES), "--without-mingle", "--without-gossip"
    with running("celery", "-A", "portal", *options, log=log):
        wait_for(lambda: app.control.ping(timeout=0.5), 60, why="the worker")
        measure_clicks(readers, clicks)
        measure_stories(readers, stories)
    print(json.dumps({"name": "log of the worker", "value": str(log)}))


if __name__ == "__main__":
    main()
