"""Templates: the pages of nobody, which everybody sees first and nobody changes but the editors."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Page, Panel, Section
from portal.pages.services.changes import announce_tabs
from portal.pages.services.pages import lock_pages
from portal.pages.services.sources import begin_following


def choose(pages: Iterable[Page], language: str) -> list[Page]:
    """The templates in this language, or else in its base language, in the site's own, or for everybody."""
    by_language: dict[str, list[Page]] = {}
    for page in pages:
        by_language.setdefault(page.language, []).append(page)
    wanted = (language, language.partition("-")[0], settings.LANGUAGE_CODE, "")
    return next((by_language[code] for code in wanted if code in by_language), [])


@transaction.atomic
def give_pages(user: User, language: str) -> None:
    """Copies the templates for a person who has no page yet; where there are none, an empty page."""
    # Without a lock first: after the first time this is the answer, before each change.
    if Page.objects.filter(owner=user, removed_at=None).exists() or lock_pages(user):
        return
    templates = choose(Page.objects.filter(owner=None, removed_at=None), language)
    for template in templates:
        copy_page(template, user)
    if not templates:
        Section.objects.create(page=Page.objects.create(owner=user, title="Home", slug="home", is_home=True))


@transaction.atomic
def begin_again(user: User, language: str) -> None:
    """Puts all pages that the person has into the trash, and gives what everybody sees first."""
    mine = [page.pk for page in lock_pages(user)]
    Page.objects.filter(pk__in=mine).update(removed_at=timezone.now(), is_home=False)
    give_pages(user, language)
    announce_tabs(user.pk)


def copy_page(template: Page, owner: User) -> Page:
    """The same page for this person, at the same version: what was sent about the template fits the copy."""
    page = Page.objects.create(
        owner=owner,
        copied_from=template,
        title=template.title,
        slug=template.slug,
        icon=template.icon,
        colour=template.colour,
        look=template.look,
        position=template.position,
        is_home=template.is_home,
        language=template.language,
        version=template.version,
    )
    originals = list(template.sections.filter(removed_at=None))
    copies = Section.objects.bulk_create(_section_copy(section, page) for section in originals)
    _copy_panels({original.pk: copy for original, copy in zip(originals, copies, strict=True)})
    return page


def _copy_panels(sections: dict[int, Section]) -> None:
    """Copies the panels of the original sections (by id) into their copies, with their sources."""
    originals = list(Panel.objects.filter(section__in=sections, removed_at=None).prefetch_related("sources"))
    copies = Panel.objects.bulk_create(_panel_copy(panel, sections[panel.section_id]) for panel in originals)
    _link_sources(originals, copies)


def _link_sources(originals: Sequence[Panel], copies: Sequence[Panel]) -> None:
    link = Panel.sources.through
    link.objects.bulk_create(
        link(panel_id=copy.pk, source_id=source.pk)
        for original, copy in zip(originals, copies, strict=True)
        for source in original.sources.all()
    )
    begin_following(copy.pk for copy in copies)


def _section_copy(section: Section, page: Page) -> Section:
    return Section(
        page=page,
        copied_from=section,
        title=section.title,
        layout=section.layout,
        position=section.position,
        collapsed=section.collapsed,
    )


def _panel_copy(panel: Panel, section: Section) -> Panel:
    copy = panel.twin(section)
    copy.copied_from, copy.column, copy.position = panel, panel.column, panel.position
    return copy
