"""Asking the worker to bring a new edition to those who follow; without a broker beat catches up."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def update_followers_soon() -> None:
    try:
        current_app.send_task("portal.pages.gallery.tasks.update_followers", retry=False)
    except (OperationalError, RedisError) as error:
        log.warning("A new edition cannot be brought to its followers now: %s", error)
