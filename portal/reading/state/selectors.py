"""What is read: as columns for lists of items, and as one row per source for pages."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from portal.accounts.models import User
from portal.reading.selectors import live_items
from portal.reading.state.models import Following, ItemMark
from widgets.models import Item


@dataclass(frozen=True, slots=True)
class ReadState:
    """What one person has read of one source: everything up to a line, but for the items that are marked otherwise."""

    line: int = 0
    read: Collection[int] = field(default_factory=frozenset)
    unread: Collection[int] = field(default_factory=frozenset)

    def knows(self, item_id: int) -> bool:
        """Whether it is read."""
        return item_id in self.read or (item_id <= self.line and item_id not in self.unread)


NOTHING = ReadState()


class Joined(Aggregate):
    """Numbers as one text, with commas between."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context)


def state_columns(user_id: int, source: str) -> tuple[Subquery, Subquery]:
    """For a query with a row per source: the line, and the marks as numbers, those of unread items below zero."""
    marks = ItemMark.objects.filter(user=user_id, source=OuterRef(source)).order_by().values("source")
    signed = Case(When(is_read=True, then=F("item_id")), default=-F("item_id"), output_field=BigIntegerField())
    lines = Following.objects.filter(user=user_id, source=OuterRef(source)).values("read_until")
    return Subquery(lines[:1]), Subquery(marks.annotate(joined=Joined(signed)).values("joined"))


def state_of(line: int | None, marks: str | None) -> ReadState:
    """From the values of those columns."""
    if not marks:
        return ReadState(line) if line else NOTHING
    numbers = [int(number) for number in marks.split(",")]
    return ReadState(line or 0, {n for n in numbers if n > 0}, {-n for n in numbers if n < 0})


def with_state(items: QuerySet[Item], user: User | None) -> QuerySet[Any]:
    """Adds `is_read` and `is_kept` to each; nobody in particular has read nothing."""
    if user is None or not user.is_authenticated:
        return items.annotate(is_read=Value(False), is_kept=Value(False))
    mine = ItemMark.objects.filter(user=user, item=OuterRef("pk")).values("is_read")
    line = Following.objects.filter(user=user, source=OuterRef("source")).values("read_until")
    below = Case(
        When(pk__lte=Coalesce(Subquery(line[:1]), 0), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    kept = user.saved_items.filter(item=OuterRef("pk"))
    return items.annotate(is_read=Coalesce(Subquery(mine[:1]), below), is_kept=Exists(kept))


def count_unread(user: User, source_ids: Collection[int]) -> int:
    return with_state(live_items().filter(source__in=source_ids), user).filter(is_read=False).count()


def opened_marks(user: User) -> QuerySet[ItemMark]:
    """What they opened, the latest first."""
    readable = Q(item__in=live_items())
    marks = ItemMark.objects.filter(readable, user=user, opened_at__isnull=False)
    return marks.select_related("item__source").order_by("-opened_at", "-pk")
