"""What an editor types about a page template."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("Name"), max_length=60)
    description = forms.CharField(
        label=_("What it is good for"),
        max_length=200,
        required=False,
        help_text=_("One sentence for those who choose."),
    )
    language = forms.ChoiceField(
        label=_("Language of its readers"), required=False, choices=[("", _("any")), *settings.LANGUAGES]
    )
