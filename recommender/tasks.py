"""Celery tasks: pushing suggestions soon after something happened, and training.

What computes is imported inside the tasks: the web process, which only sends them, never loads numpy or the engine.
"""

import logging
from collections.abc import Sequence

from celery import shared_task
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from recommender.errors import RecommenderError

log = logging.getLogger(__name__)

PUSH_DELAY = 1  # seconds in which further clicks of the same person join the same push
PUSH_BATCH = 200
NEWS_DELAY = 10  # seconds in which further articles join the same round
NEWS_KEY = "recommender:push-news"


def push_soon(user_ids: Sequence[int]) -> None:
    """Asks for new lists, once per person and second. Without a broker nothing happens: beat catches up later."""
    try:
        waiting = [user_id for user_id in user_ids if cache.add(push_key(user_id), 1, timeout=30)]
        if waiting:
            push_for.apply_async((waiting,), countdown=PUSH_DELAY, retry=False)
    except (OperationalError, RedisError) as error:
        log.warning("Suggestions cannot be pushed now: %s", error)


def push_key(user_id: int) -> str:
    return f"recommender:push-soon:{user_id}"


@shared_task
def push_for(user_ids: list[int]) -> None:
    """Computes and stores the lists of these people."""
    from recommender import pushing  # noqa: PLC0415

    cache.delete_many([push_key(user_id) for user_id in user_ids])  # first: what happens from now on asks again
    pushing.push(user_ids)


def push_news_soon() -> None:
    """Something was published or withdrawn: asks for new lists for those who are here now."""
    try:
        if cache.add(NEWS_KEY, 1, timeout=NEWS_DELAY):
            push_news.apply_async(countdown=NEWS_DELAY, retry=False)
    except (OperationalError, RedisError) as error:
        log.warning("The news cannot be suggested now: %s", error)


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


@shared_task
def train() -> None:
    """Trains both models, and makes new lists if one went live. What is in the way is said in the log, not retried."""
    from recommender import training  # noqa: PLC0415

    try:
        trained = training.train()
    except RecommenderError as error:
        log.warning("Nothing was trained: %s", error)
        return
    for one in trained:
        log.info("Trained %s: %s", one.subject, one.verdict)
    if any(one.is_live for one in trained):
        push_all_recent.delay()


@shared_task
def push_all_recent() -> None:
    """After a new model went live."""
    from recommender import staleness  # noqa: PLC0415

    ids = staleness.recent_user_ids()
    for start in range(0, len(ids), PUSH_BATCH):
        push_soon(ids[start : start + PUSH_BATCH])
