"""The recommender's Django app."""

from django.apps import AppConfig


class RecommenderConfig(AppConfig):
    name = "recommender"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth import get_user_model  # noqa: PLC0415
        from django.db.models.signals import pre_delete  # noqa: PLC0415

        from recommender.erasing import recount  # noqa: PLC0415

        pre_delete.connect(recount, sender=get_user_model())
