"""What the person kept for later."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import belongings
from widgets.base import SourceView, Viewer, WidgetType, Wish
from widgets.fields import RowsField
from widgets.registry import register


class SavedForm(forms.Form):
    rows = RowsField(initial=5)
    pictures = forms.BooleanField(label=_("Show pictures"), required=False)


@register
class SavedWidget(WidgetType):
    """Stories that you saved for later."""

    kind, title, icon, category = "saved", _("Saved"), "bookmark", "news"
    SettingsForm = SavedForm
    shared = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"items": belongings.items(self.wishes(settings)[0], viewer)}

    def wishes(self, settings: Mapping[str, Any]) -> Sequence[Wish]:
        return [Wish(self.kind, settings["rows"])]
