"""Full text of items: an index, kept when items are stored, asked alike on SQLite (FTS5) and PostgreSQL (tsvector)."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from widgets import rows, sanitize
from widgets.models import Item, ItemText
from widgets.seeking import Query, words_of

#: Of one item; enough for what a feed brings, and a bound for the index.
LENGTH = 3_000
ON_SQLITE = "SELECT rowid FROM widgets_itemwords WHERE widgets_itemwords MATCH %s"
ON_POSTGRESQL = "SELECT item_id FROM widgets_itemtext WHERE vector @@ to_tsquery('simple', %s)"


def index(items: Iterable[Item]) -> None:
    """Of items as they are stored now."""
    texts = ((item.id, _joined(item.title), _joined(_body_of(item))) for item in items)
    rows.insert(ItemText, ["item_id", "title", "body"], texts, updating=["title", "body"])


def index_missing(most: int = 2_000) -> int:
    """Those that were stored by other ways; answers how many there were."""
    missing = list(Item.objects.filter(text=None).order_by("-pk")[:most])
    index(missing)
    return len(missing)


def _body_of(item: Item) -> str:
    """A summary mostly is the beginning of the content: then it need not be told twice."""
    summary, text = item.summary[:LENGTH], sanitize.words(item.content, LENGTH) if item.content else ""
    return f"{item.author} {text}" if text.startswith(summary[:80]) else f"{item.author} {summary} {text}"


def _joined(text: str) -> str:
    return " ".join(words_of(text))


def best(items: QuerySet[Item], query: Query) -> QuerySet[Item]:
    """Those with all the words, the best first: words in the title count most; of those that fit alike, the newest."""
    if not query.phrases:
        return items.none()
    found = _ranked_on_sqlite(items, query) if _is_sqlite() else _ranked_on_postgresql(items, query)
    return found.extra(order_by=["place", "-published_at", "-id"])


def newest(items: QuerySet[Item], query: Query) -> QuerySet[Item]:
    """Those with all the words, the newest first; it may stand in another query."""
    if not query.phrases:
        return items.none()
    sql, asked = (ON_SQLITE, query.for_sqlite()) if _is_sqlite() else (ON_POSTGRESQL, query.for_postgresql())
    found = RawSQL(sql, [asked])  # noqa: S611  (the words are a parameter)
    return items.filter(pk__in=found).order_by("-published_at", "-id")


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _ranked_on_sqlite(items: QuerySet[Item], query: Query) -> QuerySet[Item]:
    return items.extra(
        tables=["widgets_itemwords"],
        where=["widgets_itemwords.rowid = widgets_item.id", "widgets_itemwords MATCH %s"],
        params=[query.for_sqlite()],
        select={"place": "bm25(widgets_itemwords, 8.0, 1.0)"},
    )


def _ranked_on_postgresql(items: QuerySet[Item], query: Query) -> QuerySet[Item]:
    asked = query.for_postgresql()
    return items.extra(
        tables=["widgets_itemtext"],
        where=["widgets_itemtext.item_id = widgets_item.id", "widgets_itemtext.vector @@ to_tsquery('simple', %s)"],
        params=[asked],
        select={"place": "-ts_rank(widgets_itemtext.vector, to_tsquery('simple', %s))"},
        select_params=[asked],
    )
