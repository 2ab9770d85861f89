"""Undo and redo, as many steps as are remembered; and a page as it was at any time, restored."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import Refused
from portal.pages.models import PageRevision
from portal.pages.services.changes import Change, Edit, open_page, or_not_found
from portal.pages.services.pages import lock_pages
from portal.pages.services.replay import Replay


@transaction.atomic
def undo(*, user: User, page_id: int, version: int | None = None) -> Change:
    """To the state before the present one. A panel that this sends back to another page changes that page too."""
    lock_pages(user)
    edit = open_page(user, page_id, version)
    target = state_before(edit)
    if target is None:
        raise Refused(_("There is nothing to undo on this page."))
    Replay(edit, edit.base.other_page).step(target.layout)
    return edit.record_step("undo", target)


@transaction.atomic
def redo(*, user: User, page_id: int, version: int | None = None) -> Change:
    """Forward again to the newest state made of the present one; after a new change there is none."""
    lock_pages(user)
    edit = open_page(user, page_id, version)
    target = state_after(edit)
    if target is None:
        raise Refused(_("There is nothing to redo on this page."))
    Replay(edit, target.other_page).step(target.layout)
    return edit.record_step("redo", target)


@transaction.atomic
def restore_revision(*, user: User, page_id: int, revision: int, version: int | None = None) -> Change:
    """The page as it was at that version; a change like any other, which can be undone."""
    lock_pages(user)
    edit = open_page(user, page_id, version)
    target = or_not_found(edit.page.revisions.filter(version=revision).first())
    Replay(edit).restore(target.layout)
    return edit.record("restore", restored=target.version)


def state_before(edit: Edit) -> PageRevision | None:
    if edit.base.before is None:
        return None
    return edit.page.revisions.filter(state=edit.base.before).first()


def state_after(edit: Edit) -> PageRevision | None:
    return edit.page.revisions.filter(before=edit.base.state).order_by("-state", "-version").first()
