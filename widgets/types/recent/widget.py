"""What the person opened lately."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import belongings
from widgets.base import SourceView, Viewer, WidgetType, Wish
from widgets.fields import RowsField
from widgets.registry import register


class RecentForm(forms.Form):
    rows = RowsField(initial=5)


@register
class RecentWidget(WidgetType):
    """Stories that you opened lately; only you see them."""

    kind, title, icon, category = "recent", _("Recently opened"), "history", "news"
    SettingsForm = RecentForm
    shared = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"items": belongings.items(self.wishes(settings)[0], viewer)}

    def wishes(self, settings: Mapping[str, Any]) -> Sequence[Wish]:
        return [Wish(self.kind, settings["rows"])]
