"""Adding to a page: an entry of the catalogue, a kind of one's own making, or what an address leads to."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, PortalError
from portal.notices import tell
from portal.pages import browsing, catalogue, looking, services, settable
from portal.pages.configuring import is_redraw, preview_for
from portal.pages.edits import address_of, number_of, panel_of
from portal.pages.finding import find_page_by_slug
from portal.pages.previewing import named_settings
from portal.pages.services import Change
from portal.pages.views import private
from widgets import configuration, registry
from widgets.base import WidgetType
from widgets.models import CatalogueEntry


@require_http_methods(["GET", "HEAD", "POST"])
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """What can be added; `?url=` asks about one address. A POST adds by address; what it refuses is said beside it."""
    if request.method != "POST":
        return looking.show_look(request) if "url" in request.GET else browsing.show(request)
    try:
        return added(request)
    except NotFound as gone:
        raise Http404(str(gone)) from None
    except PortalError as refused:
        return browsing.show(request, error=said(refused), address=request.POST.get("address", ""), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """A link from elsewhere shows the entry with a preview and its settings; only a POST adds it."""
    try:
        entry = catalogue.entry(slug)
    except NotFound as error:
        raise Http404(str(error)) from None
    if request.method == "POST" and not is_redraw(request):
        return place_entry(request, entry)
    return offer_page(request, registry.find(entry.kind), entry)


def place_entry(request: HttpRequest, entry: CatalogueEntry) -> HttpResponse:
    try:
        user = guests.ensure_person(request)
        change = services.add_from_catalogue(
            user=user, slug=entry.slug, settings=sent_settings(request), **where(request, user)
        )
    except PortalError as refused:
        return offer_page(request, registry.find(entry.kind), entry, refused=refused)
    return to_new_panel(request, change)


@require_http_methods(["GET", "HEAD", "POST"])
def add_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """A panel of one's own making: its settings beside a preview."""
    widget = registry.find(kind)
    if widget is None:
        raise Http404
    if request.method != "POST" or is_redraw(request):
        return offer_page(request, widget)
    try:
        user = guests.ensure_person(request)
        change = services.add_panel(
            user=user,
            kind=kind,
            settings=sent_settings(request) or named_settings(widget, request.POST),
            **where(request, user),
        )
    except PortalError as refused:
        return offer_page(request, widget, refused=refused)
    return to_new_panel(request, change)


def sent_settings(request: HttpRequest) -> QueryDict | None:
    """The settings that a form showed; None where there were none to choose from."""
    return request.POST if "configured" in request.POST else None


def offer_page(
    request: HttpRequest,
    widget: WidgetType | None,
    entry: CatalogueEntry | None = None,
    refused: PortalError | None = None,
) -> HttpResponse:
    """One thing of the catalogue: what it is, its settings, how it will look, and a button."""
    base = settable.base_of(widget, entry.settings if entry else None) if widget else {}
    form, fault = offer_form(request, widget, entry, base)
    faults = form.non_field_errors() if form is not None else []
    if refused and not (form is not None and form.errors):
        fault = said(refused)
    context = {
        "entry": entry,
        "kind": widget.kind if widget else "",
        "title": entry.shown_title if entry else widget.title if widget else "",
        "description": entry.shown_description if entry else widget.description if widget else "",
        "own": settable.settings_of(form, base) if form is not None else [],
        "form_faults": faults,
        "fault": fault,
        "preview": preview_for(request, widget, form) if widget and form is not None else None,
        "place": browsing.place_of(request),
        "address": reverse("add_entry", args=[entry.slug]) if entry else request.path,
    }
    return private(render(request, "offer.html", context, status=422 if refused else 200))


def offer_form(
    request: HttpRequest, widget: WidgetType | None, entry: CatalogueEntry | None, base: Mapping[str, Any]
) -> tuple[Any, str]:
    if widget is None:
        return None, _("The widget for this is not installed here.")
    data = settable.reset(widget, request.POST, base) if "configured" in request.POST else None
    return configuration.form(widget, data, base if entry else {**base, **named_settings(widget, request.GET)}), ""


def said(refused: PortalError) -> str:
    if not isinstance(refused, InvalidSettings):
        return str(refused)
    return " ".join(line for lines in refused.errors.values() for line in lines)


def added(request: HttpRequest) -> HttpResponse:
    user = guests.ensure_person(request)
    if kind := request.POST.get("kind", ""):
        change = services.add_panel(user=user, kind=kind, settings={}, **where(request, user))
    else:
        address = request.POST.get("address", "").strip()
        change = services.add_panel(user=user, kind="feed", settings={"url": address}, **where(request, user))
    return to_new_panel(request, change)


def to_new_panel(request: HttpRequest, change: Change) -> HttpResponse:
    panel_id = change.panel.pk if change.panel else None
    tell(
        request,
        _("Added to “%(page)s”.") % {"page": change.page.title},
        undo=reverse("panel_remove", args=[panel_id]) if panel_id else "",
    )
    return redirect(address_of(request, change.page, panel_of(change)))


def where(request: HttpRequest, user: User) -> dict[str, Any]:
    """Page, section and column for something new, as the services take them."""
    page = find_page_by_slug(user, request.POST.get("page", ""))
    return {
        "page_id": page.pk,
        "version": None,
        "section_id": number_of(request, "section"),
        "column": number_of(request, "column"),
        "position": None,
    }
