"""The recommender's speed: training, one person's list end to end, and reading it. One JSON line per measure.

    python -m benchmarks.recommender [readers] [items]

A town of synthetic readers is built in a throw-away SQLite database. Times are processor time (medians), because the
machine does other things as well; `wall` is the clock's.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from tests import services  # noqa: F401  starts Valkey and points the settings at a temporary folder

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"

import django

django.setup()

import numpy as np  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from recommender import dataset, engine, pushing, shelf, suggestions, training  # noqa: E402
from recommender.embeddings import score  # noqa: E402
from recommender.models import Event  # noqa: E402
from widgets.models import Item, Source  # noqa: E402

TOPICS, SOURCES, READS = 40, 100, 20
VERSIONS = {"django": django.__version__, "numpy": np.__version__, "python": sys.version.split()[0]}


def report(name: str, value: float, unit: str, **more: Any) -> None:
    print(json.dumps({"name": name, "value": round(value, 4), "unit": unit, **more, "versions": VERSIONS}), flush=True)


def median_ms(do: Callable[[int], object], times: int) -> tuple[float, float]:
    """(processor time, wall time), each the median, in milliseconds."""
    taken, walls = [], []
    for number in range(times):
        wall, started = time.perf_counter(), time.process_time()
        do(number)
        taken.append((time.process_time() - started) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    return statistics.median(taken), statistics.median(walls)


def build_town(readers: int, items: int, chance: Random) -> list[int]:
    call_command("migrate", verbosity=0)
    now = timezone.now()
    sources = Source.objects.bulk_create(
        Source(kind="feed", key=f"bench-{number}", title=f"Source {number}", is_public=True)
        for number in range(SOURCES)
    )
    Item.objects.bulk_create(
        Item(
            source=sources[number % SOURCES],
            uid=str(number),
            title=" ".join(f"word{chance.randrange(3000)}x" for _ in range(8)),
            topics=[f"topic{number % TOPICS}"],
            language="en",
            published_at=now - timedelta(minutes=5 * number),
        )
        for number in range(items)
    )
    by_topic: dict[int, list[int]] = {topic: [] for topic in range(TOPICS)}
    for number, pk in enumerate(Item.objects.order_by("pk").values_list("pk", flat=True)):
        by_topic[number % TOPICS].append(pk)
    users = get_user_model().objects.bulk_create(
        get_user_model()(email=f"reader{number}@example.org", password="!") for number in range(readers)
    )
    Event.objects.bulk_create(
        (
            Event(user=user, kind="open", item_id=pk, created_at=now - timedelta(minutes=chance.randrange(9000)))
            for user in users
            for topic in chance.sample(range(TOPICS), 2)
            for pk in chance.sample(by_topic[topic], min(READS // 2, len(by_topic[topic])))
        ),
        batch_size=5000,
    )
    return [user.pk for user in users]


def measure_training() -> None:
    data = dataset.load("items")
    for threads in (1, 2):
        started = time.perf_counter()
        engine.fit(data, epochs=5, threads=threads)
        taken = (time.perf_counter() - started) / 5  # wall: what a second thread is for
        report(
            "train one epoch, per million likes", taken / data.interactions.nnz * 1e6, "s",
            likes=data.interactions.nnz, threads=threads,
        )  # fmt: skip
    own, wall = median_ms(lambda _: training.train(force=True), 1)
    report("train, measure and promote both models, 20 epochs", own / 1000, "s", wall=round(wall / 1000, 2))


def measure_lists(user_ids: list[int]) -> None:
    pushing.push(user_ids[:1])
    own, wall = median_ms(lambda number: pushing.push([user_ids[number % len(user_ids)]]), 60)
    report("one person: fold in, rank, explain, store", own, "ms", wall=round(wall, 2))
    many = user_ids[:200]
    own, wall = median_ms(lambda _: pushing.push(many), 1)
    report("one of 200 people at once", own / len(many), "ms", wall=round(wall / len(many), 2))
    reader = get_user_model().objects.get(pk=user_ids[0])
    with CaptureQueriesContext(connection) as queries:
        suggestions.for_user(reader)
    own, wall = median_ms(lambda _: suggestions.for_user(reader), 200)
    report("read the panel", own, "ms", wall=round(wall, 2), queries=len(queries))


def measure_scoring(people: int = 2000, top: int = 50) -> None:
    """All people against the shelf in blocks, beside the matrix product alone, which is the limit."""
    stories = shelf.current("items")
    assert stories.vectors.size, "an empty shelf measures nothing"
    vectors = np.random.default_rng(1).normal(size=(people, stories.vectors.shape[1])).astype(np.float32)

    def product(_: int) -> None:
        for at in range(0, people, 256):
            vectors[at : at + 256] @ stories.vectors.T

    def best(_: int) -> None:
        for at in range(0, people, 256):
            scores = score(vectors[at : at + 256], stories.vectors, stories.biases)
            np.argpartition(-scores, min(top, scores.shape[1] - 1), axis=1)[:, :top]

    limit, own = median_ms(product, 5)[0], median_ms(best, 5)[0]
    report(
        f"top {top} for all people",
        people / own * 1000,
        "people/s",
        compared_with="matrix product",
        ratio=round(own / limit, 2),
    )


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]]
    readers, items = sizes if len(sizes) == 2 else (1000, 2000)
    user_ids = build_town(readers, items, Random(1))
    measure_training()
    measure_lists(user_ids)
    measure_scoring()


if __name__ == "__main__":
    main()
