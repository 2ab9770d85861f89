"""One picture: of the web, fetched by the portal, or one that the person uploaded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.fields import AddressField
from widgets.registry import register


class ImageForm(forms.Form):
    url = AddressField(label=_("Address"), help_text=_("Of a picture: JPEG, PNG, WebP, AVIF or GIF."), required=False)
    description = forms.CharField(
        label=_("Description"),
        help_text=_("What it shows, for those who cannot see it."),
        max_length=300,
        required=False,
    )
    uploaded = forms.RegexField("^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    link = AddressField(label=_("Link"), help_text=_("Where a click leads."), required=False)


@register
class ImageWidget(WidgetType):
    """A picture of yours or from the web, with a link if you like."""

    kind, title, icon = "image", _("Picture"), "image"
    SettingsForm = ImageForm
    takes = {"image": "url"}
    takes_upload = "uploaded"
    empty_message = _("Choose the picture to show.")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if settings["uploaded"]:
            return {"uploaded": settings["uploaded"]}
        return {"url": settings["url"]} if settings["url"] else {}
