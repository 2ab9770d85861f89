"""Pages: create, change, archive, remove, bring back, put in order."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NotFound, Refused, TooMany
from portal.pages.marks import check_marks
from portal.pages.models import Page, Section
from portal.pages.services.changes import Change, Edit, announce_tabs, assign, open_page, or_not_found, own
from portal.themes.services import clean_look

MAX_PAGES = 30
MAX_ARCHIVED = 100


@transaction.atomic
def create_page(*, user: User, title: str, icon: str = "", colour: str = "") -> Change:
    pages = lock_pages(user)
    refuse_too_many(pages)
    check_marks(icon, colour)
    page = Page(owner=user, position=next_position(pages), is_home=not pages)
    assign(page, title=title.strip(), icon=icon, colour=colour)
    page.slug = free_slug(page.title, {other.slug for other in pages})
    page.save()
    Section.objects.create(page=page)
    announce_tabs(user.pk)
    edit = Edit(user, page)
    return Change(page, None, edit.base)


@transaction.atomic
def update_page(
    *,
    user: User,
    page_id: int,
    version: int | None = None,
    title: str | None = None,
    icon: str | None = None,
    colour: str | None = None,
    is_home: bool | None = None,
    look: dict[str, Any] | None = None,
) -> Change:
    """`is_home=True` takes the role from the page that had it. The address of a page stays when its title changes.

    `look` is the page's own, whole; an empty one makes the page look like the person's others.
    """
    pages = lock_pages(user) if is_home else []
    check_marks(icon, colour)
    edit = open_page(user, page_id, version, for_tab=True)
    assign(edit.page, title=title if title is None else title.strip(), icon=icon, colour=colour)
    if look is not None:
        edit.page.look = clean_look(look, owner=user)
    holder = next((page for page in pages if page.is_home and page != edit.page), None)
    if holder is not None:
        pass_on = Edit(user, holder)
        pass_home(holder, edit.page)
        pass_on.record("lose_home", other_page=edit.page)
    edit.page.is_home = edit.page.is_home or bool(is_home)
    return edit.record("update_page", other_page=holder)


@transaction.atomic
def archive_page(*, user: User, page_id: int, version: int | None = None) -> Change:
    """Puts a page aside, for as long as the person likes; `restore_page` makes it a tab again."""
    pages = lock_pages(user)
    if archived_pages(user).count() >= MAX_ARCHIVED:
        raise TooMany(_("You have %(count)d archived pages. Remove one to make room.") % {"count": MAX_ARCHIVED})
    return _put_away(user, pages, page_id, version, is_archived=True)


@transaction.atomic
def remove_page(*, user: User, page_id: int, version: int | None = None) -> Change:
    """Of an archived page: it only loses its place in the archive."""
    pages = lock_pages(user)
    archived = archived_pages(user).filter(pk=page_id).first()
    if archived is None:
        return _put_away(user, pages, page_id, version, is_archived=False)
    archived.is_archived, archived.removed_at = False, timezone.now()
    archived.save(update_fields=["is_archived", "removed_at"])
    announce_tabs(user.pk)
    return Change(archived, None, Edit(user, archived).base)


def _put_away(user: User, pages: Sequence[Page], page_id: int, version: int | None, *, is_archived: bool) -> Change:
    others = {page.pk: page for page in pages}
    edit = open_page(user, page_id, version, for_tab=True)
    page = edit.page
    if len(others) == 1:
        raise Refused(_("You keep at least one page. Add another one first."))
    del others[page.pk]
    was_home, page.removed_at, page.is_archived = page.is_home, timezone.now(), is_archived
    page.save(update_fields=["removed_at", "is_archived"])
    if was_home:
        heir = Edit(user, next(iter(others.values())))
        pass_home(page, heir.page)
        heir.record("become_home", other_page=page)
    announce_tabs(user.pk)
    return Change(page, None, edit.base)


@transaction.atomic
def restore_page(*, user: User, page_id: int) -> Change:
    """From the archive or after a removal. A page that is there already is answered as it is."""
    pages = lock_pages(user)
    page = or_not_found(own(Page.objects.filter(owner=user), page_id).first())
    if page.removed_at is not None:
        refuse_too_many(pages)
        page.slug, page.removed_at = free_slug(page.title, {other.slug for other in pages}), None
        page.is_archived = False
        page.save(update_fields=["slug", "removed_at", "is_archived"])
        announce_tabs(user.pk)
    return Change(page, None, Edit(user, page).base)


@transaction.atomic
def reorder_pages(*, user: User, page_ids: Sequence[int]) -> list[Page]:
    """In this order; pages that are not named follow as they were."""
    pages = lock_pages(user)
    unknown = set(page_ids) - {page.pk for page in pages} - {page.copied_from_id for page in pages}
    if unknown:
        raise NotFound
    rank = {pk: number for number, pk in reversed(list(enumerate(page_ids)))}
    last = len(page_ids)
    pages.sort(key=lambda page: min(rank.get(page.pk, last), rank.get(page.copied_from_id or page.pk, last)))
    renumber(pages)
    return pages


@transaction.atomic
def shift_page(*, user: User, page_id: int, steps: int) -> Change:
    """Towards the end by so many tabs, or towards the beginning; past the edge means the edge."""
    pages = lock_pages(user)
    page = or_not_found(own(Page.objects.filter(owner=user, removed_at=None), page_id).first())
    place = pages.index(page)
    pages.insert(max(0, place + steps), pages.pop(place))
    renumber(pages)
    return Change(page, None, Edit(user, page).base)


def renumber(pages: Sequence[Page]) -> None:
    for position, page in enumerate(pages):
        page.position = position
    Page.objects.bulk_update(pages, ["position"])
    for owner_id in {page.owner_id for page in pages if page.owner_id}:
        announce_tabs(owner_id)


def next_position(pages: Sequence[Page]) -> int:
    return max((page.position for page in pages), default=-1) + 1


def archived_pages(user: User) -> QuerySet[Page]:
    """The last archived first."""
    return Page.objects.filter(owner=user, is_archived=True, removed_at__isnull=False).order_by("-removed_at", "-pk")


def lock_pages(user: User) -> list[Page]:
    """The person's pages in order, locked; the person is locked first, so that two new pages see each other.

    NotFound for a person who is gone: a guest whose other tab has just signed in to an account. `no_key`, because the
    revision that somebody else is writing refers to these rows: it would wait for us, and we for its page.
    """
    or_not_found(User.objects.select_for_update(no_key=True).filter(pk=user.pk).first())
    locked = Page.objects.select_for_update(no_key=True).filter(owner=user, removed_at=None).order_by("pk")
    return sorted(locked, key=lambda page: (page.position, page.pk))


def refuse_too_many(pages: Sequence[Page]) -> None:
    if len(pages) >= MAX_PAGES:
        raise TooMany(_("You have %(count)d pages. Remove one to make room.") % {"count": len(pages)})


def pass_home(giver: Page, taker: Page) -> None:
    """From one locked page to another; the one that takes it is saved by whoever records the change."""
    giver.is_home, taker.is_home = False, True
    Page.objects.filter(pk=giver.pk).update(is_home=False)


def free_slug(title: str, taken: set[str]) -> str:
    """`news`, or `news-2` where the person already has that."""
    base = slugify(title, allow_unicode=True)[:60] or "page"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
