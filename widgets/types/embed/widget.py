"""A page of another site in a frame, without its cookies and without ours."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.base import Frame, SourceView, Viewer, WidgetType
from widgets.fields import AddressField
from widgets.registry import register


class EmbedForm(forms.Form):
    url = AddressField(
        label=_("Address"), help_text=_("Of a page that allows to be shown inside others."), required=False
    )
    height = forms.IntegerField(label=_("Height"), help_text=_("In pixels."), min_value=40, max_value=2000, initial=320)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not url.startswith("https://"):
            raise ValidationError(_now("Only pages that begin with https:// can be shown here."), code="not-safe")
        return url


@register
class EmbedWidget(WidgetType):
    """A page of another site, shut in a frame."""

    kind, title, icon = "embed", _("Embedded page"), "globe"
    SettingsForm = EmbedForm
    empty_message = _("Choose the page to show.")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"height": settings["height"], "host": _host(settings)} if settings["url"] else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return _host(settings) or str(self.title)

    def frame(self, settings: Mapping[str, Any]) -> Frame:
        """A page of ours with nothing but theirs in it: so our pages need not allow frames of strangers."""
        parts = urlsplit(settings["url"])
        markup = format_html(
            '<!doctype html><meta charset="utf-8"><style>html,body{{margin:0;block-size:100%}}'
            "iframe{{border:0;inline-size:100%;block-size:100%}}</style>"
            '<iframe src="{}" title="{}" sandbox="allow-scripts allow-forms" referrerpolicy="no-referrer"></iframe>',
            settings["url"],
            parts.hostname or "",
        )
        return Frame(markup, f"default-src 'none'; style-src 'unsafe-inline'; frame-src https://{parts.netloc}")


def _host(settings: Mapping[str, Any]) -> str:
    return urlsplit(settings["url"]).hostname or ""
