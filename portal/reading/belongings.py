"""What is a person's own, for panels that show it: stories saved, opened lately or found; calendars on their pages."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet, Value
from django.utils import timezone

from portal.accounts.models import User
from portal.reading.models import SavedItem
from portal.reading.selectors import items_on_pages, live_items, placed_panels
from portal.reading.state.models import ItemMark
from widgets import belongings, fulltext, items, loading
from widgets.base import ItemView, SourceView, Wish
from widgets.models import Item, Source
from widgets.seeking import Query


def connect() -> None:
    belongings.register(wished)
    belongings.register_sources("calendar", calendars)


def wished(person: int, asked: Sequence[Wish]) -> dict[Wish, list[ItemView]]:
    """In two queries, whatever is wished for; a wish of a sort that is not known here has no answer."""
    wishes = [wish for wish in asked if wish.sort in FINDERS]
    if not wishes:
        return {}
    parts = [FINDERS[wish.sort](person, wish).annotate(wish=Value(number)) for number, wish in enumerate(wishes)]
    rows = [part.values_list("wish", *ROW[wish.sort]) for part, wish in zip(parts, wishes, strict=True)]
    found = sorted(rows[0].union(*rows[1:], all=True), reverse=True)
    wanted = items.visible(timezone.now()).filter(pk__in={item for *_place, item in found})
    views = {view.id: view for view in items.views(wanted)}
    answer: dict[Wish, list[ItemView]] = {wish: [] for wish in wishes}
    for number, *_moment, item in found:
        if item in views:
            answer[wishes[number]].append(views[item])
    return answer


def saved(person: int, wish: Wish) -> QuerySet[SavedItem]:
    kept = SavedItem.objects.filter(user=person, item__in=live_items()).order_by("-saved_at", "-pk")
    return SavedItem.objects.filter(pk__in=kept.values("pk")[: wish.most]).order_by()


def opened(person: int, wish: Wish) -> QuerySet[ItemMark]:
    marks = ItemMark.objects.filter(user=person, opened_at__isnull=False, item__in=live_items())
    return ItemMark.objects.filter(pk__in=marks.order_by("-opened_at", "-pk").values("pk")[: wish.most])


def found(person: int, wish: Wish) -> QuerySet[Item]:
    """On the person's own pages, the newest first."""
    theirs = fulltext.newest(items_on_pages(User(pk=person)), Query.of(wish.asked))
    return Item.objects.filter(pk__in=theirs.values("pk")[: wish.most])


#: What each sort of wish finds, and the columns of it that say when, which of those of one moment, and which item.
FINDERS: dict[str, Callable[[int, Wish], QuerySet[Any]]] = {"saved": saved, "recent": opened, "results": found}
ROW = {
    "saved": ("saved_at", "pk", "item"),
    "recent": ("opened_at", "pk", "item"),
    "results": ("published_at", "pk", "pk"),
}


def calendars(person: int) -> Sequence[SourceView]:
    """Of all their pages, each once."""
    panels = placed_panels().filter(kind="calendar", section__page__owner=person)
    theirs = Source.objects.filter(pk__in=panels.values("sources")).order_by("pk")
    return [SourceView(*row) for row in theirs.values_list(*loading.SOURCE)]
