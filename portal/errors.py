"""What can go wrong with what a person asked for; each says in a plain sentence what happened."""

from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.pages.models import Page

Text = str | Promise


class PortalError(Exception):
    """The root of all errors of the portal. `code` is for machines, `status` is what HTTP calls it."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Refused(PortalError):
    """The request is well formed and makes no sense here: the last page, nothing to undo."""

    code, status = "refused", 409


class NotAllowed(PortalError):
    """It is there, and this person's role does not allow it."""

    code, status = "not-allowed", 403

    def __init__(self) -> None:
        super().__init__(_("This is for editors who may publish. Ask one of them."))


class NotFound(PortalError):
    """It does not exist, or it is another person's: the answer does not say which."""

    code, status = "not-found", 404

    def __init__(self) -> None:
        super().__init__(_("This is not here. It may have been removed."))


class StaleVersion(PortalError):
    """The page was changed elsewhere in the meantime; `page` is its present state."""

    code, status = "stale", 409

    def __init__(self, page: "Page") -> None:
        super().__init__(_("This page was changed on another device. Nothing is lost: look at it again, then repeat."))
        self.page = page


class NoteConflict(PortalError):
    """Another device changed the same lines of a note; `text` is what it wrote. Nothing is written."""

    code, status = "note-conflict", 409

    def __init__(self, text: str) -> None:
        super().__init__(_("This note was changed on another device, too. Both texts are here: choose what to keep."))
        self.text = text


class InvalidSettings(PortalError):
    """`errors` has a list of plain sentences per field; `__all__` for the whole."""

    code, status = "invalid", 400

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(_("Something here needs another look."))
        self.errors = errors


class TooMany(PortalError):
    """A cap is reached."""

    code, status = "too-many", 409


class TooManyGuests(PortalError):
    """More visitors of one address began to change things than people would."""

    code, status = "too-many-guests", 429

    def __init__(self) -> None:
        super().__init__(
            _("Many new visitors from your network began a page just now. Sign in, or try again in an hour.")
        )
