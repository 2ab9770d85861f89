"""What a person says when they bring something along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.pages.models import Page
from portal.transfer.models import ImportJob


class ImportForm(forms.Form):
    """A file or an address; whether both are missing, too large or refused is the service's to say."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("Feeds as OPML, bookmarks as HTML, or the pages of a Foyer as JSON; up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,.html,.htm,.json"}),
    )
    address = forms.CharField(
        label=_("Or its address"),
        required=False,
        max_length=2048,
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
    )
    page = forms.ChoiceField(label=_("Put it on"), required=False)
    manner = forms.ChoiceField(
        label=_("Feeds become"),
        choices=ImportJob.Manner.choices,
        initial=ImportJob.Manner.HEADLINES,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, files: Any = None, *, user: User | None, **options: Any) -> None:
        super().__init__(data, files, **options)
        pages = Page.objects.filter(owner=user, removed_at=None) if user else []
        choices: list[tuple[str, Any]] = [("", _("new pages"))]
        self.fields["page"].choices = choices + [(str(page.pk), page.title) for page in pages]  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, Any]:
        """As the service takes them."""
        given = self.cleaned_data
        file = given["file"]
        return {
            "body": file.read() if file else b"",
            "name": file.name if file else "",
            "address": given["address"].strip(),
            "manner": given["manner"] or ImportJob.Manner.HEADLINES,
            "page_id": int(given["page"]) if given["page"] else None,
        }
