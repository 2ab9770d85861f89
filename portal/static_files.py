"""Static files: parts joined to a script and two style sheets, and names with the hash of what is in them."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCES = Path(settings.BASE_DIR, "static")
SCRIPT = "js/foyer.js"
#: Every page has the first; the second comes with dialogs and with screens other than a page of panels.
SHEET, SCREENS = "css/foyer.css", "css/screens.css"
SHEETS = {
    SHEET: (
        *("palettes", "tokens", "backdrop", "base", "header", "page", "panel", "menu", "widgets", "for-you"),
        *("forms", "palette", "overlay"),
    ),
    SCREENS: ("fields", "looks", "pages", "past", "catalogue", "configure", "transfer", "search", "reader"),
}

_IMPORT = re.compile(r'^import (?:(\{[\w ,]+\}) from )?"\./([\w-]+\.js)";$', re.MULTILINE)
_LATE_IMPORT = re.compile(r'\bimport\("\./([\w-]+\.js)"\)')
_EXPORT = re.compile(r"^export (?=(?:async function|function|const) (\w+))", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_END = re.compile(r"\s*\n\s*")

_LINKER = """\
const modules = {}, made = {};
const need = (name) => made[name] ??= modules[name]();
const bring = async (name) => need(name);
"""


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """One script that does what the module `entry` does, with all it imports; `read(name)` is a module's source.

    Every module stays a scope of its own and runs once, when it is first needed, as the browser would have it. It knows
    the forms of import and export that our modules use, relative and by name; for any other it raises ValueError.
    """
    written: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in written:
            source = read(name)
            written[name] = _as_function(name, source)
            waiting += _LATE_IMPORT.findall(source) + [found for _names, found in _IMPORT.findall(source)]
    return "".join([_LINKER, *written.values(), f'need("{entry}");\n'])


def _as_function(name: str, source: str) -> str:
    body = _IMPORT.sub(lambda found: f'{f"const {found[1]} = " if found[1] else ""}need("{found[2]}");', source)
    body = _EXPORT.sub("", _LATE_IMPORT.sub(r'bring("\1")', body))
    if left := _LEFT_OVER.search(body):
        raise ValueError(f"{name} cannot be joined: {left[0]}")
    return f'modules["{name}"] = () => {{\n{body}return {{ {", ".join(_EXPORT.findall(source))} }};\n}};\n'


def join_sheets(names: Iterable[str]) -> str:
    """One after the other, in this order, without what only we read."""
    parts = [(SOURCES / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names]
    return _LINE_END.sub("\n", _COMMENT.sub("", "\n".join(parts)))


def _joined_script() -> str:
    return join_modules("main.js", lambda name: (SOURCES / "js" / name).read_text(encoding="utf-8"))


class JoinedFinder(BaseFinder):
    """Finds what is joined: written from its parts, again when one has changed."""

    joined: ClassVar[dict[str, Callable[[], str]]] = {
        SCRIPT: _joined_script,
        **{name: partial(join_sheets, parts) for name, parts in SHEETS.items()},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=str(settings.DATA_DIR / "joined"))
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self._written(path)] if path in self.joined else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in self.joined:
            self._written(path)
            yield path, self.storage

    def _written(self, path: str) -> str:
        """Its whole path. A reader beside us sees the old file or the new one, never half of it."""
        file, content = Path(self.storage.path(path)), self.joined[path]().encode()
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=file.parent)
            with open(handle, "wb") as new:
                new.write(content)
            os.replace(draft, file)
        return str(file)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names carry a hash, also in what our own modules import."""

    # For all files Django has this off, and some packages' modules import what only a bundler finds.
    patterns = (
        *ManifestStaticFilesStorage.patterns,
        ("js/*.js", ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),  # type: ignore[attr-defined]
    )
