"""Rows of raw queries that are asked with every page, made into objects."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


def fetch(query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


class RawRows(Generic[M]):
    """What `Manager.raw` does; but how values are read is worked out once, not for each answer: that takes longest.

    A row has the model's columns, and behind them one for each of `more`: these become attributes as they are.
    """

    def __init__(self, model: type[M], *more: str) -> None:
        self.model, self.fields, self.more = model, model._meta.concrete_fields, more
        self.names = [field.attname for field in self.fields]
        self.width = len(self.names) + len(more)

    def columns(self, table: str) -> str:
        """The model's columns, for a query that calls its table so."""
        return ", ".join(f"{table}.{field.column}" for field in self.fields)

    def make(self, row: Sequence[Any]) -> M:
        values = list(row)
        for at, convert, column in self._converters:
            values[at] = convert(values[at], column, connection)
        count = len(self.names)
        made = self.model.from_db(connection.alias, self.names, values[:count])
        vars(made).update(zip(self.more, values[count:], strict=True))
        return made

    @cached_property
    def _converters(self) -> list[tuple[int, Converter, Any]]:
        """(place in a row, converter, column), as field and database want it: the same for every connection."""
        columns = [field.get_col(self.model._meta.db_table) for field in self.fields]
        return [
            (at, convert, column)
            for at, column in enumerate(columns)
            for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        ]
