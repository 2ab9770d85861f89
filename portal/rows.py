"""Rows of raw queries that are asked with every page, read as objects."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]
_ALL = re.compile(r"\b(\w+)\.\*")


class RawRows(Generic[M]):
    """Like `Manager.raw`, for one query: how its values are to be read is worked out once, and not for each answer.

    That would take longer than the database, and the objects too. In the query `SELECT name.*` stands for the columns
    of the model; behind them comes one for each of `more`, which become attributes as well, as the database gave them.
    """

    def __init__(self, model: type[M], query: str, *more: str) -> None:
        self.model, self.more, fields = model, more, model._meta.concrete_fields
        self.names = [field.attname for field in fields]
        # In the order of the fields: that of the table differs where migrations were applied in another order.
        self.query = _ALL.sub(lambda found: ", ".join(f"{found[1]}.{field.column}" for field in fields), query)

    def get(self, values: Sequence[Any] = ()) -> list[M]:
        with connection.cursor() as cursor:
            cursor.execute(self.query, values)
            return [self._object(list(row)) for row in cursor.fetchall()]

    def _object(self, row: list[Any]) -> M:
        for at, convert, column in self._converters:
            row[at] = convert(row[at], column, connection)
        count = len(self.names)
        found = self.model.from_db(connection.alias, self.names, row[:count])
        vars(found).update(zip(self.more, row[count:], strict=True))
        return found

    @cached_property
    def _converters(self) -> list[tuple[int, Converter, Any]]:
        """(place in a row, converter, column), as field and database want it: the same for every connection."""
        columns = [field.get_col(self.model._meta.db_table) for field in self.model._meta.concrete_fields]
        return [
            (at, convert, column)
            for at, column in enumerate(columns)
            for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        ]
