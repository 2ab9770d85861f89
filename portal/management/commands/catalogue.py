"""manage.py catalogue: brings the standard catalogue and the starter pages up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.catalogue.loading import load_catalogue
from portal.pages.starter import ensure_template_pages


class Command(BaseCommand):
    help = "Loads the standard catalogue and the starter pages; what was changed by hand is kept. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded, pages = load_catalogue(), ensure_template_pages()
        if not options["verbosity"]:
            return
        self.stdout.write(
            f"Catalogue: {loaded.added} added, {loaded.updated} updated, {loaded.retired} retired, "
            f"{loaded.kept} kept as changed by hand."
        )
        for page in pages:
            self.stdout.write(f"Starter page “{page.title}” ({page.language}) made.")
