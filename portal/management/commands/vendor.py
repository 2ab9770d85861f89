"""Brings the front end's third-party files from npm into static/, and checks that they are still what they were."""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

STATIC = Path(settings.BASE_DIR, "static")
MANIFEST = STATIC / "vendor" / "manifest.json"
ICON_NAMES = STATIC / "icons" / "names.txt"
SPRITE = "icons/lucide.svg"


@dataclass(frozen=True)
class Package:
    """One npm package at one version; `files` maps a path in the package to its name here."""

    name: str
    version: str
    licence: str
    files: dict[str, str]

    @property
    def folder(self) -> str:
        return f"vendor/{self.name.removesuffix('.org')}@{self.version}"


HTMX = Package("htmx.org", "4.0.1", "0BSD", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"})
SORTABLE = Package("sortablejs", "1.15.7", "MIT", {"Sortable.min.js": "Sortable.min.js", "LICENSE": "LICENSE"})
LUCIDE = Package("lucide-static", "1.62.0", "ISC", {"LICENSE": "LICENSE"})


class Command(BaseCommand):
    help = "Vendors htmx, SortableJS and the icons in use from npm; --check only compares what is here (no network)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare the files with static/vendor/manifest.json")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self._bring()
        if faults := check():
            raise CommandError("\n".join(faults))
        self.stdout.write("Vendored files are in order.")

    def _bring(self) -> None:
        manifest = {}
        for package in (HTMX, SORTABLE, LUCIDE):
            with tempfile.TemporaryDirectory() as scratch:
                folder, integrity = unpack(package, Path(scratch))
                written = copy_files(package, folder)
                if package is LUCIDE:
                    (STATIC / SPRITE).write_text(sprite(folder / "icons"), encoding="utf-8")
                    written.append(SPRITE)
            manifest[package.name] = {
                "version": package.version,
                "licence": package.licence,
                "npm_integrity": integrity,
                "files": {name: digest(STATIC / name) for name in written},
            }
        MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def unpack(package: Package, scratch: Path) -> tuple[Path, str]:
    """The package's folder and npm's own integrity value, which npm checked on the way."""
    command = ["npm", "pack", f"{package.name}@{package.version}", "--json", "--silent"]
    answer = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)  # noqa: S603
    packed = json.loads(answer.stdout)[0]
    with tarfile.open(scratch / packed["filename"]) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package", packed["integrity"]


def copy_files(package: Package, folder: Path) -> list[str]:
    written = []
    for source, name in package.files.items():
        target = STATIC / package.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (folder / source).read_text(encoding="utf-8")
        # The source maps stay with npm: a pointer to a file that is not here would only break the manifest storage.
        target.write_text(re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", content), encoding="utf-8")
        written.append(f"{package.folder}/{name}")
    return written


def sprite(icons: Path) -> str:
    """One SVG with a symbol per name in names.txt; colour and stroke come from the page's CSS."""
    symbols = []
    for name in icon_names():
        drawing = (icons / f"{name}.svg").read_text(encoding="utf-8")
        shapes = re.sub(r"\s*\n\s*", "", drawing.partition(">\n  <")[2].rpartition("</svg>")[0])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24"><{shapes}</symbol>')
    body = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide {LUCIDE.version}, ISC licence -->\n{body}\n</svg>\n'


def icon_names() -> list[str]:
    return sorted(set(ICON_NAMES.read_text(encoding="utf-8").split()))


def digest(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def check() -> list[str]:
    """What is wrong, in words; empty when every file is what the manifest says and every icon in use is there."""
    faults = []
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    for package in manifest.values():
        for name, expected in package["files"].items():
            path = STATIC / name
            if not path.is_file():
                faults.append(f"{name} is missing. Run manage.py vendor.")
            elif digest(path) != expected:
                faults.append(f"{name} was changed by hand. Run manage.py vendor.")
    known = set(re.findall(r'symbol id="([^"]+)"', (STATIC / SPRITE).read_text(encoding="utf-8")))
    faults += [f"The icon {name!r} is used but not in icons/names.txt." for name in sorted(icons_in_use() - known)]
    return faults


def icons_in_use() -> set[str]:
    """Names in `icon("...")` of all templates, and the icons of widget types."""
    found = set()
    for folder in ("templates", "widgets/types"):
        for template in Path(settings.BASE_DIR, folder).rglob("*.html"):
            found |= set(re.findall(r'icon\(\s*"([a-z0-9-]+)"\s*\)', template.read_text(encoding="utf-8")))
    for module in Path(settings.BASE_DIR, "widgets/types").rglob("widget.py"):
        found |= set(re.findall(r'^\s+icon = "([a-z0-9-]+)"', module.read_text(encoding="utf-8"), re.MULTILINE))
    return found
