"""Panels that share a place as tabs: putting one in, and taking it out again."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import Refused, TooMany
from portal.pages.layout import MAX_TABS
from portal.pages.models import Panel
from portal.pages.services.changes import Change, open_panel, or_not_found, own


@transaction.atomic
def tab_panel(*, user: User, panel_id: int, version: int | None = None, into: int) -> Change:
    """Beside the panel `into` of the same page, as its last tab. Panels stay panels: nothing is nested."""
    edit, panel = open_panel(user, panel_id, version)
    pk = own(Panel.objects.filter(section__page=edit.page), into).values_list("pk", flat=True).first()
    other = or_not_found(edit.layout.panel(pk) if pk else None)
    if other is panel:
        raise Refused(_("A panel cannot be a tab of itself."))
    if panel in edit.layout.tabs_of(other):
        return edit.unchanged(panel)
    if len(edit.layout.tabs_of(other)) >= MAX_TABS:
        raise TooMany(_("%(count)d tabs are the most that one place has room for.") % {"count": MAX_TABS})
    edit.layout.join_tabs(panel, other)
    return edit.record("tab_panel", panel)


@transaction.atomic
def untab_panel(*, user: User, panel_id: int, version: int | None = None) -> Change:
    """Out of its tabs, to stand by itself below them; one that stands by itself stays."""
    edit, panel = open_panel(user, panel_id, version)
    edit.layout.leave_tabs(panel)
    return edit.record("untab_panel", panel)
