"""Listens to Wagtail: what is published, unpublished or deleted in the studio goes the road of services."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from portal.publishing import services
from portal.publishing.models import Article, Channel
from portal.publishing.notices import services as notices


def connect() -> None:
    published.connect(carry_published, sender=Article)
    unpublished.connect(carry_unpublished, sender=Article)
    post_delete.connect(carry_unpublished, sender=Article)
    post_delete.connect(carry_closed, sender=Channel)
    notices.connect()


def carry_published(instance: Article, **kwargs: Any) -> None:
    """Wagtail sends this for a scheduled article too, which then is not live yet."""
    if instance.live:
        services.publish_article(article=instance)


def carry_unpublished(instance: Article, **kwargs: Any) -> None:
    services.withdraw_article(article=instance)


def carry_closed(instance: Channel, **kwargs: Any) -> None:
    services.close_channel(channel=instance)
