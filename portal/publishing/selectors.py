"""Reads of what is public in a channel."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.publishing.models import Channel
from widgets.models import Item


def live_items(channel: Channel) -> QuerySet[Item]:
    """What readers may see now, newest first."""
    return (
        Item.objects.filter(source_id=channel.source_id, is_live=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
        .order_by("-published_at", "-id")
    )


def fingerprint(channel: Channel) -> str:
    """An ETag of what readers see: the source's version, and the number of items, as some expire by themselves."""
    return f'"{channel.pk}-{channel.source.version}-{live_items(channel).count()}"'
