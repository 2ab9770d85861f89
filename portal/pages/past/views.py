"""The pages that show history and trash, and what is done there as plain forms."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell, warn_gone
from portal.pages import services
from portal.pages.drawing import request_for, viewer_of
from portal.pages.edits import edit, version_of
from portal.pages.finding import find_page
from portal.pages.models import Page
from portal.pages.past import history
from portal.pages.past.trash import list_removed
from portal.pages.selectors import ShownSection
from portal.pages.still import without_controls
from portal.pages.views import person, private
from widgets.rendering import render_many


@require_safe
def show_history(request: HttpRequest, page_id: int) -> HttpResponse:
    page = own_page(request, page_id)
    return private(render(request, "history.html", {"page": page, "entries": history.entries_of(page)}))


@require_safe
def show_revision(request: HttpRequest, page_id: int, version: int) -> HttpResponse:
    """The page as it was, only to look at, with what its panels show now."""
    page = own_page(request, page_id)
    try:
        revision = history.find_revision(page, version)
    except NotFound as error:
        raise Http404(str(error)) from None
    sections = history.sections_of(revision)
    context = {
        "page": page,
        "revision": revision,
        "title": revision.layout["title"],
        **drawn_still(request, sections),
        "earlier": page.revisions.filter(version__lt=version).first(),
        "later": page.revisions.filter(version__gt=version).last(),
    }
    return private(render(request, "history_page.html", context))


def drawn_still(request: HttpRequest, sections: list[ShownSection]) -> dict[str, Any]:
    """What a template needs to show these sections as something to look at."""
    panels = [panel for section in sections for column in section.columns for panel in column]
    viewer = viewer_of(person(request), translation.get_language() or "en")
    bodies, _extras = render_many([request_for(panel) for panel in panels], viewer)
    drawn = zip(panels, bodies, strict=True)
    return {
        "sections": sections,
        "kinds": sorted({panel.kind for panel in panels}),
        "drawn": {panel.id: replace(body, html=without_controls(body.html)) for panel, body in drawn},
    }


@edit
def restore_revision(request: HttpRequest, user: User, page_id: int, version: int) -> Page:
    page = services.restore_revision(user=user, page_id=page_id, revision=version, version=version_of(request)).page
    tell(request, _("The page is as it was then."), undo=reverse("page_undo", args=[page.pk]))
    return page


@require_safe
def show_trash(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {"removed": list_removed(user) if user else [], "keep_days": settings.KEEP_REMOVED.days}
    return private(render(request, "trash.html", context))


@require_POST
def delete_for_good(request: HttpRequest, what: str, row_id: int) -> HttpResponse:
    """Only what is in the trash; there is no way back from here."""
    user, delete = person(request), _deletions.get(what)
    if user is None or delete is None:
        raise Http404
    try:
        delete(user, row_id)
    except NotFound:
        warn_gone(request)
    else:
        tell(request, _("Deleted for good."))
    return redirect("trash")


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    user = person(request)
    count = services.empty_trash(user=user) if user else 0
    words = ngettext("%(count)d thing is deleted for good.", "%(count)d things are deleted for good.", count)
    tell(request, words % {"count": count})
    return redirect("trash")


@edit
def restore_section(request: HttpRequest, user: User, section_id: int) -> Page:
    page = services.restore_section(user=user, section_id=section_id).page
    tell(request, _("The section is back on “%(page)s”.") % {"page": page.title})
    return page


def own_page(request: HttpRequest, page_id: int) -> Page:
    """Templates have a history too, but it is not for everybody."""
    user = person(request)
    try:
        if user is None:
            raise NotFound
        return find_page(user, page_id)
    except NotFound as error:
        raise Http404(str(error)) from None


_deletions = {
    "panel": lambda user, pk: services.delete_panel(user=user, panel_id=pk),
    "section": lambda user, pk: services.delete_section(user=user, section_id=pk),
    "page": lambda user, pk: services.delete_page(user=user, page_id=pk),
}
