"""Forms that call items read, many at once, and what was opened lately."""

from collections.abc import Collection
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.notices import tell
from portal.pages import services as pages
from portal.pages.edits import edit, number_of
from portal.pages.finding import find_page, find_panel
from portal.pages.models import Page
from portal.pages.views import person, private
from portal.reading.selectors import source_ids_of
from portal.reading.state import selectors, services

OLD = timedelta(days=1)
SHOWN_AT_MOST = 200


@edit
def read_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    panel = find_panel(user, panel_id)
    sweep(request, user, set(panel.sources.values_list("pk", flat=True)))
    return panel.section.page


@edit
def read_page(request: HttpRequest, user: User, page_id: int) -> Page:
    page = find_page(user, page_id)
    sweep(request, user, set(source_ids_of(page)))
    return page


def sweep(request: HttpRequest, user: User, source_ids: Collection[int]) -> None:
    """All of these sources, or with `older` what is older than a day; said with a way back."""
    before = timezone.now() - OLD if request.POST.get("older") else None
    made = services.sweep(user=user, source_ids=source_ids, before=before)
    if made is None:
        tell(request, _("All of this was read already."))
    else:
        tell(request, _("Marked as read."), undo=reverse("sweep_undo", args=[made.pk]))


@edit
def undo_sweep(request: HttpRequest, user: User, sweep_id: int) -> None:
    services.undo_sweep(user=user, sweep_id=sweep_id)
    tell(request, _("Unread again, as it was."))


@edit
def show_unread_only(request: HttpRequest, user: User, panel_id: int) -> Page:
    wanted = bool(request.POST.get("unread_only"))
    return pages.update_panel(user=user, panel_id=panel_id, version=None, unread_only=wanted).page


@require_safe
def show_opened(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "opened": selectors.opened_marks(user)[:SHOWN_AT_MOST] if user else [],
        "keeps_opened": user is not None and user.keeps_opened,
    }
    return private(render(request, "opened.html", context))


@require_POST
def forget_opened(request: HttpRequest) -> HttpResponse:
    """All of it, or one item."""
    services.forget_opened(user=guests.ensure_person(request), item_id=number_of(request, "item"))
    tell(request, _("Forgotten."))
    return redirect("opened")
