"""The document of a panel that stands in a frame: on an origin that is nobody's, with a policy of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.context import look_of
from portal.errors import NotFound
from portal.pages import selectors
from portal.pages.views import person
from widgets import configuration, registry

#: Scripts run, and everything else that a browser calls an origin's is out of their reach: cookies, storage, the page
#: around, the API. It holds for the document itself, so also where somebody opens it outside of our frame.
SANDBOX = "sandbox allow-scripts allow-forms; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"


def scheme_of(request: HttpRequest) -> str:
    """What a document begins with to be light or dark as the person's pages are."""
    theme = look_of(request).theme
    return (
        f'<!doctype html><meta name="color-scheme" content="{theme if theme in ("light", "dark") else "light dark"}">'
    )


@require_safe
def show_frame(request: HttpRequest, panel_id: int) -> HttpResponse:
    try:
        panel = selectors.panel_for(person(request), panel_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    widget = registry.find(panel.kind)
    if widget is None:
        raise Http404
    try:
        frame = widget.frame(configuration.upgraded(widget, panel.settings, panel.settings_version))
    except configuration.InvalidConfiguration as error:
        raise Http404(str(error)) from None
    if frame is None:
        raise Http404
    response = HttpResponse((scheme_of(request) if frame.follows_scheme else "") + frame.markup)
    response["Content-Security-Policy"] = f"{SANDBOX}; {frame.policy}"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    return response
