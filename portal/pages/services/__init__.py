"""Every change to a page: owner, lock, version, change, numbers, revision, announcement. See docs/architecture.md."""

from portal.pages.services.changes import Change
from portal.pages.services.copies import duplicate_page
from portal.pages.services.history import redo, restore_revision, undo
from portal.pages.services.moving import copy_panel, move_panel, send_panel, shift_panel
from portal.pages.services.notes import write_note
from portal.pages.services.pages import (
    archive_page,
    create_page,
    remove_page,
    reorder_pages,
    restore_page,
    shift_page,
    update_page,
)
from portal.pages.services.panels import (
    act_on_panel,
    add_from_catalogue,
    add_panel,
    remove_panel,
    update_panel,
)
from portal.pages.services.sections import add_section, move_section, remove_section, update_section
from portal.pages.services.tabs import tab_panel, untab_panel
from portal.pages.services.trash import (
    delete_page,
    delete_panel,
    delete_section,
    empty_trash,
    restore_panel,
    restore_section,
)

__all__ = [
    "Change",
    "act_on_panel",
    "add_from_catalogue",
    "add_panel",
    "add_section",
    "archive_page",
    "copy_panel",
    "create_page",
    "delete_page",
    "delete_panel",
    "delete_section",
    "duplicate_page",
    "empty_trash",
    "move_panel",
    "move_section",
    "redo",
    "remove_page",
    "remove_panel",
    "remove_section",
    "reorder_pages",
    "restore_page",
    "restore_panel",
    "restore_revision",
    "restore_section",
    "send_panel",
    "shift_page",
    "shift_panel",
    "tab_panel",
    "undo",
    "untab_panel",
    "update_page",
    "update_panel",
    "update_section",
    "write_note",
]
