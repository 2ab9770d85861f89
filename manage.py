#!/usr/bin/env python
"""Foyer's command line: `./manage.py help` lists the commands."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Imports and migrations make much that lives on: searching it for rubbish less often saves a tenth of the time.
    gc.set_threshold(50_000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    execute_from_command_line(sys.argv)
