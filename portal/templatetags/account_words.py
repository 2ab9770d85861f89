"""What allauth's buttons and headings say, in our own words: a verb on what it does, and no Capitals Of Titles."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: Theirs are asked for in the language of the page, where their catalogue has put them before we see them.
OURS = {
    "Sign In": _("Sign in"),
    "Sign Up": _("Make an account"),
    "Sign Out": _("Sign out"),
    "Reset My Password": _("Reset my password"),
    "Password Reset": _("Reset your password"),
    "Change Password": _("Change password"),
    "Set Password": _("Set a password"),
    "Email Addresses": _("Email addresses"),
    "Add Email": _("Add this address"),
    "Make Primary": _("Make it the main address"),
    "Re-send Verification": _("Send the confirmation again"),
    "Request Code": _("Send me a code"),
    "Confirm Access": _("Confirm that it is you"),
    "Two-Factor Authentication": _("Two-factor authentication"),
    "Recovery Codes": _("Recovery codes"),
}


@register.filter
def in_our_words(said: SafeString) -> SafeString:
    """The same where we have none for it."""
    words = said.strip()
    ours = next((ours for theirs, ours in OURS.items() if words in (theirs, gettext(theirs))), None)
    return said if ours is None else mark_safe(str(ours))  # noqa: S308 (our own words, without a sign of HTML)
