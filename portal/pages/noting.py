"""A note as a form of its own: for browsers without JavaScript, and for the choice between two texts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import guests
from portal.errors import InvalidSettings, NoteConflict, NotFound, Refused
from portal.notices import tell
from portal.pages import services
from portal.pages.edits import address_of, panel_of
from portal.pages.finding import find_panel
from portal.pages.models import Panel
from portal.pages.services.notes import KIND, one_kind_of_line
from portal.pages.views import person, private


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Whatever is refused comes back with all that was typed."""
    try:
        panel = find_panel(person(request), panel_id)
        if panel.kind != KIND:
            raise NotFound
        if request.method == "POST":
            return save(request, panel)
    except NotFound as error:
        raise Http404(str(error)) from None
    stored = one_kind_of_line(panel.settings.get("text", ""))
    return note_page(request, panel, text=stored, base=stored)


def save(request: HttpRequest, panel: Panel) -> HttpResponse:
    text = one_kind_of_line(request.POST.get("text", ""))
    base = one_kind_of_line(request.POST["base"]) if "base" in request.POST else None
    if request.POST.get("keep") == "both":
        text = f"{base or ''}\n\n{text}"
    try:
        user = guests.ensure_person(request)
        change = services.write_note(user=user, panel_id=panel.pk, text=text, base=base)
    except NoteConflict as error:
        return note_page(request, panel, text=text, base=error.text, fault=str(error), other=error.text, status=409)
    except InvalidSettings as error:
        fault = " ".join(line for lines in error.errors.values() for line in lines)
        return note_page(request, panel, text=text, base=base or "", fault=fault, status=422)
    except Refused as error:
        return note_page(request, panel, text=text, base=base or "", fault=str(error), status=422)
    tell(request, _("Kept."))
    return redirect(address_of(request, change.page, panel_of(change)))


def note_page(request: HttpRequest, panel: Panel, *, status: int = 200, **texts: str) -> HttpResponse:
    """`text` and `base`, and where they are needed `fault` and what the `other` device wrote."""
    context = {"panel": panel, "back": panel.section.page.slug, **texts}
    return private(render(request, "note.html", context, status=status))
