"""What the portal says after an action: one line, and where it can be taken back, an address that does so."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _


def tell(request: HttpRequest, text: str | Promise, *, undo: str = "") -> None:
    """Shown with the next page for ten seconds; `undo` is an address that takes a POST."""
    messages.success(request, str(text), extra_tags=undo)


def warn(request: HttpRequest, text: str | Promise) -> None:
    messages.error(request, str(text))


def warn_gone(request: HttpRequest) -> None:
    """What a second click finds removed; said before the page that the form stood on, as it is now."""
    warn(request, _("This is not here any more. Here is how the page looks now."))
