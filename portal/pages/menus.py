"""What can be done with one panel, as a page: the menu of a panel for browsers that run no script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.errors import NotFound
from portal.pages import selectors
from portal.pages.finding import find_panel, name_of
from portal.pages.layout import tab_runs
from portal.pages.models import Panel
from portal.pages.views import person, private
from widgets.models import Item


@require_safe
def show_menu(request: HttpRequest, panel_id: int) -> HttpResponse:
    try:
        panel = find_panel(person(request), panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    sources = list(panel.sources.all())
    updated_at = min((source.fetched_at for source in sources if source.fetched_at), default=None)
    known = {"folded": panel.collapsed, "unfolded": not panel.collapsed, "tab": _is_tab(panel)}
    known |= {"sources": bool(sources), "updated": bool(updated_at), "unread": panel.unread_only}
    known["items"] = Item.objects.filter(source__in=sources).exists()
    known["everything"] = known["items"] and not panel.unread_only
    context = {
        "panel": panel,
        "title": name_of(panel),
        "here": panel.section.page,
        "facts": {fact for fact, holds in known.items() if holds},
        "updated_at": updated_at,
        "editing": "edit" in request.GET,
    }
    return private(render(request, "panel_menu.html", context))


def _is_tab(panel: Panel) -> bool:
    """Whether it shares its place with others."""
    sections = selectors.shown_sections(panel.section.page_id)
    runs = [run for section in sections for column in section.columns for run in tab_runs(column)]
    return any(len(run) > 1 and panel.pk in {each.id for each in run} for run in runs)
