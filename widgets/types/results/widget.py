"""What a search finds on the person's own pages, again and again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from widgets import belongings
from widgets.base import SourceView, Viewer, WidgetType, Wish
from widgets.fields import RowsField
from widgets.registry import register
from widgets.seeking import Query


def check_words(asked: str) -> None:
    if not Query.of(asked).phrases:
        raise ValidationError(_("There is no word in this."))


class ResultsForm(forms.Form):
    words = forms.CharField(
        label=_("Words"),
        max_length=80,
        validators=[check_words],
        help_text=_("Stories on your pages that have all of them; of the last one the beginning is enough."),
    )
    rows = RowsField(initial=5)
    summaries = forms.BooleanField(label=_("Show summaries"), required=False)


@register
class ResultsWidget(WidgetType):
    """A search that goes on: the newest stories of your pages with these words."""

    kind, title, icon, category = "results", _("Search results"), "search", "news"
    SettingsForm = ResultsForm
    shared = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"items": belongings.items(self.wishes(settings)[0], viewer)}

    def wishes(self, settings: Mapping[str, Any]) -> Sequence[Wish]:
        return [Wish(self.kind, settings["rows"], settings["words"])]

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return settings.get("words") or str(self.title)
