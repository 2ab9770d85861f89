"""Asking the worker for new lists, soon and not too often; without a broker nothing happens, and beat catches up."""

import logging
from collections.abc import Sequence
from typing import Final

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PUSH_DELAY: Final = 1  # seconds in which further clicks of the same person join the same push
NEWS_DELAY: Final = 10  # seconds in which further articles join the same round
NEWS_KEY: Final = "recommender:push-news"
COUNT_DELAY: Final = 5  # seconds in which further deeds join the same count


def push_soon(user_ids: Sequence[int]) -> None:
    """New lists for these people, once per person and second."""
    try:
        waiting = [user_id for user_id in user_ids if cache.add(push_key(user_id), 1, timeout=30)]
        if waiting:
            _send("recommender.tasks.push_for", waiting, countdown=PUSH_DELAY)
    except (OperationalError, RedisError) as error:
        log.warning("Suggestions cannot be pushed now: %s", error)


def push_key(user_id: int) -> str:
    return f"recommender:push-soon:{user_id}"


def push_news_soon() -> None:
    """Something was published or withdrawn: new lists for those who are here now."""
    try:
        if cache.add(NEWS_KEY, 1, timeout=NEWS_DELAY):
            _send("recommender.tasks.push_news", countdown=NEWS_DELAY)
    except (OperationalError, RedisError) as error:
        log.warning("The news cannot be suggested now: %s", error)


def push_everybody_soon() -> None:
    """Another model is live: new lists for those who were here lately."""
    try:
        _send("recommender.tasks.push_all_recent", countdown=0)
    except (OperationalError, RedisError) as error:
        log.warning("Lists are renewed when beat comes round: %s", error)


def count_soon(item_ids: Sequence[int]) -> None:
    """These items did better or worse: their figures are worked out anew, each once in some seconds."""
    try:
        waiting = [pk for pk in item_ids if cache.add(count_key(pk), 1, timeout=COUNT_DELAY)]
        if waiting:
            _send("recommender.tasks.count_items", waiting, countdown=COUNT_DELAY)
    except (OperationalError, RedisError) as error:
        log.warning("Items cannot be counted now: %s", error)


def count_key(item_id: int) -> str:
    return f"recommender:count-soon:{item_id}"


def _send(task: str, *args: object, countdown: int) -> None:
    """By name: who asks does not load what computes."""
    current_app.send_task(task, args, countdown=countdown, retry=False)
