"""A shared page for strangers, and the owner's side of the door."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from portal.accounts import guests
from portal.errors import NotFound, PortalError
from portal.live import tokens
from portal.notices import tell, warn
from portal.pages import selectors
from portal.pages.drawing import viewer_of
from portal.pages.edits import address_of, number
from portal.pages.finding import find_page
from portal.pages.models import Page
from portal.pages.sharing import consent, links, services, shown
from portal.pages.sharing.forms import ShareForm
from portal.pages.sharing.models import Share
from portal.pages.views import person, private
from portal.problems import problem_page

# --- For who comes through the door ---


@require_safe
def show_shared(request: HttpRequest, name: str) -> HttpResponse:
    share = open_door(name)
    if isinstance(share, HttpResponse):
        return share
    page = shown.shown_share(share, name, viewer(request))
    token = tokens.sign(None, page.source_ids, share.pk)
    context = {"share": share, "name": name, "page": page, "live_token": token}
    return guarded(render(request, "shared.html", context), share)


@require_safe
def show_shared_panel(request: HttpRequest, name: str, panel_id: int) -> HttpResponse:
    """One panel as a fragment, for the shared page that is open."""
    share = open_door(name)
    if isinstance(share, HttpResponse):
        return share
    try:
        panel, drawn = shown.shown_panel(share, name, viewer(request), panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    return guarded(render(request, "shared_panel.html", {"shown": panel, "drawn": drawn}), share)


@require_safe
def read_shared(request: HttpRequest, name: str, item_id: int) -> HttpResponse:
    share = open_door(name)
    if isinstance(share, HttpResponse):
        return share
    try:
        item = shown.item_of(share, item_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    text = Markup(item.content) if item.content else item.summary  # noqa: S704  (sanitized before it was stored)
    return guarded(
        render(request, "shared_read.html", {"share": share, "name": name, "item": item, "text": text}), share
    )


@require_http_methods(["GET", "HEAD", "POST"])
def copy_shared(request: HttpRequest, name: str) -> HttpResponse:
    share = open_door(name)
    if isinstance(share, HttpResponse):
        return share
    if request.method != "POST":
        response = render(request, "shared_copy.html", {"share": share, "name": name})
        response["X-Robots-Tag"] = "noindex"
        return private(response)
    try:
        page = services.copy_shared(user=guests.ensure_person(request), name=name).page
    except PortalError as error:
        warn(request, str(error))
        return redirect("shared", name)
    tell(request, _("“%(page)s” is yours now.") % {"page": page.title}, undo=reverse("page_remove", args=[page.pk]))
    return redirect(address_of(request, page))


def open_door(name: str) -> Share | HttpResponse:
    """The share, or a calm word where there is none (any more)."""
    try:
        return services.find_share(name)
    except NotFound:
        words = _("Its owner may have taken the link back, or it was mistyped. Ask them for a new one.")
        heading = _("This page is not shared any more")
        return guarded(problem_page(404, heading, words), None)


def guarded(response: HttpResponse, share: Share | None) -> HttpResponse:
    """The address of a link is a secret: it is not told to the sites that the page links to, nor to search engines."""
    response["Referrer-Policy"] = "no-referrer"
    if share is None or not share.is_public:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return private(response)


def viewer(request: HttpRequest) -> Any:
    return viewer_of(person(request), translation.get_language() or "en")


# --- For the owner ---


@require_http_methods(["GET", "HEAD", "POST"])
def share_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Both doors of a page: what others see, open, change, close."""
    try:
        page = find_page(person(request), page_id)
        form = ShareForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            share = services.share_page(
                user=guests.ensure_person(request),
                page_id=page.pk,
                is_public=form.cleaned_data["door"] == "public",
                opened=[
                    panel_id for value in request.POST.getlist("opened") if (panel_id := number(value)) is not None
                ],
                may_copy=form.cleaned_data["may_copy"],
                byline=form.cleaned_data["byline"],
                description=form.cleaned_data["description"],
            )
            tell(request, _("Kept. This is what others see from now on."))
            return redirect("page_share", share.page_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        form.add_error(None, str(error))
    return share_form(request, page, form)


def share_form(request: HttpRequest, page: Page, form: ShareForm) -> HttpResponse:
    sections = selectors.shown_sections(page.pk)
    panels = [panel for section in sections for column in section.columns for panel in column]
    guard = consent.Guard.over(panels)
    doors = {share.is_public: share for share in page.shares.filter(revoked_at=None)} if page.owner_id else {}
    context = {
        "page": page,
        "form": form,
        "panels": [(panel, guard.reason(panel)) for panel in panels],
        "doors": [door_context(request, "link", doors.get(False)), door_context(request, "public", doors.get(True))],
    }
    return private(render(request, "share.html", context, status=422 if form.errors else 200))


def door_context(request: HttpRequest, kind: str, share: Share | None) -> dict[str, Any]:
    name = links.name_of(share) if share else ""
    address = request.build_absolute_uri(reverse("shared", args=[name])) if name else ""
    return {"kind": kind, "share": share, "address": address, "opened": set(share.opened) if share else set()}


@require_POST
def renew_link(request: HttpRequest, share_id: int) -> HttpResponse:
    share = owned(lambda: services.renew_link(user=guests.ensure_person(request), share_id=share_id))
    tell(request, _("Here is a new link. The old one opens nothing any more."))
    return redirect("page_share", share.page_id)


@require_POST
def revoke_share(request: HttpRequest, share_id: int) -> HttpResponse:
    user = guests.ensure_person(request)
    share = owned(lambda: services.revoke_share(user=user, share_id=share_id))
    tell(request, _("It is closed. Nobody else sees this page through it any more."))
    return redirect("page_share", share.page_id) if share.page.owner_id == user.pk else redirect("gallery")


def owned(act: Any) -> Share:
    try:
        share: Share = act()
    except NotFound as error:
        raise Http404(str(error)) from None
    return share
