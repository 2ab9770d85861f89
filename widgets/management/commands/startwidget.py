"""manage.py startwidget NAME: writes a widget type that works, with its template, its style and its test."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from widgets.base import WidgetError
from widgets.scaffolding import write_package, write_type


class Command(BaseCommand):
    help = "Writes a widget type that works, with its template, its style and its test."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the kind: small letters, digits and _")
        parser.add_argument("--polled", action="store_true", help="a type that fetches something")
        parser.add_argument("--package", metavar="DIR", type=Path, help="as a package of its own in this folder")

    def handle(self, *args: Any, name: str, polled: bool, package: Path | None, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        try:
            files = write_package(name, package, polled=polled) if package else write_type(name, root, polled=polled)
        except (WidgetError, OSError) as error:
            raise CommandError(str(error)) from None
        for path in files:
            self.stdout.write(f"  {path}")
        self.stdout.write(self._next(name, package, polled=polled))

    def _next(self, name: str, package: Path | None, *, polled: bool) -> str:
        if package:
            return "Its README.md says how to try it. All that a type may do: docs/widget-types.md"
        sample = f"\n  add a sample of “{name}” to tests/widgets/types/samples.py" if polled else ""
        test = f".venv/bin/pytest tests/widgets/types/test_{name}.py"
        return f"Next:\n  {test}\n  add its row to docs/widget-types.md{sample}"
