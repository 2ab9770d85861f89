"""Finds widget types: every folder in widgets/types, and every installed entry point `portal.widgets`."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from widgets import registry, types
from widgets.base import WidgetType

GROUP = "portal.widgets"


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


def template_source(name: str) -> tuple[str, str, None] | None:
    """For a Jinja2 FunctionLoader: `<kind>/widget.html` from the folder of that kind."""
    widget = registry.find(name.partition("/")[0])
    if widget is None or ".." in name:
        return None
    path = folder(widget) / "templates" / name
    return (path.read_text(encoding="utf-8"), str(path), None) if path.is_file() else None


def static_folders() -> Iterator[Path]:
    for widget in registry.all_types():
        if (path := folder(widget) / "static").is_dir():
            yield path
