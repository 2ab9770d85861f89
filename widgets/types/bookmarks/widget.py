"""A person's own links, in groups."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.fields import SCHEME
from widgets.registry import register

MOST = 200


@dataclass(slots=True)
class Group:
    """Links under one heading; the first group may have none."""

    heading: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)


class NotALink(ValueError):
    """A line that is neither a heading nor a link."""


def read_link(line: str) -> tuple[str, str]:
    """Title and address of "Title | https://...", "https://..." or "example.org"."""
    title, _bar, address = (part.strip() for part in line.rpartition("|"))
    address = address if SCHEME.match(address) else f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotALink(line) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in address):
        raise NotALink(line)
    return title or parts.hostname.removeprefix("www."), address


def write_link(title: str, address: str) -> str:
    """The line that `read_link` reads as this: what stands behind the last bar is the address."""
    address = address.replace("|", "%7C")
    return f"{title} | {address}" if title else address


def read_groups(lines: str) -> Iterator[Group]:
    """The groups of a text: "# Heading" starts one, every other line is a link. Raises NotALink."""
    group = Group()
    for line in filter(None, map(str.strip, lines.splitlines())):
        if not line.startswith("#"):
            group.links.append(read_link(line))
            continue
        if group.heading or group.links:
            yield group
        group = Group(line.lstrip("# "))
    if group.heading or group.links:
        yield group


class BookmarksForm(forms.Form):
    links = forms.CharField(
        label=_("Links"),
        help_text=_("One a line: Title | https://example.org. A line that begins with # starts a group."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    icons = forms.BooleanField(
        label=_("Show the signs of sites"), help_text=_("We fetch them for you."), required=False, initial=True
    )

    def clean_links(self) -> str:
        text: str = self.cleaned_data["links"]
        try:
            count = sum(len(group.links) for group in read_groups(text))
        except NotALink as fault:
            raise ValidationError(
                _now("This line is not a link: %(line)s"), params={"line": str(fault)[:80]}, code="not-a-link"
            ) from None
        if count > MOST:
            raise ValidationError(
                _now("These are %(count)d links; %(most)d are the most.") % {"count": count, "most": MOST}
            )
        return text


@register
class BookmarksWidget(WidgetType):
    """Your own links, in groups."""

    kind, title, icon = "bookmarks", _("Bookmarks"), "bookmark"
    SettingsForm = BookmarksForm
    empty_message = _("No links yet.")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        groups = list(read_groups(settings["links"]))
        return {"groups": groups} if groups else {}
