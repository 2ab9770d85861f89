"""Finds widget types and their files: each folder in widgets/types, each installed entry point `portal.widgets`."""

import hashlib
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from widgets import registry, types
from widgets.base import WidgetType

GROUP = "portal.widgets"
SHARED_TEMPLATES = Path(__file__).parent / "templates"


def load() -> None:
    """Imports each type; a broken one stops the start, as a fault at install time should."""
    for module in pkgutil.iter_modules(types.__path__):
        if module.ispkg:
            importlib.import_module(f"{types.__name__}.{module.name}.widget")
    for entry_point in entry_points(group=GROUP):
        entry_point.load()


def folder(widget: WidgetType) -> Path:
    """Where the type's `templates` and `static` lie."""
    return Path(str(sys.modules[type(widget).__module__].__file__)).parent


def template_path(name: str) -> Path | None:
    """`<kind>/widget.html` in the folder of that kind; what begins with `_` is shared by all kinds."""
    if ".." in name:
        return None
    if name.startswith("_"):
        path = SHARED_TEMPLATES / name
    elif widget := registry.find(name.partition("/")[0]):
        path = folder(widget) / "templates" / name
    else:
        return None
    return path if path.is_file() else None


def template_source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """For a Jinja2 FunctionLoader."""
    if not (path := template_path(name)):
        return None
    written = path.stat().st_mtime
    return path.read_text(encoding="utf-8"), str(path), lambda: path.stat().st_mtime == written


def static_folders() -> Iterator[Path]:
    for widget in registry.all_types():
        if (path := folder(widget) / "static").is_dir():
            yield path


def assets(kinds: Iterable[str], name: str) -> list[str]:
    """Static names of one file, say `widget.css`, for those of the kinds that have it; each once, in stable order."""
    return [f"{kind}/{name}" for kind in sorted(set(kinds)) if _has_asset(kind, name)]


@cache
def _has_asset(kind: str, name: str) -> bool:
    widget = registry.find(kind)
    return widget is not None and (folder(widget) / "static" / kind / name).is_file()


@cache
def digest() -> str:
    """Changes when the code or a template of any type does: what was rendered before is then out of date."""
    folders = [Path(__file__).parent, *map(folder, registry.all_types())]
    content = hashlib.sha1(usedforsecurity=False)
    for each in folders:
        for file in sorted([*each.glob("*.py"), *(each / "templates").rglob("*.html")]):
            content.update(file.read_bytes())
    return content.hexdigest()[:12]
