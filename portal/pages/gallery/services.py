"""Page templates: editors publish, renew and withdraw them; people take a copy, follow one, or detach from it."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NotAllowed, Refused
from portal.pages import snapshots
from portal.pages.gallery import asking
from portal.pages.gallery.models import PageTemplate, TemplateEdition
from portal.pages.models import Page
from portal.pages.selectors import shown_sections
from portal.pages.services.changes import Change, Edit, after_commit, assign, open_page, or_not_found
from portal.pages.services.copies import put_new
from portal.pages.services.pages import lock_pages
from portal.pages.sharing.consent import upload_of

RIGHT = "portal.add_pagetemplate"


@transaction.atomic
def publish_template(
    *, user: User, page_id: int, title: str, description: str = "", language: str = ""
) -> PageTemplate:
    """The editor's own page as it is now becomes the first edition."""
    check_right(user)
    page = _own_page(user, page_id)
    template = PageTemplate(page=page, author=user, icon=page.icon, colour=page.colour)
    assign(template, title=title.strip(), description=description.strip(), language=language)
    template.save()
    _publish(user, template, page)
    return template


@transaction.atomic
def publish_edition(*, user: User, template_id: int, page_id: int | None = None) -> TemplateEdition:
    """The next edition, from the page of the last one or from another of the editor's own; those who follow get it."""
    check_right(user)
    template = _locked(template_id)
    page = _own_page(user, page_id or template.page_id or 0)
    template.page, template.withdrawn_at = page, None
    return _publish(user, template, page)


@transaction.atomic
def update_template(
    *,
    user: User,
    template_id: int,
    title: str | None = None,
    description: str | None = None,
    language: str | None = None,
) -> PageTemplate:
    check_right(user)
    template = _locked(template_id)
    assign(template, title=title, description=description, language=language)
    template.save()
    return template


@transaction.atomic
def withdraw_template(*, user: User, template_id: int) -> PageTemplate:
    """Nobody is offered it any more. The pages that follow it stay as they are."""
    check_right(user)
    template = _locked(template_id)
    template.withdrawn_at = template.withdrawn_at or timezone.now()
    template.save(update_fields=["withdrawn_at"])
    return template


@transaction.atomic
def offer_template(*, user: User, template_id: int) -> PageTemplate:
    """Takes a withdrawal back."""
    check_right(user)
    template = _locked(template_id)
    template.withdrawn_at = None
    template.save(update_fields=["withdrawn_at"])
    return template


def copy_template(*, user: User, template_id: int) -> Change:
    """As a page of the person's own, which no later edition touches."""
    return _take(user, template_id, is_followed=False)


def follow_template(*, user: User, template_id: int) -> Change:
    """As a page that becomes each new edition, and can be arranged once it is detached."""
    return _take(user, template_id, is_followed=True)


@transaction.atomic
def detach_page(*, user: User, page_id: int, version: int | None = None) -> Change:
    """From now on the page is the person's to arrange. `undo` follows again."""
    edit = open_page(user, page_id, version, for_tab=True)
    if edit.page.follows_id is None:
        raise Refused(_("This page follows no template: it is yours to arrange."))
    edit.page.follows = None
    return edit.record("detach_page")


@transaction.atomic
def update_follower(*, page_id: int) -> None:
    """Brings a page that follows to the newest edition. Nothing on it was placed by hand, so nothing is lost."""
    behind = pages_behind().select_for_update(of=("self",), no_key=True).select_related("owner")
    page = behind.filter(pk=page_id).first()
    if page is None or page.owner is None or page.follows is None:
        return
    edition = page.follows.editions.get(version=page.follows.version)
    edit = Edit(page.owner, page)
    snapshots.apply(edition.layout, edit.layout)
    page.follows_version = edition.version
    page.save(update_fields=["follows_version"])
    edit.record("follow_template", is_by_hand=False)


def pages_behind() -> QuerySet[Page]:
    """Pages that follow a template and do not show its newest edition. A withdrawn template changes no page."""
    live = Page.objects.filter(removed_at=None, follows__withdrawn_at=None)
    return live.filter(follows_version__lt=F("follows__version"))


def check_right(user: User) -> None:
    if not user.has_perm(RIGHT):
        raise NotAllowed


@transaction.atomic
def _take(user: User, template_id: int, *, is_followed: bool) -> Change:
    pages = lock_pages(user)
    template = or_not_found(PageTemplate.objects.filter(pk=template_id, withdrawn_at=None).first())
    edition = template.editions.get(version=template.version)
    page = Page(title=template.title, icon=template.icon, colour=template.colour)
    page.position = max((other.position for other in pages), default=-1) + 1
    if is_followed:
        page.follows, page.follows_version = template, edition.version
    return put_new(user, pages, page, edition.layout)


def _for_everybody(page: Page) -> set[int]:
    """Its panels but for those with a picture that the editor uploaded: only its owner can see that."""
    panels = [panel for section in shown_sections(page.pk) for column in section.columns for panel in column]
    return {panel.id for panel in panels if not upload_of(panel)}


def _publish(user: User, template: PageTemplate, page: Page) -> TemplateEdition:
    layout = snapshots.take(page, only=_for_everybody(page))
    last = template.editions.first()
    if not any(snapshots.panels_of(layout)):
        raise Refused(_("There is nothing on this page yet. Put something on it first."))
    if last is not None and last.layout == layout:
        raise Refused(_("Nothing on the page has changed since the last edition."))
    template.version += 1
    template.save()
    edition: TemplateEdition = template.editions.create(version=template.version, layout=layout, author=user)
    after_commit(asking.update_followers_soon)
    return edition


def _own_page(user: User, page_id: int) -> Page:
    """That is not itself one that follows: an edition is made by hand."""
    page = or_not_found(Page.objects.filter(owner=user, removed_at=None, pk=page_id).first())
    if page.follows_id:
        raise Refused(_("This page follows a template. Detach it first: then it is yours to arrange."))
    return page


def _locked(template_id: int) -> PageTemplate:
    return or_not_found(PageTemplate.objects.select_for_update().filter(pk=template_id).first())
