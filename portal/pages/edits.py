"""Every change to a page as a plain form: one POST, one service, and back to the page with a word about it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound, PortalError, StaleVersion
from portal.notices import tell, warn, warn_gone
from portal.pages import services
from portal.pages.finding import find_panel, in_hand, was_mine
from portal.pages.models import Page
from portal.pages.past import history
from portal.pages.services.changes import Change
from portal.pages.services.sources import refresh_source

#: Lists with forms that lead back to them, by the names of their addresses.
LISTS = {"pages", "templates"}
P = ParamSpec("P")
Edit: TypeAlias = Callable[Concatenate[HttpRequest, User, P], Page | None]


def edit(change: Edit[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view from a function that changes something and answers the page to show next.

    Takes only POST; a visitor becomes a guest by it. What was refused is said above the page as it is now.
    """

    @require_POST
    @wraps(change)
    def view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            page = change(request, guests.ensure_person(request), *args, **kwargs)
        except NotFound as error:
            if not was_mine(request.user, kwargs):
                raise Http404(str(error)) from None
            warn_gone(request)
            page = None
        except StaleVersion as error:
            refuse_stale(request)
            page = error.page
        except PortalError as error:
            warn(request, str(error))
            page = None
        return redirect(address_of(request, page, in_hand(request.user, kwargs)))

    return view


def refuse_stale(request: HttpRequest) -> None:
    warn(
        request,
        _("This page changed on another device. Here is how it looks now; your change was not made."),
    )


def address_of(request: HttpRequest, page: Page | None, part: str = "") -> str:
    """Where to go after a change: the list that it came from, the page, or the page that the form came from.

    Edit mode stays on, and without a script the part of the page in view that was in hand.
    """
    if request.POST.get("back") in LISTS:
        return reverse(request.POST["back"])
    slug = page.slug if page and not page.removed_at else slug_sent(request)
    address = reverse("home") if not slug or (page and page.is_home) else reverse("page", args=[slug])
    return f"{address}{'?edit=1' if request.POST.get('edit') else ''}{f'#{part}' if part else ''}"


def panel_of(change: Change) -> str:
    """The id of its element, for `address_of`: a visitor's first change gave the panel another number."""
    return f"panel-{change.panel.pk}" if change.panel else ""


def slug_sent(request: HttpRequest) -> str:
    """Of the page that the form came from; empty where that is gone, or no page: anything may be sent."""
    slug, user = request.POST.get("page", ""), request.user
    if "/" in slug or "\0" in slug:
        return ""
    theirs = Page.objects.filter(owner=user.pk, slug=slug, removed_at=None, is_archived=False)
    return slug if user.is_anonymous or theirs.exists() else ""


def version_of(request: HttpRequest) -> int | None:
    return number_of(request, "version")


def number_of(request: HttpRequest, name: str) -> int | None:
    """A whole number that was sent, or None; nonsense is treated as not sent."""
    return number(request.POST.get(name) or request.GET.get(name) or "")


def number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


@edit
def collapse_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    collapsed = bool(request.POST.get("collapsed"))
    return services.update_panel(user=user, panel_id=panel_id, version=version_of(request), collapsed=collapsed).page


@edit
def act_on_panel(request: HttpRequest, user: User, panel_id: int, verb: str) -> Page:
    """A form or button in the body of a panel; what can be done, its type knows."""
    change, words = services.act_on_panel(user=user, panel_id=panel_id, verb=verb, data=request.POST.dict())
    if words:
        tell(request, words, undo=reverse("page_undo", args=[change.page.pk]))
    return change.page


@edit
def refresh_panel(request: HttpRequest, user: User, panel_id: int) -> None:
    """Asks the worker to look at once; the page hears of it when there is news."""
    panel = find_panel(user, panel_id)
    for source_id in panel.sources.values_list("pk", flat=True):
        refresh_source(user=user, source_id=source_id)
    tell(request, _("Looking for news. It appears here when there is some."))


@edit
def remove_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    change = services.remove_panel(user=user, panel_id=panel_id, version=version_of(request))
    restored_by = reverse("panel_restore", args=[change.panel.pk if change.panel else panel_id])
    tell(request, _("Removed."), undo=restored_by)
    return change.page


@edit
def restore_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    page = services.restore_panel(user=user, panel_id=panel_id, version=None).page
    tell(request, _("It is back on “%(page)s”.") % {"page": page.title})
    return page


@edit
def remove_page(request: HttpRequest, user: User, page_id: int) -> Page:
    change = services.remove_page(user=user, page_id=page_id, version=None)
    tell(
        request,
        _("“%(page)s” is removed.") % {"page": change.page.title},
        undo=reverse("page_restore", args=[change.page.pk]),
    )
    return change.page


@edit
def restore_page(request: HttpRequest, user: User, page_id: int) -> Page:
    return services.restore_page(user=user, page_id=page_id).page


@edit
def undo(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.undo(user=user, page_id=page_id, version=version_of(request)).page
    tell(request, history.newest_words(page), undo=reverse("page_redo", args=[page.pk]))
    return page


@edit
def redo(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.redo(user=user, page_id=page_id, version=version_of(request)).page
    tell(request, history.newest_words(page), undo=reverse("page_undo", args=[page.pk]))
    return page


@edit
def add_section(request: HttpRequest, user: User, page_id: int) -> Page:
    return services.add_section(
        user=user,
        page_id=page_id,
        version=version_of(request),
        layout=request.POST.get("layout", "3"),
        position=number_of(request, "position"),
    ).page


@edit
def update_section(request: HttpRequest, user: User, section_id: int) -> Page:
    return services.update_section(
        user=user,
        section_id=section_id,
        version=version_of(request),
        layout=request.POST.get("layout"),
        title=request.POST.get("title"),
    ).page


@edit
def collapse_section(request: HttpRequest, user: User, section_id: int) -> Page:
    folded = bool(request.POST.get("collapsed"))
    return services.update_section(user=user, section_id=section_id, version=version_of(request), collapsed=folded).page


@edit
def move_section(request: HttpRequest, user: User, section_id: int) -> Page:
    position = number_of(request, "position") or 0
    return services.move_section(user=user, section_id=section_id, version=version_of(request), position=position).page


@edit
def remove_section(request: HttpRequest, user: User, section_id: int) -> Page:
    page = services.remove_section(user=user, section_id=section_id, version=version_of(request)).page
    tell(request, _("The section is removed."), undo=reverse("page_undo", args=[page.pk]))
    return page
