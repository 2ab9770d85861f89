"""Shows a page, one of its panels, and the form for a page's name."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound, PortalError
from portal.live import tokens
from portal.pages import arriving, drawing, ready, selectors, services
from portal.pages.edits import address_of
from portal.pages.finding import find_page
from portal.pages.forms import PageForm
from portal.pages.layout import tab_runs
from portal.pages.models import Page, Section
from portal.pages.selectors import ShownPage
from portal.reading import fragment


@require_safe
def show(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    user, language = person(request), translation.get_language() or "en"
    pages = arriving.pages_of(request, user, language)
    try:
        chosen = selectors.chosen(pages, slug)
    except NotFound as error:
        raise Http404(str(error)) from None
    return private(draw_page(request, user, language, selectors.lay_out(chosen, pages, user)))


def draw_page(request: HttpRequest, user: User | None, language: str, page: ShownPage) -> HttpResponse:
    """Layout, one cache read, and a query more when a body is missing there."""
    panels = list(page.panels())
    key = fragment.key_for(user, language)
    drawn = drawing.draw_panels(panels, user, language, [key])
    editing = "edit" in request.GET and not page.follows
    runs = [run for section in page.sections for column in section.columns for run in tab_runs(column)]
    tabs = {run[0].id: run for run in runs if len(run) > 1}
    context = {
        "page": page,
        "panel_tabs": {} if editing else tabs,
        "drawn": drawn.bodies,
        "heads": drawing.draw_heads(panels, drawn, editing, tabs),
        "has_panels": bool(panels),
        "editing": editing,
        "layouts": Section.Layout.choices,
        "shows_for_you": settings.PERSONALIZATION and (user is None or user.shows_for_you),
        "for_you_apart": settings.PERSONALIZATION and user is not None and user.shows_for_you_apart,
        "for_you": drawn.extras.get(key),
        "live_token": tokens.sign(user.pk if user else None, (row.id for panel in panels for row in panel.sources)),
    }
    drawn_page = render(request, "page.html", context)
    # A page that still has to ask for its suggestions would go on asking.
    if context["shows_for_you"] and key not in drawn.extras:
        return drawn_page
    return ready.may_be_kept(drawn_page, drawn.lasts_until)


@require_safe
def show_panel(request: HttpRequest, panel_id: int) -> HttpResponse:
    """One panel as a fragment, for the page that is open."""
    user, language = person(request), translation.get_language() or "en"
    try:
        panel = selectors.panel_for(user, panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    drawn = drawing.draw_panels([panel], user, language)
    heads = drawing.draw_heads([panel], drawn, "edit" in request.GET)
    context = {"shown": panel, "drawn": drawn.bodies[panel.id], "head": heads[panel.id]}
    return private(render(request, "panel.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = services.create_page(user=guests.ensure_person(request), **form.cleaned_data)
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
        form = PageForm(request.POST or None, initial={"title": page.title, "icon": page.icon, "colour": page.colour})
        if request.method == "POST" and form.is_valid():
            return redirect(address_of(request, renamed(request, page, form)))
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        form.add_error(None, str(error))
    status = 422 if form.errors else 200
    # Opened from the list of all pages, it leads back there.
    back = "pages" in (request.GET.get("back"), request.POST.get("back"))
    return private(render(request, "page_form.html", {"form": form, "page": page, "back": back}, status=status))


def renamed(request: HttpRequest, page: Page, form: PageForm) -> Page:
    user = guests.ensure_person(request)
    is_home = True if request.POST.get("is_home") else None
    return services.update_page(user=user, page_id=page.pk, version=None, is_home=is_home, **form.cleaned_data).page


def person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def private(response: HttpResponse) -> HttpResponse:
    """Never kept by a shared cache; the browser may go back to it, after asking."""
    response["Cache-Control"] = "private, no-cache"
    return response
