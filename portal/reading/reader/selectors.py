"""Which stories the reader lists, in which order, from where on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from portal.accounts.models import User
from portal.pages.models import Page
from portal.reading.rules.selectors import NOTHING, Verdict, verdict_on_page
from portal.reading.selectors import items_for, live_items, source_ids_of
from portal.reading.state.selectors import with_state
from widgets.models import Item, Source

AT_ONCE = 40
SHOWS = ("unread", "all", "saved")
ORDERS = ("newest", "oldest")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address of the reader says. `after` is where the list goes on: a time and an id."""

    show: str = "all"
    order: str = "newest"
    source: int | None = None
    item: int | None = None
    after: str = ""
    #: What rules mute is listed, too.
    muted: bool = False

    def address(self, **other: Any) -> str:
        """The query of this choice with something else; without what is usual."""
        chosen = replace(self, **other)
        told = {name: getattr(chosen, name) for name in ("show", "order", "source", "item", "after")}
        usual = {"order": "newest"}
        said = {name: value for name, value in told.items() if value and value != usual.get(name)}
        return "?" + urlencode(said | ({"muted": "1"} if chosen.muted else {}))


@dataclass(frozen=True, slots=True)
class Listed:
    items: Sequence[Any]
    #: Where the list goes on; empty at its end.
    after: str
    verdict: Verdict = NOTHING


def choice_of(query: Mapping[str, str], user: User | None) -> Choice:
    """Nonsense is as if it were not said. Who is known begins with what is unread."""
    show, order = query.get("show", ""), query.get("order", "")
    return Choice(
        show=show if show in SHOWS else ("unread" if user else "all"),
        order=order if order in ORDERS else "newest",
        source=_number(query.get("source", "")),
        item=_number(query.get("item", "")),
        after=query.get("after", "")[:60],
        muted=bool(query.get("muted")),
    )


def listed(user: User | None, page: Page, choice: Choice) -> Listed:
    """One part of the list; the story that is open stays in it, though it is read by now."""
    items = with_state(live_items().filter(source__in=source_ids_of(page)), user).select_related("source")
    if choice.source:
        items = items.filter(source=choice.source)
    if choice.show == "unread":
        items = items.filter(Q(is_read=False) | Q(pk=choice.item))
    elif choice.show == "saved":
        items = items.filter(is_kept=True)
    rows = list(_from(items, choice).defer("content")[: AT_ONCE + 1])
    last = rows[AT_ONCE - 1] if len(rows) > AT_ONCE else None
    # What is saved was chosen by hand.
    verdict = NOTHING if choice.show == "saved" else verdict_on_page(user, page.pk, [row.pk for row in rows[:AT_ONCE]])
    shown = [row for row in rows[:AT_ONCE] if choice.muted or row.pk not in verdict.muted or row.pk == choice.item]
    return Listed(shown, f"{last.published_at.timestamp():.6f}_{last.pk}" if last else "", verdict)


def sources_of(page: Page) -> QuerySet[Source]:
    """Those that have stories."""
    have = live_items().filter(source__in=source_ids_of(page)).values("source")
    return Source.objects.filter(pk__in=have).only("id", "title", "kind", "key").order_by("title", "pk")


def _from(items: QuerySet[Any], choice: Choice) -> QuerySet[Any]:
    """In their order, behind the place that was reached."""
    is_newest = choice.order == "newest"
    ordered = items.order_by("-published_at", "-pk") if is_newest else items.order_by("published_at", "pk")
    place = _place(choice.after)
    if place is None:
        return ordered
    moment, pk = place
    if is_newest:
        return ordered.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk))
    return ordered.filter(Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=pk))


def _place(told: str) -> tuple[datetime, int] | None:
    seconds, _, pk = told.partition("_")
    try:
        return datetime.fromtimestamp(float(seconds), UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


def neighbours(user: User | None, item: Item) -> tuple[int | None, int | None]:
    """The newer and the older story of the same source, for who reads one by itself."""
    others = items_for(user).filter(source=item.source_id)
    newer = others.filter(Q(published_at__gt=item.published_at) | Q(published_at=item.published_at, pk__gt=item.pk))
    older = others.filter(Q(published_at__lt=item.published_at) | Q(published_at=item.published_at, pk__lt=item.pk))
    first = newer.order_by("published_at", "pk").values_list("pk", flat=True).first()
    return first, older.order_by("-published_at", "-pk").values_list("pk", flat=True).first()
