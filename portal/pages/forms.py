"""What a person types about pages and panels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.marks import COLOURS, PAGE_ICONS
from portal.pages.models import Panel


class FrameForm(forms.Form):
    """What is the person's about any panel; prefixed, because the widget's own settings share the form."""

    prefix = "frame"

    title = forms.CharField(
        label=_("Heading"), required=False, max_length=120, help_text=_("Leave it empty for the usual one.")
    )
    colour = forms.ChoiceField(label=_("Colour"), required=False, choices=COLOURS, widget=forms.RadioSelect)
    density = forms.ChoiceField(
        label=_("Density"), required=False, choices=Panel.Density.choices, widget=forms.RadioSelect
    )
    hide_header = forms.BooleanField(
        label=_("Hide the title bar"),
        required=False,
        help_text=_("It shows while you point at the panel or arrange the page."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PageForm(forms.Form):
    """A tab's name, icon and colour. The icon that the page has can be kept, also where it is none of those offered."""

    title = forms.CharField(label=_("Name"), max_length=60)
    icon = forms.ChoiceField(
        label=_("Icon"),
        required=False,
        choices=[("", _("none")), *((name, name.replace("-", " ")) for name in PAGE_ICONS)],
        widget=forms.RadioSelect,
    )
    colour = forms.ChoiceField(label=_("Colour"), required=False, choices=COLOURS, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        present = (initial or {}).get("icon", "")
        if present and present not in PAGE_ICONS:
            field: Any = self.fields["icon"]
            field.choices = [*field.choices, (present, present.replace("-", " "))]


class PlaceForm(forms.Form):
    """Where on which page something new shall stand; nothing means: wherever there is room."""

    page = forms.CharField(required=False)
    section = forms.IntegerField(required=False)
    column = forms.IntegerField(required=False, min_value=0, max_value=3)
