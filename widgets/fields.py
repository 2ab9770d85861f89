"""Form fields that widget types share: addresses to fetch, names that services know, and how much to show."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from widgets.base import FetchError, Text
from widgets.egress import check_url

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
#: Schemes that only say which program to open.
NICKNAMES = re.compile(r"(feed|webcal|webcals|podcast)://", re.IGNORECASE)


def checked_address(text: str) -> str:
    """An address as it is fetched: with a scheme, in its normal form, not refused by the guard."""
    text = NICKNAMES.sub("https://", text.strip())
    try:
        return check_url(text if SCHEME.match(text) else f"https://{text}")
    except FetchError as error:
        raise ValidationError(str(error.message), code=error.code) from None


class AddressField(forms.CharField):
    """One address; `https://` may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2048, widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}), **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return checked_address(text) if text else ""


class AddressesField(forms.CharField):
    """Several addresses, one a line; stored as such lines, each once."""

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(max_length=2048 * most, widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr"}), **options)

    def clean(self, value: Any) -> str:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(_("These are %(count)d addresses; %(most)d are the most."), code="too-many",
                                  params={"count": len(lines), "most": self.most})  # fmt: skip
        return "\n".join(dict.fromkeys(self._checked(line) for line in lines))

    def _checked(self, line: str) -> str:
        try:
            return checked_address(line)
        except ValidationError as error:
            raise ValidationError(f"{line[:80]}: {error.message}", code=error.code) from None


class NamesField(forms.CharField):
    """Names that some service knows, with blanks between or one a line; stored so, each once.

    `read` answers a name in its normal form, or raises ValueError. `unknown` says %(name)s, `too_many` %(most)d.
    """

    def __init__(
        self,
        read: Callable[[str], str],
        *,
        most: int,
        unknown: Text,
        too_many: Text,
        is_one_a_line: bool = False,
        **options: Any,
    ) -> None:
        self.read, self.most, self.unknown, self.too_many = read, most, unknown, too_many
        self.is_one_a_line = is_one_a_line
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        parts = typed.splitlines() if self.is_one_a_line else re.split(r"[\s,;]+", typed)
        names = list(dict.fromkeys(self._read(part.strip()) for part in parts if part.strip()))
        if self.required and not names:  # nothing but signs between names
            raise ValidationError(self.error_messages["required"], code="required")
        if len(names) > self.most:
            raise ValidationError(str(self.too_many), code="too-many", params={"count": len(names), "most": self.most})
        return ("\n" if self.is_one_a_line else " ").join(names)

    def _read(self, part: str) -> str:
        try:
            return self.read(part)
        except ValueError:
            raise ValidationError(str(self.unknown), code="unknown", params={"name": part[:80]}) from None


class RowsField(forms.IntegerField):
    """How many entries a panel shows."""

    def __init__(self, *, initial: int = 7, most: int = 30) -> None:
        label, text = gettext_lazy("Entries"), gettext_lazy("How many to show.")
        super().__init__(min_value=1, max_value=most, initial=initial, label=label, help_text=text)
