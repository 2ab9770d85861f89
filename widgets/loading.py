"""Loads sources together with their latest items: one query, whatever the number of sources."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, FilteredRelation, Q, Window
from django.db.models.functions import RowNumber

from widgets import registry
from widgets.base import ItemView, SourceView
from widgets.items import KEEP
from widgets.models import Source

SOURCE = ("id", "kind", "version", "title", "site_url", "state", "error", "fetched_at", "payload")
ITEM = ("id", "source_id", "url", "title", "summary", "author", "image", "published_at", "extra")


def load_sources(source_ids: Collection[int], *, limit: int, now: datetime) -> dict[int, SourceView]:
    """By id, each with at most `limit` of its items that may be shown, newest first; a source without items too.

    Of sources that the service orders (`WidgetType.is_ranked`) all that are kept: the first on the list may be old.
    """
    if not source_ids:
        return {}
    rows = _rows(source_ids, limit, now)
    return {source_id: _view(list(group)) for source_id, group in groupby(rows, key=itemgetter(0))}


def _rows(source_ids: Collection[int], limit: int, now: datetime) -> Any:
    """One row per item, ordered by source and rank; the item's columns are null where a source has none."""
    shown = Q(items__is_live=True) & (Q(items__expires_at=None) | Q(items__expires_at__gt=now))
    ranked = [widget.kind for widget in registry.all_types() if widget.is_ranked]
    newest_first = [F("item__published_at").desc(), F("item__id").desc()]
    return (
        Source.objects.filter(id__in=source_ids)
        .annotate(item=FilteredRelation("items", condition=shown))
        .annotate(
            rank=Window(RowNumber(), partition_by="id", order_by=newest_first),
            has_content=ExpressionWrapper(~Q(item__content=""), output_field=BooleanField()),
        )
        .filter(Q(rank__lte=limit) | Q(kind__in=ranked, rank__lte=KEEP))
        .order_by("id", "rank")
        .values_list(*SOURCE, *(f"item__{name}" for name in ITEM), "has_content", "item__story")
    )


def _view(rows: list[tuple[Any, ...]]) -> SourceView:
    source = SourceView(*rows[0][: len(SOURCE)])
    items = [ItemView(*row[len(SOURCE) :]) for row in rows if row[len(SOURCE)] is not None]
    return replace(source, items=items)
