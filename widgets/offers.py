"""What the catalogue names is for everybody: its sources may be suggested to people who do not follow them."""

from collections.abc import Iterable

from widgets import configuration, registry, sources
from widgets.base import SourceSpec
from widgets.models import CatalogueEntry, Source


def open_sources(entries: Iterable[CatalogueEntry]) -> int:
    """Marks the sources that these entries name, where there are any yet; answers how many were not public before."""
    keys = {sources.key_of(spec) for entry in entries for spec in specs_of(entry)}
    return Source.objects.filter(key__in=keys, is_public=False).update(is_public=True)


def specs_of(entry: CatalogueEntry) -> list[SourceSpec]:
    """The sources of the entry as it is offered, whatever a person makes of their panel afterwards."""
    widget = registry.find(entry.kind)
    if widget is None:
        return []
    try:
        return list(configuration.sources_of(widget, configuration.validate(widget, entry.settings)))
    except configuration.InvalidConfiguration:
        return []  # it asks for settings first, or its type is at fault
