"""What this app announces to the portal."""

from django.dispatch import Signal

#: A person's suggestions were written, after commit. Arguments: user_id: int.
suggestions_pushed = Signal()
