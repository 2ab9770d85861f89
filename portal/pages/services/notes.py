"""Writing into a note: saved while somebody types, brought together with what another device wrote."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NoteConflict, Refused
from portal.pages.services.changes import Change, open_panel
from portal.pages.services.panels import configure
from widgets.types.notes.merging import merge

KIND = "notes"


@transaction.atomic
def write_note(*, user: User, panel_id: int, text: str, base: str | None = None) -> Change:
    """`base` is the note as the writer first saw it; None overwrites. No version: two texts are brought together.

    NoteConflict when another device changed the same lines meanwhile; nothing is written then.
    """
    edit, panel = open_panel(user, panel_id, None)
    if panel.kind != KIND:
        raise Refused(_("This panel is no note."))
    stored = one_kind_of_line(panel.settings.get("text", ""))
    text = one_kind_of_line(text)
    merged = text if base is None else merge(one_kind_of_line(base), text, stored)
    if merged is None:
        raise NoteConflict(stored)
    configure(panel, {"text": merged})
    panel.save()
    return edit.record_typing("write_note", panel)


def one_kind_of_line(text: str) -> str:
    """A form sends its lines with a carriage return, a script without."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
