"""Static files with their hash in the name, our own modules' imports included, compressed beforehand."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: How Django finds and rewrites the imports of a JavaScript module; for all files it is off, and some packages' modules
#: import what only a bundler finds.
IMPORTS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]

#: The style sheets of every page, in their order; served as one file, while developing as they are.
PARTS = tuple(
    f"css/{part}.css"
    for part in (
        *("palettes", "tokens", "backdrop", "base", "header", "page", "panel", "menu", "widgets", "for-you"),
        *("forms", "pages", "past", "catalogue", "configure", "transfer", "palette", "overlay", "reader"),
    )
)
WHOLE = "css/foyer.css"


def style_sheets() -> tuple[str, ...]:
    return PARTS if settings.DEBUG else (WHOLE,)


class StaticFiles(CompressedManifestStaticFilesStorage):
    patterns = (*ManifestStaticFilesStorage.patterns, ("js/*.js", IMPORTS))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Puts the style sheets into one file before names get their hashes."""
        if not dry_run and all(part in paths for part in PARTS):
            self.delete(WHOLE)
            self.save(WHOLE, ContentFile(b"\n".join(self._content(paths, part) for part in PARTS)))
            paths[WHOLE] = (self, WHOLE)
        yield from super().post_process(paths, dry_run, **options)

    @staticmethod
    def _content(paths: dict[str, Any], name: str) -> bytes:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read()
