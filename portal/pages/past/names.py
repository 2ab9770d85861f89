"""What people call a panel in a list: its heading, else what it shows, else its kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.pages.models import Panel
from widgets import registry


class Names:
    """Of many panels with one query, for the titles of their sources."""

    def __init__(self, panel_ids: Iterable[int]) -> None:
        rows = Panel.objects.filter(pk__in=set(panel_ids)).exclude(sources__title="").order_by("-sources__id")
        self.shown = dict(rows.values_list("pk", "sources__title"))

    def of(self, panel: Mapping[str, Any]) -> str:
        """A panel as a revision tells of it."""
        return panel["title"] or self.shown.get(panel["id"]) or kind_title(panel["kind"])

    def of_row(self, panel: Panel) -> str:
        return panel.title or self.shown.get(panel.pk) or kind_title(panel.kind)


def kind_title(kind: str) -> str:
    widget = registry.find(kind)
    return str(widget.title) if widget else kind
