"""Runs the whole portal: database, Valkey, web, worker and beat. `make up` sets up what it needs and calls this."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        # The supervisor replaces this process: it needs no Django and stays for long.
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "portal.operations.up"])  # noqa: S606
