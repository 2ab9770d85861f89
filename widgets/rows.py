"""Rows written as plain values, many in one statement: what `bulk_create` does, without model objects, and cheaper."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

#: In one statement, where the database knows no limit of its own.
AT_ONCE = 500
#: Values of all other fields are for the database as they are.
_PREPARED = ("DateTimeField", "JSONField")


def insert(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, updating: Sequence[str] = ()
) -> list[int]:
    """Writes rows with the values of these attributes (`source_id`, not `source`); answers their ids, in order.

    With `updating`, a row whose id is there already takes these values over. Nothing is said to signals, and no default
    of a field is filled in.
    """
    of_model: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    prepared = [(at, of_model[name]) for at, name in enumerate(names) if _is_prepared(of_model[name])]
    values = [list(row) for row in rows]
    for row in values:
        for at, field in prepared:
            row[at] = field.get_db_prep_save(row[at], connection)
    return _insert(model._meta, [of_model[name].column for name in names], values, updating)


def _is_prepared(field: Any) -> bool:
    return field.get_internal_type() in _PREPARED


def _insert(table: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]], updating: Sequence[str]) -> list[int]:
    quoted, key = connection.ops.quote_name, connection.ops.quote_name(table.pk.column)
    into = f"INSERT INTO {quoted(table.db_table)} ({', '.join(map(quoted, columns))}) VALUES "  # noqa: S608 (our names)
    row = f"({', '.join(['%s'] * len(columns))})"
    taken_over = ", ".join(f"{quoted(name)} = EXCLUDED.{quoted(name)}" for name in updating)
    end = (f" ON CONFLICT ({key}) DO UPDATE SET {taken_over}" if updating else "") + f" RETURNING {key}"
    at_once = (connection.features.max_query_params or AT_ONCE * len(columns)) // len(columns)
    ids: list[int] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            cursor.execute(into + ", ".join([row] * len(some)) + end, [value for values in some for value in values])
            ids += [id for (id,) in cursor.fetchall()]
    return ids
