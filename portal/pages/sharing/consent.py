"""What others see of a shared page: what is public anyway, and of the rest only what the owner opened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.pages.layout import tab_runs
from portal.pages.selectors import ShownPanel, ShownSection
from widgets import configuration, registry
from widgets.models import CatalogueEntry, Source

OWN_ADDRESS = _("comes from an address of your own")
OWN_WORDS = _("holds what you wrote or chose yourself")


@dataclass(frozen=True, slots=True)
class Guard:
    """What of these panels is private, and why. Two queries, whatever their number."""

    public_sources: frozenset[int]
    entry_settings: dict[int, dict[str, object]]

    @classmethod
    def over(cls, panels: Iterable[ShownPanel]) -> "Guard":
        panels = list(panels)
        ids = {row.id for panel in panels for row in panel.sources}
        entries = {panel.entry_id for panel in panels if panel.entry_id}
        return cls(
            frozenset(Source.objects.filter(pk__in=ids, is_public=True).values_list("pk", flat=True)),
            dict(CatalogueEntry.objects.filter(pk__in=entries).values_list("pk", "settings")),
        )

    def reason(self, panel: ShownPanel) -> str | Promise:
        """Why the owner is asked before others see it; empty where they need not be."""
        if self.has_own_address(panel):
            return OWN_ADDRESS
        widget = registry.find(panel.kind)
        if widget is None or not widget.shared:  # what such a body shows may lie elsewhere than in the settings
            return OWN_WORDS
        if not widget.is_private:
            return ""
        usual = configuration.defaults(widget)
        offered = {**usual, **self.entry_settings.get(panel.entry_id or 0, {})}
        return "" if {**usual, **panel.settings} in (usual, offered) else OWN_WORDS

    def has_own_address(self, panel: ShownPanel) -> bool:
        return any(row.id not in self.public_sources for row in panel.sources)


def upload_of(panel: ShownPanel) -> str:
    """The token of the picture that the owner put into it; empty without one."""
    widget = registry.find(panel.kind)
    return str(panel.settings.get(widget.takes_upload, "")) if widget and widget.takes_upload else ""


def visible(sections: Sequence[ShownSection], opened: Iterable[int]) -> tuple[list[ShownSection], Guard]:
    """The sections with those of their panels that others may see."""
    panels = [panel for section in sections for column in section.columns for panel in column]
    guard, opened = Guard.over(panels), set(opened)
    return [
        replace(
            section,
            columns=[
                list(leave_in(column, [panel for panel in column if panel.id in opened or not guard.reason(panel)]))
                for column in section.columns
            ],
        )
        for section in sections
    ], guard


def leave_in(column: Sequence[ShownPanel], kept: Sequence[ShownPanel]) -> Iterator[ShownPanel]:
    """The kept panels of a column; where the first of several tabs is missing, the next one becomes the first."""
    for run in tab_runs(column):
        for number, panel in enumerate(panel for panel in run if panel in kept):
            yield panel if number else replace(panel, in_tabs=False)
