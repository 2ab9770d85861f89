"""A person's own HTML, in a frame that can reach nothing of theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import Frame, SourceView, Viewer, WidgetType
from widgets.registry import register

MOST = 50_000
#: Inline code is what this kind is for; everything that would ask somebody is closed.
CLOSED = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:"
OPEN = "default-src https: data:; script-src https: 'unsafe-inline'; style-src https: 'unsafe-inline'"


class HtmlForm(forms.Form):
    markup = forms.CharField(
        label=_("HTML"),
        help_text=_("With its own style and script, if you like. It runs by itself and sees nothing of your portal."),
        max_length=MOST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "spellcheck": "false"}),
    )
    height = forms.IntegerField(label=_("Height"), help_text=_("In pixels."), min_value=40, max_value=2000, initial=240)
    network = forms.BooleanField(
        label=_("May ask other sites"), help_text=_("Then those sites hear of your visits."), required=False
    )


@register
class HtmlWidget(WidgetType):
    """Your own HTML, style and script, shut in a frame."""

    kind, title, icon = "html", _("HTML"), "code"
    SettingsForm = HtmlForm
    shared = False
    empty_message = _("Nothing written yet.")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"height": settings["height"]} if settings["markup"].strip() else {}

    def frame(self, settings: Mapping[str, Any]) -> Frame:
        return Frame(settings["markup"], OPEN if settings["network"] else CLOSED, follows_scheme=True)
