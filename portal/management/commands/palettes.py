"""Writes the style sheet of the palettes from their numbers (for developers)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.themes.palettes import style_sheet


class Command(BaseCommand):
    help = "Writes static/css/palettes.css from portal/themes/palettes.py."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "static" / "css" / "palettes.css"
        path.write_text(style_sheet(), encoding="utf-8")
        print(path)
