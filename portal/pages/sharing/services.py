"""Doors to a page: open one, change what it shows, close it; and a copy for who came through it."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import Refused
from portal.live.publish import end_topic
from portal.pages import selectors, snapshots
from portal.pages.gallery.services import RIGHT
from portal.pages.models import Page
from portal.pages.services.changes import Change, after_commit, assign, or_not_found, own
from portal.pages.services.copies import put_new
from portal.pages.services.pages import lock_pages, next_position
from portal.pages.sharing import consent, links
from portal.pages.sharing.models import Share


@transaction.atomic
def share_page(
    *,
    user: User,
    page_id: int,
    is_public: bool = False,
    opened: Collection[int] | None = None,
    may_copy: bool | None = None,
    byline: str | None = None,
    description: str | None = None,
) -> Share:
    """Opens the door, or changes the one that is open. What is None stays, or is as usual."""
    if is_public and user.is_guest:
        raise Refused(_("To publish a page, make an account first. A secret link needs none."))
    page = or_not_found(own(_shareable(user), page_id).select_for_update(no_key=True).first())
    share = page.shares.filter(is_public=is_public, revoked_at=None).first() or Share(page=page, is_public=is_public)
    if opened is not None:
        theirs = {panel.id for section in selectors.shown_sections(page.pk) for col in section.columns for panel in col}
        share.opened = sorted(theirs & set(opened))
    share.may_copy = share.may_copy if may_copy is None else may_copy
    assign(share, byline=byline, description=description)
    if not share.digest:
        links.give_secret(share)
    share.save()
    return share


@transaction.atomic
def renew_link(*, user: User, share_id: int) -> Share:
    """Another secret; who has the old link finds nothing any more. Of a link that is renewed already, the new one."""
    old = or_not_found(Share.objects.filter(page__owner=user, pk=share_id, is_public=False).first())
    if old.revoked_at is not None:
        return or_not_found(own_shares(user).filter(page=old.page_id, is_public=False).first())
    revoke_share(user=user, share_id=old.pk)
    return share_page(user=user, page_id=old.page_id, opened=old.opened, may_copy=old.may_copy)


@transaction.atomic
def revoke_share(*, user: User, share_id: int) -> Share:
    """Closes the door at once, for open pages too; one that is closed stays so. Editors who may publish can close
    every public one.
    """
    shares = Share.objects.filter(page__owner=user)
    if user.has_perm(RIGHT):
        shares = shares | Share.objects.filter(is_public=True)
    share = or_not_found(shares.filter(pk=share_id).first())
    if share.revoked_at is not None:
        return share
    share.revoked_at = timezone.now()
    share.save(update_fields=["revoked_at"])
    after_commit(end_topic, f"share:{share.pk}")
    return share


def find_share(name: str) -> Share:
    """The open door of this name, to a page that is there. NotFound does not say what is missing."""
    shares = Share.objects.select_related("page").filter(revoked_at=None, page__removed_at=None)
    shares = shares.filter(page__owner__is_active=True)
    public = links.public_id(name)
    wanted = {"pk": public, "is_public": True} if public else {"digest": links.digest_of(name), "is_public": False}
    return or_not_found(shares.filter(**wanted).first())


@transaction.atomic
def copy_shared(*, user: User, name: str) -> Change:
    """What others see of the page, as one of the person's own. An address of its owner's stays with its owner."""
    pages = lock_pages(user)
    share = find_share(name)
    if not share.may_copy:
        raise Refused(_("Its owner lets others look at this page, but not copy it."))
    page = share.page
    copy = Page(title=page.title, icon=page.icon, colour=page.colour, position=next_position(pages))
    return put_new(user, pages, copy, _told(share))


def _told(share: Share) -> snapshots.Snapshot:
    sections, guard = consent.visible(selectors.shown_sections(share.page_id), share.opened)
    shown = [panel for section in sections for column in section.columns for panel in column]
    allowed = {panel.id for panel in shown if not (guard.has_own_address(panel) or consent.upload_of(panel))}
    return snapshots.take(share.page, only=allowed)


def _shareable(user: User) -> QuerySet[Page]:
    return Page.objects.filter(owner=user, removed_at=None)


def own_shares(user: User) -> QuerySet[Share]:
    return Share.objects.filter(page__owner=user, revoked_at=None)
