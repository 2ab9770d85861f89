"""A page once more: the person's own, beside the first."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.pages.layout import Layout
from portal.pages.models import Page
from portal.pages.services.changes import Change, Edit, announce_tabs, or_not_found, own
from portal.pages.services.pages import free_slug, lock_pages, refuse_too_many, renumber
from portal.pages.snapshots import Snapshot, apply, take


@transaction.atomic
def duplicate_page(*, user: User, page_id: int) -> Change:
    """Panels, sections and settings, as the tab behind the first. The copy of a page that follows is free."""
    pages = lock_pages(user)
    original = or_not_found(own(Page.objects.filter(owner=user, removed_at=None), page_id).first())
    copy = Page.objects.get(pk=original.pk)
    copy.title = _("%(title)s, copy") % {"title": original.title[:45]}
    copy.follows, copy.follows_version = None, 0
    place = pages.index(original) + 1
    change = put_new(user, pages, copy, take(original))
    renumber([*pages[:place], change.page, *pages[place:]])
    return change


def put_new(user: User, pages: list[Page], page: Page, data: Snapshot) -> Change:
    """Saves a page that is not there yet as one of the person's (locked) pages, showing this."""
    refuse_too_many(pages)
    page.pk, page._state.adding = None, True
    page.owner, page.is_home, page.copied_from, page.is_demo = user, not pages, None, False
    page.version, page.created_at, page.changed_at = 1, timezone.now(), timezone.now()
    page.slug = free_slug(page.title, {other.slug for other in pages})
    page.save()
    layout = Layout(page)
    apply(data, layout)
    announce_tabs(user.pk)
    return Change(page, None, Edit(user, page).base)
