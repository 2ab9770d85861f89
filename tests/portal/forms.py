"""A browser without a script: it finds a form in the HTML that was served, fills it in, and sends what it holds."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from lxml import html as lxml_html
from lxml.html import HtmlElement

#: What a field is filled in with: text, a file's name and bytes, or for a box yes or no.
Typed = Mapping[str, str | bool | tuple[str, bytes]]


class Form(NamedTuple):
    """A button, and the form that it sends."""

    tree: HtmlElement
    button: HtmlElement

    @property
    def element(self) -> HtmlElement:
        if owner := self.button.get("form"):
            return self.tree.get_element_by_id(owner)
        return next(self.button.iterancestors("form"))

    @property
    def action(self) -> str:
        return str(self.button.get("formaction") or self.element.get("action") or "")

    def controls(self) -> Iterator[HtmlElement]:
        name = self.element.get("id")
        inside = self.element.xpath(".//input | .//select | .//textarea")
        yield from (field for field in inside if field.get("form") in (None, name))
        if name:
            yield from self.tree.xpath("//*[@form=$name][self::input or self::select or self::textarea]", name=name)

    def filled(self, typed: Typed) -> dict[str, Any]:
        """Exactly what a browser sends; a KeyError for a field that the form has not."""
        sent: dict[str, Any] = {}
        for name, value in (pair for field in self.controls() for pair in _values(field, typed)):
            sent.setdefault(name, []).append(value)
        unknown = set(typed) - {field.get("name") for field in self.controls()}
        if unknown:
            raise KeyError(f"The form to {self.action} has no field {unknown}.")
        if name := self.button.get("name"):
            sent.setdefault(name, []).append(self.button.get("value", ""))
        return sent


def find(page: str, action: str, press: tuple[str, str] | None = None) -> Form:
    """The first button of the page that sends a POST there; `press` is the name and value that it must bring."""
    tree = lxml_html.fromstring(page)
    buttons = tree.xpath("//button[not(@type) or @type='submit'] | //input[@type='submit']")
    for form in (Form(tree, button) for button in buttons if button.get("form") or _is_in_form(button)):
        if form.action.partition("?")[0] != action or not _is_post(form):
            continue
        if press is None or (form.button.get("name"), form.button.get("value", "")) == press:
            return form
    raise LookupError(f"No button sends a form to {action} with {press}.")


def submit(client: Client, form: Form, typed: Typed | None = None) -> HttpResponseBase:
    return client.post(form.action, form.filled(typed or {}), follow=True)


def _is_in_form(button: HtmlElement) -> bool:
    return next(button.iterancestors("form"), None) is not None


def _is_post(form: Form) -> bool:
    return str(form.button.get("formmethod") or form.element.get("method") or "get").lower() == "post"


def _values(field: HtmlElement, typed: Typed) -> Iterator[tuple[str, Any]]:
    """The name and value that one control adds to what is sent."""
    name, kind = field.get("name"), field.get("type", "text") if field.tag == "input" else field.tag
    if not name or field.get("disabled") is not None or kind in ("submit", "button", "reset"):
        return
    wish = typed.get(name)
    if kind in ("radio", "checkbox"):
        value = field.get("value", "on")
        is_on = wish if isinstance(wish, bool) else wish == value if name in typed else "checked" in field.attrib
        if is_on:
            yield name, value
    elif kind == "file":
        if isinstance(wish, tuple):
            yield name, SimpleUploadedFile(*wish)
    elif kind == "select":
        options = field.xpath(".//option")
        chosen = next((option for option in options if "selected" in option.attrib), options[0])
        values = [option.get("value", option.text_content()) for option in options]
        yield name, values[values.index(wish)] if name in typed else chosen.get("value", chosen.text_content())
    else:
        # The line break after <textarea> is the HTML's, not the text's.
        stored = (field.text or "").removeprefix("\n") if kind == "textarea" else field.get("value", "")
        yield name, stored if wish is None else wish
