"""manage.py demo: fills the portal with demo content, or takes it away again."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.demo import removal, seeding


class Command(BaseCommand):
    help = "Adds articles, readers and pages worth looking at, all marked as demo. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take away all demo content, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        say = self.stdout.write if options["verbosity"] else lambda _line: None
        logging.disable(logging.INFO)  # sixty articles through the editors' road would say a thousand lines
        try:
            (removal.remove if options["remove"] else seeding.seed)(say)
        finally:
            logging.disable(logging.NOTSET)
        say(f"Done in {time.monotonic() - started:.1f} s.")
