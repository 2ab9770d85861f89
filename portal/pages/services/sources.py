"""The sources of panels: linking them, and asking for one to be looked at now, instead of when it is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.pages.services.changes import after_commit, or_not_found
from portal.reading import links
from portal.reading.state import following
from widgets import configuration, registry, sources
from widgets.base import Place, SourceSpec
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


def connect_sources(
    panels: Iterable[Panel], *, begin: datetime | None = None, apart: timedelta = timedelta(0), at_once: int = 0
) -> list[Source]:
    """Links new panels to their sources, which a worker fetches when they are due: at once, if they are new.

    `begin`, `apart`, `at_once`: see `sources.ensure_all`.
    """
    link = Panel.sources.through
    wanted = [(panel, spec) for panel in panels for spec in _specs(panel)]
    specs = [spec for _panel, spec in wanted]
    found = sources.ensure_all(specs, begin=begin, apart=apart, at_once=at_once)
    pairs = dict.fromkeys((panel.pk, source.pk) for (panel, _spec), source in zip(wanted, found, strict=True))
    link.objects.bulk_create([link(panel_id=panel, source_id=source) for panel, source in pairs], batch_size=500)
    begin_following(panel for panel, _source in pairs)
    return found


def begin_following(panel_ids: Iterable[int]) -> None:
    """The owners of these panels follow their sources from now on."""
    shown = Panel.sources.through.objects.filter(panel__in=list(panel_ids), panel__section__page__owner__isnull=False)
    pairs = list(shown.values_list("panel__section__page__owner", "source").distinct())
    following.begin(pairs)
    after_commit(links.settle_sources, {source for _owner, source in pairs})


def _specs(panel: Panel) -> Iterable[SourceSpec]:
    """None of a panel whose kind is not installed any more, or at fault."""
    widget = registry.find(panel.kind)
    if widget is None:
        return ()
    try:
        settings = configuration.upgraded(widget, panel.settings, panel.settings_version)
        return configuration.sources_of(widget, settings, place_of(panel))
    except configuration.InvalidConfiguration:  # one panel shall not keep all others of its page from being made
        return ()


def place_of(panel: Panel) -> Place | None:
    """Where its person lives, for a panel that follows them; asked only where it matters."""
    widget = registry.find(panel.kind)
    if widget is None or not widget.follows_place:
        return None
    owner = panel.section.page.owner
    return owner.as_viewer().place if owner else None
