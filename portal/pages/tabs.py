"""All pages of a person in one list, the archived ones too, and what can be done with each as a plain form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.notices import tell
from portal.pages import selectors, services
from portal.pages.edits import edit, version_of
from portal.pages.models import Page
from portal.pages.views import person, private


@require_safe
def list_pages(request: HttpRequest) -> HttpResponse:
    user, language = person(request), translation.get_language() or "en"
    context = {
        "pages": selectors.pages_of(user, language),
        "archived": selectors.archived_pages(user),
    }
    return private(render(request, "pages.html", context))


@edit
def duplicate_page(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.duplicate_page(user=user, page_id=page_id).page
    tell(request, _("“%(page)s” is made.") % {"page": page.title}, undo=reverse("page_remove", args=[page.pk]))
    return page


@edit
def archive_page(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.archive_page(user=user, page_id=page_id, version=version_of(request)).page
    undo = reverse("page_restore", args=[page.pk])
    tell(request, _("“%(page)s” is archived. It is kept, and not a tab any more.") % {"page": page.title}, undo=undo)
    return page


@edit
def shift_page(request: HttpRequest, user: User, page_id: int) -> Page:
    steps = -1 if request.POST.get("direction") == "up" else 1
    return services.shift_page(user=user, page_id=page_id, steps=steps).page


@edit
def choose_home(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.update_page(user=user, page_id=page_id, is_home=True).page
    tell(request, _("“%(page)s” opens first now.") % {"page": page.title})
    return page
