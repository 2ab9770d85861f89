"""The portal app: joins the parts by their signals and hooks when Django starts."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Foyer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415

        from portal.live.publish import announce_source, announce_suggestions  # noqa: PLC0415
        from portal.publishing import receivers, roles  # noqa: PLC0415
        from recommender.signals import suggestions_pushed  # noqa: PLC0415
        from widgets.signals import source_changed  # noqa: PLC0415

        source_changed.connect(announce_source)
        suggestions_pushed.connect(announce_suggestions)
        receivers.connect()
        post_migrate.connect(roles.ensure_after_migrate, sender=self)
