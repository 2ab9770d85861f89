"""Writes the beginning of a widget type: a folder among ours, or a package of one's own, with a test that passes."""

import keyword
import re
from pathlib import Path
from string import Template

from widgets import registry
from widgets.base import WidgetError

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
PATTERNS = Path(__file__).parent / "scaffold"


class BadName(WidgetError):
    """No widget type can have this name; the message says why."""


class AlreadyThere(WidgetError):
    """Something is there already; nothing was written."""


def check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise BadName(
            f"“{name}” is no name for a kind. Use small letters, digits and _, begin with a letter, at most 40."
        )
    if keyword.iskeyword(name):
        raise BadName(f"“{name}” is a word of Python itself. Choose another name.")
    if registry.find(name):
        raise BadName(f"There is a kind “{name}” already. Choose another name.")


def write_type(name: str, root: Path, *, polled: bool) -> list[Path]:
    """Into our own tree: the type's folder and its test; answers the files."""
    check_name(name)
    folder = root / "widgets" / "types" / name
    files = _type_files(name, folder, polled=polled, module=f"widgets.types.{name}.widget")
    files[root / "tests" / "widgets" / "types" / f"test_{name}.py"] = files.pop(folder / "tests" / f"test_{name}.py")
    return _write(folder, files)


def write_package(name: str, parent: Path, *, polled: bool) -> list[Path]:
    """A folder `foyer-<name>` that pip can install, in an existing folder; answers the files."""
    check_name(name)
    if not parent.is_dir():
        raise AlreadyThere(f"There is no folder {parent}. Make it first, or name another one.")
    folder = parent / f"foyer-{name.replace('_', '-')}"
    inner = folder / f"foyer_{name}"
    files = _type_files(name, inner, polled=polled, module=f"foyer_{name}.widget")
    files[folder / "tests" / f"test_{name}.py"] = files.pop(inner / "tests" / f"test_{name}.py")
    values = _values(name, f"foyer_{name}.widget")
    files[folder / "pyproject.toml"] = _filled("pyproject.toml", values)
    files[folder / "README.md"] = _filled("README.md", values)
    return _write(folder, files)


def _type_files(name: str, folder: Path, *, polled: bool, module: str) -> dict[Path, str]:
    values, kind = _values(name, module), "polled" if polled else "plain"
    return {
        folder / "__init__.py": f'"""The widget type `{name}`."""\n',
        folder / "widget.py": _filled(f"{kind}.py", values),
        folder / "templates" / name / "widget.html": _filled(f"{kind}.html", values),
        folder / "static" / name / "widget.css": _filled("widget.css", values),
        folder / "tests" / f"test_{name}.py": _filled(f"test_{kind}.py", values),
    }


def _values(name: str, module: str) -> dict[str, str]:
    words = name.replace("_", " ")
    return {
        "name": name,
        "title": words.capitalize(),
        "class_name": words.title().replace(" ", ""),
        "module": module,
        "dist": name.replace("_", "-"),
    }


def _filled(pattern: str, values: dict[str, str]) -> str:
    return Template((PATTERNS / f"{pattern}.txt").read_text(encoding="utf-8")).substitute(values)


def _write(folder: Path, files: dict[Path, str]) -> list[Path]:
    for path in (folder, *files):
        if path.exists():
            raise AlreadyThere(f"{path} is there already. Nothing was written.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)
