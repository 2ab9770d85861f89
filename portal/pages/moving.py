"""Moving and copying panels as plain forms, and the page that asks where to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell
from portal.pages import selectors, services
from portal.pages.edits import edit, number_of, version_of
from portal.pages.finding import find_panel, name_of
from portal.pages.models import Page


@edit
def move_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    return services.move_panel(
        user=user,
        panel_id=panel_id,
        version=version_of(request),
        section_id=number_of(request, "section") or 0,
        column=number_of(request, "column") or 0,
        position=number_of(request, "position") or 0,
    ).page


@edit
def shift_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    direction: Any = request.POST.get("direction", "")
    return services.shift_panel(user=user, panel_id=panel_id, version=version_of(request), direction=direction).page


@edit
def send_panel(request: HttpRequest, user: User, panel_id: int) -> None:
    target = number_of(request, "page_id") or 0
    change = services.send_panel(user=user, panel_id=panel_id, version=version_of(request), page_id=target)
    if change.panel is not None:
        words = _("Moved to “%(page)s”.") % {"page": change.panel.section.page.title}
        tell(request, words, undo=reverse("page_undo", args=[change.page.pk]))


@edit
def copy_panel(request: HttpRequest, user: User, panel_id: int) -> None:
    target = number_of(request, "page_id") or 0
    change = services.copy_panel(user=user, panel_id=panel_id, version=version_of(request), page_id=target)
    tell(request, _("Copied to “%(page)s”.") % {"page": change.page.title})


@require_safe
def choose_page(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Asks for the page that a panel shall be moved or copied to."""
    user = request.user if isinstance(request.user, User) else None
    try:
        panel = find_panel(user, panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    context = {
        "panel": panel,
        "title": name_of(panel),
        "here": panel.section.page,
        "pages": selectors.pages_of(user, translation.get_language() or "en"),
        "editing": "edit" in request.GET,
    }
    response = render(request, "panel_elsewhere.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response
