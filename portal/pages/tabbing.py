"""Putting panels into tabs as plain forms, and the page that asks with which."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell
from portal.pages import selectors, services
from portal.pages.drawing import request_for, viewer_of
from portal.pages.edits import edit, number_of, version_of
from portal.pages.finding import find_panel
from portal.pages.layout import tab_runs
from portal.pages.models import Page
from portal.pages.selectors import ShownPanel
from portal.pages.views import person, private
from widgets.rendering import render_many


@require_safe
def choose_tabs(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Asks beside which panel of the page this one shall be a tab."""
    user = person(request)
    try:
        panel = find_panel(user, panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    here = panel.section.page
    columns = [column for section in selectors.shown_sections(here.pk) for column in section.columns]
    shown = [each for column in columns for each in column]
    drawn = render_many([request_for(each) for each in shown], viewer_of(user, request.LANGUAGE_CODE))[0]
    names = {each.id: each.title or body.title for each, body in zip(shown, drawn, strict=True)}
    runs = [run for column in columns for run in tab_runs(column)]
    context = {
        "panel": panel,
        "title": names[panel.pk],
        "here": here,
        "places": [_place(run, names) for run in runs if panel.pk not in {each.id for each in run}],
        "editing": "edit" in request.GET,
    }
    return private(render(request, "panel_tabs.html", context))


def _place(run: list[ShownPanel], names: dict[int, str]) -> dict[str, object]:
    return {"id": run[0].id, "kind": run[0].kind, "names": [names[each.id] for each in run]}


@edit
def tab_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    into = number_of(request, "into") or 0
    page = services.tab_panel(user=user, panel_id=panel_id, version=version_of(request), into=into).page
    tell(request, _("The two are tabs now."), undo=reverse("page_undo", args=[page.pk]))
    return page


@edit
def untab_panel(request: HttpRequest, user: User, panel_id: int) -> Page:
    return services.untab_panel(user=user, panel_id=panel_id, version=version_of(request)).page
