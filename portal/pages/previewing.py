"""A look at a panel before it is placed or kept: drawn from the settings in a form, stored nowhere."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markupsafe import Markup

from portal.errors import NotFound
from portal.pages import allowance, catalogue
from portal.pages.drawing import viewer_of
from portal.pages.edits import number_of
from portal.pages.finding import find_panel
from portal.pages.views import person, private
from widgets import configuration, personal, previews, registry, sources
from widgets.base import SourceSpec, WidgetType
from widgets.models import Source
from widgets.rendering import Rendered


@require_POST
def preview_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """For a page with a script: the settings come as the form has them, half typed as they may be; or a few by name."""
    widget = registry.find(kind)
    if widget is None:
        raise Http404
    sent = request.POST if "configured" in request.POST else named_settings(widget, request.POST)
    context = {
        "kind": kind,
        "preview": preview_of_form(request, widget, form_of(widget, sent, present_settings(request, widget))),
        "heading": request.POST.get("frame-title", "")[:120],
    }
    return private(render(request, "preview.html", context))


def present_settings(request: HttpRequest, widget: WidgetType) -> Mapping[str, Any] | None:
    """What the form began with: the settings of the person's panel, or of an entry of the catalogue."""
    try:
        if slug := request.POST.get("of-entry"):
            return catalogue.entry(slug).settings
        if panel_id := number_of(request, "of-panel"):
            panel = find_panel(person(request), panel_id)
            return configuration.upgraded(widget, panel.settings, panel.settings_version)
    except (NotFound, configuration.InvalidConfiguration):
        return None
    return None


def named_settings(widget: WidgetType, named: QueryDict) -> dict[str, Any]:
    """Of the widget's settings those that were named, by a link or a small form; the others are the defaults."""
    return {name: named[name] for name in personal.form_class(widget).base_fields if name in named}


def form_of(widget: WidgetType, data: Mapping[str, Any], present: Mapping[str, Any] | None = None) -> forms.Form | None:
    try:
        return configuration.form(widget, data, present)
    except configuration.InvalidConfiguration:
        return None


def preview_of_form(request: HttpRequest, widget: WidgetType, form: forms.Form | None) -> Rendered:
    if form is None or not form.is_valid():
        return nothing_yet(widget)
    return draw_for(request, widget, configuration.as_json(form.cleaned_data))


def preview_of(request: HttpRequest, widget: WidgetType, settings: Mapping[str, Any]) -> Rendered:
    """Of settings as they are stored, which may still lack something."""
    try:
        return draw_for(request, widget, configuration.validate(widget, settings))
    except configuration.InvalidConfiguration:
        return nothing_yet(widget)


def nothing_yet(widget: WidgetType) -> Rendered:
    words = _("Here you see it as soon as the settings say what to show.")
    return Rendered(Markup(), "empty", str(widget.title), words, None, "")


def draw_for(request: HttpRequest, widget: WidgetType, settings: Mapping[str, Any]) -> Rendered:
    user, language = person(request), translation.get_language() or "en"

    def may_fetch(spec: SourceSpec) -> bool:
        return allowance.may_fetch(request, sources.host_of(spec))

    try:
        return previews.draw(widget, settings, viewer_of(user, language), visible_to(user), may_fetch)
    except configuration.InvalidConfiguration as fault:
        return Rendered(Markup(), "failed", str(widget.title), " ".join(fault.errors["__all__"]), None, "")


def visible_to(user: Any) -> QuerySet[Source]:
    """What is for everybody, and what stands on the person's own pages: of anything else not even a trace."""
    public = Q(is_public=True)
    if user is None:
        return Source.objects.filter(public)
    own = Source.objects.filter(panels__section__page__owner=user, panels__removed_at=None)
    return Source.objects.filter(public | Q(pk__in=own.values("pk")))
