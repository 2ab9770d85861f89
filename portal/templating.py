"""The Jinja2 environment for pages and panels, and the finder for the static files of widget types."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader
from markupsafe import Markup

from widgets import registry, seeking
from widgets.discovery import assets, static_folders, template_source
from widgets.filters import FILTERS

#: Icons that point along the line; where lines run from the right, the style sheet turns them round.
FLIPPING = frozenset(
    (
        *("arrow-left", "arrow-right", "chevron-left", "chevron-right", "external-link", "send", "undo-2", "redo-2"),
        *("rotate-ccw", "log-in", "log-out", "list", "list-plus", "layout-panel-left"),
        *("panel-right-close", "panel-right-open"),
    )
)


def environment(**options: Any) -> Environment:
    """Pages come from templates/, a widget's template `<kind>/widget.html` from the folder of its type."""
    pages: FileSystemLoader = options.pop("loader")
    made = Environment(  # noqa: S701  (autoescape is set by Django's backend in options)
        loader=ChoiceLoader([pages, FunctionLoader(template_source)]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    # Quicker than Jinja2's own, which asks the catalogue for the same 200 words on every page.
    made.globals.update({"_": _words, "gettext": _words})
    made.filters.update(FILTERS, sought=sought)
    made.globals.update(static=staticfiles_storage.url, url=_url)
    made.globals.update(icon=icon, widget_icon=widget_icon, widget_title=widget_title, assets=assets)
    return made


def sought(text: str, asked: str) -> Markup:
    """With the words marked that somebody looks for."""
    return seeking.marked(text, seeking.Query.of(asked))


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """Remembered: a page has a hundred addresses, and reversing one costs more than all else about its button."""
    return _reversed(get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=10_000)
def _reversed(_prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=args or None, kwargs=dict(kwargs) or None)


def _words(message: str, /, **values: Any) -> Markup:
    """The translation as markup; values are escaped on their way in."""
    language = translation.get_language()
    return _translated(language, message) % values if values else _bare(language, message)


@lru_cache(maxsize=10_000)
def _bare(language: str | None, message: str) -> Markup:
    """Without values; a doubled percent sign is one."""
    return _translated(language, message) % {}


@lru_cache(maxsize=10_000)
def _translated(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704


@cache
def icon(name: str) -> SafeString:
    """A decorative icon from the sprite; a name that is not in it shows a square, never a hole."""
    shown = name if name in icon_names() else "square"
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " flips" if shown in FLIPPING else "",
        staticfiles_storage.url("icons/lucide.svg"),
        shown,
    )


def widget_icon(kind: str) -> str:
    """The icon of a kind; of one whose package is gone, a piece of a puzzle."""
    widget = registry.find(kind)
    return widget.icon if widget else "puzzle"


def widget_title(kind: str) -> str:
    widget = registry.find(kind)
    return str(widget.title) if widget else kind


@cache
def icon_names() -> frozenset[str]:
    """All that the sprite has."""
    sprite = settings.BASE_DIR / "static" / "icons" / "lucide.svg"
    return frozenset(re.findall(r'symbol id="([^"]+)"', sprite.read_text(encoding="utf-8")))


class WidgetStaticFinder(BaseFinder):
    """Finds `<kind>/...` in the `static` folders of widget types, those of installed packages included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storages = [FileSystemStorage(location=str(folder)) for folder in static_folders()]
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        matches = [storage.path(path) for storage in self.storages if storage.exists(path)]
        return matches if find_all else (matches[0] if matches else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        from django.contrib.staticfiles.utils import get_files  # noqa: PLC0415

        for storage in self.storages:
            for path in get_files(storage, list(ignore_patterns or [])):
                yield path, storage
