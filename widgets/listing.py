"""What types have in common whose panels are lists of their items, newest first or as the service orders them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from widgets.base import SourceView, Viewer, WidgetType


class ListingType(WidgetType):
    """A type with a setting `rows`; its template draws `items`, and `names` of their sources."""

    is_private = False
    #: Whether the service's own order counts, which items carry as `rank`.
    is_ranked = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        items = [item for source in sources for item in source.items]
        if self.is_ranked:
            items.sort(key=lambda item: item.extra.get("rank", len(items)))
        else:
            items.sort(key=lambda item: item.published_at, reverse=True)
        names = {source.id: source.title for source in sources} if len(sources) > 1 else {}
        return {"items": items[: settings["rows"]], "names": names} if items else {}


def moment_of(seconds: float | None) -> datetime | None:
    """The time of an item (see `untrusted.seconds` and `untrusted.moment`)."""
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
