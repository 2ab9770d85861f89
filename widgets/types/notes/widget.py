"""A person's own notes, in a careful subset of Markdown."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from widgets import sanitize
from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register

MOST = 20_000
markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")


def lower_headings(state: StateCore) -> None:
    """A panel's own heading is the second level: those in a note come below it."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


markdown.core.ruler.push("lower_headings", lower_headings)


@lru_cache(maxsize=500)
def to_html(text: str) -> Markup:
    """Safe HTML: the parser makes none of its own from tags in the text, and the sanitizer has the last word."""
    return Markup(sanitize.clean(markdown.render(text), ""))  # noqa: S704


class NotesForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Plain text or Markdown: # heading, **bold**, - list, [name](https://example.org)."),
        max_length=MOST,
        error_messages={
            "max_length": _("This note has %(show_value)d signs; %(limit_value)d is the most it can keep.")
        },
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


@register
class NotesWidget(WidgetType):
    """Notes to yourself."""

    kind, title, icon = "notes", _("Notes"), "notebook-pen"
    SettingsForm = NotesForm
    shared = False

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        text = settings["text"].strip()
        return {"html": to_html(text) if text else ""}
