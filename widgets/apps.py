"""Loads every widget type when Django starts."""

from django.apps import AppConfig


class WidgetsConfig(AppConfig):
    name = "widgets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from widgets import checks, discovery, upstreams  # noqa: F401, PLC0415

        discovery.load()
