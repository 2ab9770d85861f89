"""Asking for a source to be looked at now, instead of when it is due."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.pages.services.changes import or_not_found
from widgets import sources
from widgets.models import Source

#: However often people ask, nobody's server hears from us more often than this.
REST = timedelta(minutes=1)


def sources_of(user: User) -> list[Source]:
    """What the person's own pages show."""
    panels = Panel.objects.filter(
        section__page__owner=user, section__page__removed_at=None, section__removed_at=None, removed_at=None
    )
    return list(Source.objects.filter(panels__in=panels).distinct().order_by("title", "pk").defer("payload"))


@transaction.atomic
def refresh_source(*, user: User, source_id: int) -> Source:
    source = or_not_found(next((source for source in sources_of(user) if source.pk == source_id), None))
    now = timezone.now()
    rested = Q(fetched_at=None) | Q(fetched_at__lt=now - REST)
    polled = Source.objects.filter(rested, pk=source.pk, next_fetch_at__isnull=False)
    if polled.update(next_fetch_at=now):
        sources.wake([source.pk])
    return source
