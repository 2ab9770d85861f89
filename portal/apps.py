"""The portal app: joins the parts by their signals and hooks when Django starts."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Foyer"
    default_auto_field = "django.db.models.BigAutoField"
