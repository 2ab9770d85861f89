"""What an owner says about a door to their page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShareForm(forms.Form):
    door = forms.ChoiceField(choices=[("link", _("Secret link")), ("public", _("Published"))])
    may_copy = forms.BooleanField(label=_("Others may take a copy"), required=False)
    byline = forms.CharField(
        label=_("Made by"),
        max_length=60,
        required=False,
        help_text=_("As you want to be called. Empty: nobody is named."),
    )
    description = forms.CharField(label=_("What it is about"), max_length=200, required=False)
