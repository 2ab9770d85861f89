"""Celery tasks: pushing suggestions soon after something happened, and training.

What computes is imported inside the tasks: the web process, which only sends them, never loads numpy or the engine.
"""

import logging

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from recommender.asking import count_key, push_key, push_soon
from recommender.errors import RecommenderError

log = logging.getLogger(__name__)

PUSH_BATCH = 200


@shared_task
def push_for(user_ids: list[int]) -> None:
    """Computes and stores the lists of these people."""
    from recommender import pushing  # noqa: PLC0415

    cache.delete_many([push_key(user_id) for user_id in user_ids])  # first: what happens from now on asks again
    pushing.push(user_ids)


@shared_task
def count_items(item_ids: list[int]) -> None:
    """Works out how these items do among all."""
    from recommender import stats  # noqa: PLC0415

    cache.delete_many([count_key(pk) for pk in item_ids])  # first: what happens from now on asks again
    stats.count(item_ids)


@shared_task
def push_news() -> None:
    """New lists for people who are here now, as many as one push takes; `push_stale` comes round for the others."""
    from recommender import staleness  # noqa: PLC0415

    push_soon(staleness.stale_user_ids(staleness.HERE_NOW)[:PUSH_BATCH])


@shared_task
def push_stale() -> None:
    """New lists for people who were here lately and whose list is old, or older than the newest item."""
    from recommender import staleness  # noqa: PLC0415

    ids = staleness.stale_user_ids()
    for start in range(0, len(ids), PUSH_BATCH):
        push_soon(ids[start : start + PUSH_BATCH])


@shared_task(time_limit=settings.TRAINING_LIMIT)
def train() -> None:
    """Trains both models, and makes new lists if one went live. What is in the way is said in the log, not retried."""
    from recommender import training  # noqa: PLC0415

    try:
        trained = training.train()
    except RecommenderError as error:
        log.warning("Nothing was trained: %s", error)
        return
    for one in trained:
        log.log(logging.WARNING if one.problem else logging.INFO, "Trained %s: %s", one.subject, one.verdict)
    if any(one.is_live for one in trained):
        push_all_recent.delay()


@shared_task
def push_all_recent() -> None:
    """After a new model went live."""
    from recommender import staleness  # noqa: PLC0415

    ids = staleness.recent_user_ids()
    for start in range(0, len(ids), PUSH_BATCH):
        push_soon(ids[start : start + PUSH_BATCH])
