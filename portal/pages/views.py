"""Shows a page, one of its panels, and the forms for a panel's settings and a page's name."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, PortalError, StaleVersion
from portal.live import tokens
from portal.notices import tell
from portal.pages import frames, selectors, services
from portal.pages.edits import address_of, refuse_stale
from portal.pages.finding import find_page, find_panel
from portal.pages.forms import FrameForm, PageForm
from portal.pages.models import Page, Panel, Section
from portal.pages.selectors import ShownPanel
from portal.reading import fragment
from widgets import configuration, registry
from widgets.base import Viewer
from widgets.rendering import RenderRequest, render_many


@require_safe
def show(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """The page: the person with the session, tabs, layout, one cache read; a query more when something is missing."""
    user, language = person(request), translation.get_language() or "en"
    try:
        page = selectors.shown_page(user, slug, language)
    except NotFound as error:
        raise Http404(str(error)) from None
    panels = list(page.panels())
    key = fragment.key_for(user, language)
    bodies, extras = render_many([request_for(panel) for panel in panels], viewer_of(user, language), [key])
    drawn = {panel.id: body for panel, body in zip(panels, bodies, strict=True)}
    editing = "edit" in request.GET
    context = {
        "page": page,
        "drawn": drawn,
        "heads": frames.draw_heads(panels, drawn, editing, [tab for tab in page.tabs if tab.id != page.id]),
        "has_panels": bool(panels),
        "editing": editing,
        "layouts": Section.Layout.choices,
        "shows_for_you": settings.PERSONALIZATION and (user is None or user.wants_suggestions),
        "for_you": extras.get(key),
        "live_token": tokens.sign(user.pk if user else None, (row.id for panel in panels for row in panel.sources)),
    }
    return private(render(request, "page.html", context))


@require_safe
def show_panel(request: HttpRequest, panel_id: int) -> HttpResponse:
    """One panel as a fragment, for the page that is open."""
    user, language = person(request), translation.get_language() or "en"
    try:
        panel = selectors.panel_for(user, panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    (drawn,), _extras = render_many([request_for(panel)], viewer_of(user, language))
    heads = frames.draw_heads([panel], {panel.id: drawn}, "edit" in request.GET)
    context = {"shown": panel, "drawn": drawn, "head": heads[panel.id]}
    return private(render(request, "panel.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def panel_settings(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Heading, colour and the widget's own settings; refused input comes back as it was typed."""
    try:
        panel = find_panel(person(request), panel_id)
        if request.method == "POST":
            return save_settings(request, panel)
    except NotFound as error:
        raise Http404(str(error)) from None
    except StaleVersion as error:
        refuse_stale(request)
        return redirect(address_of(request, error.page))
    version = panel.section.page.version
    frame = FrameForm(initial={"title": panel.title, "colour": panel.colour, "version": version})
    return settings_page(request, panel, frame, own_form(panel))


def save_settings(request: HttpRequest, panel: Panel) -> HttpResponse:
    frame, own = FrameForm(request.POST), own_form(panel, request.POST)
    if not frame.is_valid():
        return settings_page(request, panel, frame, own, status=422)
    try:
        change = services.update_panel(
            user=guests.ensure_person(request),
            panel_id=panel.pk,
            version=frame.cleaned_data["version"],
            settings=request.POST if own is not None else None,
            title=frame.cleaned_data["title"],
            colour=frame.cleaned_data["colour"],
        )
    except InvalidSettings as error:
        for line in error.errors.get("__all__", []):
            frame.add_error(None, line)
        return settings_page(request, panel, frame, own, status=422)
    tell(request, _("Kept."))
    return redirect(address_of(request, change.page))


def own_form(panel: Panel, data: Any = None) -> Any:
    """The widget's settings as a form; None where its package is not installed any more."""
    widget = registry.find(panel.kind)
    if widget is None:
        return None
    return configuration.form(widget, data, configuration.upgrade(widget, panel.settings, panel.settings_version))


def settings_page(request: HttpRequest, panel: Panel, frame: FrameForm, own: Any, status: int = 200) -> HttpResponse:
    widget = registry.find(panel.kind)
    context = {
        "panel": panel,
        "frame": frame,
        "own": own,
        "kind_title": widget.title if widget else panel.kind,
        "back": panel.section.page.slug,
    }
    return private(render(request, "panel_settings.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = services.create_page(user=guests.ensure_person(request), colour="", **form.cleaned_data)
        except PortalError as error:
            form.add_error(None, str(error))
        else:
            return redirect(address_of(request, change.page))
    status = 422 if form.errors else 200
    return private(render(request, "page_form.html", {"form": form, "page": None}, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: HttpRequest, page_id: int) -> HttpResponse:
    try:
        page = find_page(person(request), page_id)
        form = PageForm(request.POST or None, initial={"title": page.title, "icon": page.icon})
        if request.method == "POST" and form.is_valid():
            return redirect(address_of(request, renamed(request, page, form)))
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        form.add_error(None, str(error))
    status = 422 if form.errors else 200
    return private(render(request, "page_form.html", {"form": form, "page": page}, status=status))


def renamed(request: HttpRequest, page: Page, form: PageForm) -> Page:
    user = guests.ensure_person(request)
    is_home = True if request.POST.get("is_home") else None
    return services.update_page(user=user, page_id=page.pk, version=None, is_home=is_home, **form.cleaned_data).page


def person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def viewer_of(user: User | None, language: str) -> Viewer:
    return user.as_viewer() if user else Viewer(language=language)


def request_for(panel: ShownPanel) -> RenderRequest:
    return RenderRequest(panel.kind, panel.settings, panel.settings_version, panel.sources)


def private(response: HttpResponse) -> HttpResponse:
    """Never kept by a shared cache; the browser may go back to it, after asking."""
    response["Cache-Control"] = "private, no-cache"
    return response
