"""Static files with their hash in the name, our own modules' imports included, compressed beforehand."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: How Django finds and rewrites the imports of a JavaScript module; for all files it is off, and some packages' modules
#: import what only a bundler finds.
IMPORTS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class StaticFiles(CompressedManifestStaticFilesStorage):
    patterns = (*ManifestStaticFilesStorage.patterns, ("js/*.js", IMPORTS))
