"""Text as it is compared: without case and accents, the same in Python, in SQLite and in PostgreSQL."""

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField

#: More words than these narrow nothing.
WORDS_AT_MOST = 8
_MARKS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """ "Météo" → "meteo"."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def words_of(asked: str) -> list[str]:
    return folded(asked).split()[:WORDS_AT_MOST]


class Folded(Func):
    """`folded` in the database. ICU's collation, because in a database with locale C lower() knows ASCII only."""

    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="foyer_folded", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        bare = r"regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g')"
        template = f'lower({bare} COLLATE "und-x-icu")'
        return self.as_sql(compiler, connection, template=template, **context)


def teach(sender: object, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """SQLite knows only ASCII; each of its connections learns our own function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("foyer_folded", 1, _folded_or_null, deterministic=True)


def _folded_or_null(text: str | None) -> str | None:
    return None if text is None else folded(str(text))
