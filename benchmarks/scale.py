"""Training, memory and scoring at the size of a large portal, from synthetic likes. One JSON line per measure.

    python -m benchmarks.scale [people] [things] [likes]

Nothing touches a database: it is about the engine, the matrices and the processor. Ratios are to the matrix product
alone, in the same run.
"""

import os
import resource
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from scipy import sparse

from benchmarks.recommender import median_ms, report

from recommender import artifacts, couse, engine  # isort: skip
from recommender.dataset import Dataset
from recommender.embeddings import Embeddings, score

TOPICS, SOURCES, FEATURES, EPOCHS, TOP, ASKED = 40, 100, 140, 1, 50, 2000


def synthetic(people: int, things: int, likes: int) -> Dataset:
    """People of three topics each, who like what is of them, the popular more often."""
    rng = np.random.default_rng(1)
    rows = rng.integers(0, people, likes)
    tastes = rng.integers(0, TOPICS, (people, 3))
    topic = tastes[rows, rng.integers(0, 3, likes)]
    columns = (things // TOPICS * rng.power(0.4, likes)).astype(np.int64) * TOPICS + topic
    kept = sparse.coo_matrix(
        (np.ones(likes, np.float32), (rows, columns.clip(max=things - 1))), shape=(people, things)
    ).tocsr()
    kept.data[:] = 1
    described = sparse.hstack(
        [
            sparse.identity(things, np.float32, "csr"),
            one_hot(np.arange(things) % TOPICS, TOPICS, 0.6),
            one_hot(np.arange(things) % SOURCES, SOURCES, 0.4),
        ]
    ).tocsr()
    return Dataset(
        np.arange(people), np.arange(things), kept, kept, sparse.identity(people, np.float32, "csr"), described,
        tuple(f"user:{n}" for n in range(people)),
        (*(f"thing:{n}" for n in range(things)), *(f"feature:{n}" for n in range(FEATURES))),
    )  # fmt: skip


def one_hot(numbers: np.ndarray, width: int, weight: float) -> sparse.csr_matrix:
    cells = (np.full(len(numbers), weight, np.float32), (np.arange(len(numbers)), numbers))
    return sparse.csr_matrix(cells, shape=(len(numbers), width))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_scoring(learned: Embeddings, data: Dataset) -> None:
    vectors, biases = data.thing_features @ learned.things.vectors, data.thing_features @ learned.things.biases
    people = learned.fold_in_all(
        sparse.csr_matrix((ASKED, len(learned.users.names)), dtype=np.float32), data.interactions[:ASKED], vectors
    )

    def product(_: int) -> None:
        for at in range(0, ASKED, 256):
            people[at : at + 256] @ vectors.T

    def best(_: int) -> None:
        for at in range(0, ASKED, 256):
            scores = score(people[at : at + 256], vectors, biases)
            np.argpartition(-scores, TOP, axis=1)[:, :TOP]

    limit, own = median_ms(product, 1)[0], median_ms(best, 1)[0]
    report(f"top {TOP} for all people", ASKED / own * 1000, "people per CPU s", ratio_to_product=round(own / limit, 1))
    report("serving matrices", (vectors.nbytes + biases.nbytes) / 2**20, "MB")


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]]
    people, things, likes = sizes if len(sizes) == 3 else (100_000, 50_000, 1_700_000)
    at = {"people": people, "things": things, "load": os.getloadavg()[0]}
    data = synthetic(people, things, likes)
    before = peak_mb()
    wall, started = time.perf_counter(), time.process_time()
    learned = engine.fit(data, epochs=EPOCHS)
    own, wall = time.process_time() - started, time.perf_counter() - wall
    millions = data.interactions.nnz / 1e6
    report(
        "one epoch, per million likes",
        own / millions,
        "CPU s",
        wall=round(wall / millions, 2),
        likes=data.interactions.nnz,
        **at,
    )
    report("peak memory of training", peak_mb(), "MB", of_which_before=round(before))
    started = time.process_time()
    together = couse.cosine(data.thing_ids, data.interactions)
    report("item-item", time.process_time() - started, "CPU s", cells=together.weights.nnz, peak=round(peak_mb()))
    file = Path(mkdtemp()) / "model.npz"
    artifacts.save(file, artifacts.Artifact(learned.anonymous(), together))
    report("model file", file.stat().st_size / 2**20, "MB")
    measure_scoring(learned, data)


if __name__ == "__main__":
    main()
