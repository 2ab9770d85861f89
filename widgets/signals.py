"""What this app announces to the apps above it."""

from django.dispatch import Signal

#: A source has a new version or a new state, after commit. Arguments: source_id: int, version: int.
source_changed = Signal()
