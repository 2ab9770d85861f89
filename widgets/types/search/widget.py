"""A search box that leads straight to the service of one's choice, or with a bang to another one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.search.engines import BANGS, ENGINES, LONGEST


class SearchForm(forms.Form):
    engine = forms.ChoiceField(
        label=_("Search with"),
        choices=[(slug, engine.name) for slug, engine in ENGINES.items()],
        initial="duckduckgo",
    )


@register
class SearchWidget(WidgetType):
    """A search box for the service you prefer, with bangs like !w for others."""

    kind, title, icon = "search", _("Search"), "search"
    SettingsForm = SearchForm
    is_private = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {
            "engine": ENGINES[settings["engine"]],
            "bangs": BANGS,
            "language": viewer.language,
            "longest": LONGEST,
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return ENGINES[settings["engine"]].name
