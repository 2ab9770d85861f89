"""What types have in common whose panels are lists of their items, newest first or as the service orders them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from widgets.base import ItemData, ItemView, SourceView, Viewer, WidgetType


class ListingType(WidgetType):
    """A type with a setting `rows`; its template draws `items`, and `names` of their sources."""

    is_private = False
    lists_items = True

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if any(source.payload.get("order") for source in sources):
            placed = [pair for source in sources for pair in _placed(source)]
            items = [item for _place, item in sorted(placed, key=itemgetter(0))]
        else:
            items = [item for source in sources for item in source.items]
            items.sort(key=lambda item: item.published_at, reverse=True)
        names = {source.id: source.title for source in sources} if len(sources) > 1 else {}
        return {"items": items[: settings["rows"]], "names": names} if items else {}


def _placed(source: SourceView) -> Iterator[tuple[int, ItemView]]:
    """The items that are on the service's list now, with their places; of a source without one by age."""
    order = source.payload.get("order") or [item.url for item in source.items]
    places = {address: place for place, address in enumerate(order)}
    return ((places[item.url], item) for item in source.items if item.url in places)


def order_of(items: Sequence[ItemData] | None) -> dict[str, list[str]]:
    """The payload of a source of a ranked type: what is on its list now, in the service's order."""
    return {"order": [item.url[:2048] for item in items or ()]}


def moment_of(seconds: float | None) -> datetime | None:
    """The time of an item (see `untrusted.seconds` and `untrusted.moment`)."""
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
