"""What is a person's own, for panels that show it: stories saved, opened lately or found; calendars on their pages."""

from collections.abc import Sequence

from django.utils import timezone

from portal.accounts.models import User
from portal.reading.models import SavedItem
from portal.reading.selectors import items_on_pages, live_items, placed_panels
from portal.reading.state.models import ItemMark
from widgets import belongings, fulltext, items, loading
from widgets.base import ItemView, SourceView
from widgets.models import Source
from widgets.seeking import Query


def connect() -> None:
    belongings.register("saved", saved)
    belongings.register("recent", opened)
    belongings.register("results", found)
    belongings.register_sources("calendar", calendars)


def saved(person: int, _asked: str, most: int) -> Sequence[ItemView]:
    kept = SavedItem.objects.filter(user=person, item__in=live_items()).order_by("-saved_at", "-pk")
    return _in_order(list(kept.values_list("item", flat=True)[:most]))


def opened(person: int, _asked: str, most: int) -> Sequence[ItemView]:
    marks = ItemMark.objects.filter(user=person, opened_at__isnull=False, item__in=live_items())
    return _in_order(list(marks.order_by("-opened_at", "-pk").values_list("item", flat=True)[:most]))


def found(person: int, asked: str, most: int) -> Sequence[ItemView]:
    """On the person's own pages, the newest first."""
    theirs = items_on_pages(User(pk=person))
    return _in_order([item.pk for item in fulltext.newest(theirs, Query.of(asked)).only("pk")[:most]])


def calendars(person: int) -> Sequence[SourceView]:
    """Of all their pages, each once."""
    panels = placed_panels().filter(kind="calendar", section__page__owner=person)
    theirs = Source.objects.filter(pk__in=panels.values("sources")).order_by("pk")
    return [SourceView(*row) for row in theirs.values_list(*loading.SOURCE)]


def _in_order(ids: Sequence[int]) -> Sequence[ItemView]:
    views = {view.id: view for view in items.views(items.visible(timezone.now()).filter(pk__in=ids))}
    return [views[pk] for pk in ids if pk in views]
