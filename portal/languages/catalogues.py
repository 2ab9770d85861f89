"""Finds the words in code and templates, keeps them in locale/<language>/LC_MESSAGES/django.po, compiles them to .mo.

Needs Babel, which is there for developers only: what runs reads nothing but the .mo files, which are committed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import num_plurals, python_format
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from portal.catalogue import loading
from widgets import discovery, registry

#: Every one a variant of gettext under the names that this project uses.
KEYWORDS: Any = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "gettext_noop": None,
}
JINJA: dict[str, Any] = {
    "extensions": "jinja2.ext.do",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
#: `%(name)s` of gettext, and `{name}` of the words that the browser fills in.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
#: Lines of the header that say nothing here, or change by themselves.
UNSAID = ('"POT-Creation', '"PO-Revision', '"Report-', '"Last-Tr', '"Language-Team', '"Project-Id', '"Generated-By')


class Fault(NamedTuple):
    """What is wrong with a catalogue; `word` is the English text it is about, if one."""

    language: str
    what: str
    word: str = ""


def languages() -> list[str]:
    """Those that need a catalogue: all but the one the portal is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"


def found() -> Catalog:
    """All words of the project as they stand in the code now, in the order of their places."""
    catalog = Catalog(project="Foyer", version="", charset="utf-8", fuzzy=False)
    for path in _files():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        with path.open("rb") as file:
            for line, message, comments, context in extract(
                _method(name), file, KEYWORDS, ["Translators:"], _options(name)
            ):
                catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    for widget in registry.all_types():
        # What the catalogue says of a kind is the docstring of its class.
        path = discovery.folder(widget) / "widget.py"
        if path.is_relative_to(settings.BASE_DIR):
            name = path.relative_to(settings.BASE_DIR).as_posix()
            catalog.add((type(widget).__doc__ or "").strip().split("\n", maxsplit=1)[0], locations=[(name, 1)])
    for entry in loading.read_entries():
        for words in (entry.title, entry.description) if not entry.language else ():
            catalog.add(words, locations=[("portal/catalogue/widgets.toml", 1)])
    return catalog


def update(language: str, words: Catalog) -> None:
    """Brings the catalogue up to date: new words are empty, what is no longer said is dropped, nothing is guessed."""
    catalog = read(language)
    catalog.update(words, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(_written(catalog))


def compile_catalogue(language: str) -> None:
    path_of(language).with_suffix(".mo").write_bytes(compiled(read(language)))


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Foyer", version="", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """The same bytes for the same words, whenever they are made."""
    catalog.creation_date = catalog.revision_date = LONG_AGO
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def faults(language: str) -> Iterator[Fault]:
    """What would be shown wrongly: a compiled file that is older than its words, lost or invented placeholders."""
    catalog, mo = read(language), path_of(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalog):
        yield Fault(language, "the .mo file is not made from the .po file: run `make words`")
    for message in said(catalog):
        if message.fuzzy:
            yield Fault(language, "fuzzy", str(message.id))
        yield from (Fault(language, what, str(message.id)) for what in _format_faults(catalog, message))


def missing(language: str, words: Catalog) -> Iterator[Fault]:
    """Words of the project that this catalogue does not say."""
    catalog = read(language)
    for message in words:
        if message.id and not _is_said(catalog.get(message.id, message.context)):
            yield Fault(language, "not translated", str(message.id))


def said(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id and _is_said(message))


def _is_said(message: Message | None) -> bool:
    if message is None:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _format_faults(catalog: Catalog, message: Message) -> Iterator[str]:
    if lost := _lost(message):
        yield f"the placeholders differ: {', '.join(sorted(lost))}"
    for check in (python_format, num_plurals):
        try:
            check(catalog, message)
        except Exception as error:  # Babel's TranslationError, and whatever a broken format raises
            yield str(error)


def _lost(message: Message) -> set[str]:
    """Placeholders that only one side has; a plural may leave out the number in some of its forms."""
    if isinstance(message.id, (tuple, list)) and isinstance(message.string, (tuple, list)):
        known = {name for text in message.id for name in PLACEHOLDER.findall(text)}
        return {name for text in message.string for name in PLACEHOLDER.findall(text)} - known
    return set(PLACEHOLDER.findall(str(message.id))) ^ set(PLACEHOLDER.findall(str(message.string)))


def _written(catalog: Catalog) -> bytes:
    """Without dates and line numbers: the file changes only when words do."""
    catalog.header_comment = "# The words of Foyer. `make words` brings this file up to date with the code."
    catalog.creation_date = catalog.revision_date = LONG_AGO
    out = io.BytesIO()
    write_po(out, catalog, width=110, include_lineno=False, omit_header=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(UNSAID)).encode()


def _files() -> Iterable[Path]:
    base = settings.BASE_DIR
    for app in ("portal", "recommender", "widgets"):
        yield from sorted(path for path in (base / app).rglob("*.py") if "migrations" not in path.parts)
        yield from sorted((base / app).rglob("templates/**/*.html"))
    yield from sorted([*(base / "templates").rglob("*.html"), *(base / "templates").rglob("*.txt")])


def _method(name: str) -> Any:
    if name.endswith(".py"):
        return "python"
    return _extract_django if name.startswith("templates/django/") else "jinja2"


def _options(name: str) -> dict[str, Any] | None:
    return JINJA if _method(name) == "jinja2" else None


def _extract_django(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Any:
    """Django's own way: its template as if it were Python."""
    source = templatize(file.read().decode())
    return extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)
