"""The Django project and the app that composes widgets and recommender into a portal."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
