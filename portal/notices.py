"""What the portal says after an action: one line, and where it can be taken back, an address that does so."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise


def tell(request: HttpRequest, text: str | Promise, *, undo: str = "") -> None:
    """Shown with the next page for ten seconds; `undo` is an address that takes a POST."""
    messages.success(request, str(text), extra_tags=undo)


def warn(request: HttpRequest, text: str | Promise) -> None:
    messages.error(request, str(text))
