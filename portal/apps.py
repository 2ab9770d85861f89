"""The portal app: joins the parts by their signals and hooks when Django starts."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Foyer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.live.publish import announce_source, announce_suggestions  # noqa: PLC0415
        from recommender.signals import suggestions_pushed  # noqa: PLC0415
        from widgets.signals import source_changed  # noqa: PLC0415

        source_changed.connect(announce_source)
        suggestions_pushed.connect(announce_suggestions)
