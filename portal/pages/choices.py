"""Tells the recommender what people placed on their pages."""

from collections import defaultdict
from collections.abc import Sequence

from portal.pages.models import Panel
from recommender.choices import Choices
from widgets import registry


def of_pages(user_ids: Sequence[int]) -> dict[int, Choices]:
    """The choices of these people, in two queries."""
    panels = (
        Panel.objects.filter(section__page__owner__in=user_ids, section__page__removed_at=None, removed_at=None)
        .select_related("section__page", "entry")
        .prefetch_related("sources")
    )
    by_owner: defaultdict[int, list[Panel]] = defaultdict(list)
    for panel in panels:
        by_owner[panel.section.page.owner_id or 0].append(panel)
    return {owner_id: from_panels(placed) for owner_id, placed in by_owner.items()}


def from_panels(panels: Sequence[Panel]) -> Choices:
    return Choices(
        kinds=frozenset(panel.kind for panel in panels),
        source_ids=frozenset(source.pk for panel in panels for source in panel.sources.all()),
        entry_ids=frozenset(panel.entry_id for panel in panels if panel.entry_id),
        topics=frozenset(topic for panel in panels for topic in topics_of(panel)),
    )


def topics_of(panel: Panel) -> set[str]:
    """What the chosen kind and the catalogue say this panel is about."""
    widget = registry.find(panel.kind)
    own = widget.topics(panel.settings) if widget else ()
    return {*own, *(panel.entry.topics if panel.entry else ())}
