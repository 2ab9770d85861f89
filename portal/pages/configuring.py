"""A panel's settings as a form beside a preview: heading and colour, which are the person's, and its widget's own."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import guests
from portal.errors import InvalidSettings, NotFound, StaleVersion
from portal.notices import tell
from portal.pages import services, settable
from portal.pages.edits import address_of, panel_of, refuse_stale
from portal.pages.finding import find_panel
from portal.pages.forms import FrameForm
from portal.pages.models import Panel
from portal.pages.previewing import preview_of, preview_of_form
from portal.pages.views import person, private
from widgets import configuration, registry
from widgets.base import WidgetType
from widgets.rendering import Rendered


class Own(NamedTuple):
    """The widget's settings as a form; without one, why there is none: its package is gone, or at fault."""

    form: Any
    fault: str = ""


def is_redraw(request: HttpRequest) -> bool:
    """Asked for another look at the form, not to keep it: the buttons that work without a script."""
    return "reset" in request.POST or "preview" in request.POST


@require_http_methods(["GET", "HEAD", "POST"])
def panel_settings(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Heading, colour and the widget's own settings; refused input comes back as it was typed."""
    try:
        panel = find_panel(person(request), panel_id)
        if request.method == "POST" and not is_redraw(request):
            return save_settings(request, panel)
    except NotFound as error:
        raise Http404(str(error)) from None
    except StaleVersion as error:
        refuse_stale(request)
        return redirect(address_of(request, error.page))
    if request.method == "POST":
        return settings_page(request, panel, FrameForm(request.POST), redrawn_form(request, panel))
    return settings_page(request, panel, frame_of(panel), own_form(panel))


def frame_of(panel: Panel) -> FrameForm:
    present = {name: getattr(panel, name) for name in FrameForm.base_fields if name != "version"}
    return FrameForm(initial={**present, "version": panel.section.page.version})


def save_settings(request: HttpRequest, panel: Panel) -> HttpResponse:
    frame, own = FrameForm(request.POST), own_form(panel, request.POST)
    if not frame.is_valid():
        return settings_page(request, panel, frame, own, status=422)
    try:
        change = services.update_panel(
            user=guests.ensure_person(request),
            panel_id=panel.pk,
            settings=request.POST if own.form is not None else None,
            **frame.cleaned_data,
        )
    except InvalidSettings as error:
        if own.form is None or not own.form.errors:
            own = own._replace(fault=" ".join(error.errors.get("__all__", [str(error)])))
        return settings_page(request, panel, frame, own, status=422)
    tell(request, _("Kept."))
    return redirect(address_of(request, change.page, panel_of(change)))


def own_form(panel: Panel, data: Any = None) -> Own:
    widget = registry.find(panel.kind)
    if widget is None:
        return Own(None, _("This widget is not installed here any more. Your settings are kept."))
    try:
        present = configuration.upgraded(widget, panel.settings, panel.settings_version)
        return Own(configuration.form(widget, data, present))
    except configuration.InvalidConfiguration as error:
        return Own(None, " ".join(error.errors["__all__"]))


def redrawn_form(request: HttpRequest, panel: Panel) -> Own:
    widget = registry.find(panel.kind)
    return own_form(panel, settable.reset(widget, request.POST, base_of(panel)) if widget else None)


def base_of(panel: Panel) -> dict[str, Any]:
    widget = registry.find(panel.kind)
    return settable.base_of(widget, panel.entry.settings if panel.entry else None) if widget else {}


def settings_page(request: HttpRequest, panel: Panel, frame: FrameForm, own: Own, status: int = 200) -> HttpResponse:
    widget = registry.find(panel.kind)
    context = {
        "panel": panel,
        "frame": frame,
        "own": settable.settings_of(own.form, base_of(panel)) if own.form is not None else [],
        "form_faults": own.form.non_field_errors() if own.form is not None else [],
        "fault": own.fault,
        "kind": panel.kind,
        "kind_title": widget.title if widget else panel.kind,
        "hidden": own.form.hidden_fields() if own.form is not None else [],
        "takes_upload": widget.takes_upload if widget else "",
        "back": panel.section.page.slug,
        "preview": preview_for(request, widget, own.form) if widget and own.form is not None else None,
    }
    return private(render(request, "panel_settings.html", context, status=status))


def preview_for(request: HttpRequest, widget: WidgetType, form: Any) -> Rendered:
    if form.is_bound:
        return preview_of_form(request, widget, form)
    return preview_of(request, widget, form.initial)
