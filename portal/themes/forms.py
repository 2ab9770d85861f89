"""A look as a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.themes.looks import OWN, USUAL, Look
from portal.themes.palettes import PALETTES

NORMAL = _("normal")
WORDS: dict[str, list[tuple[str, Any]]] = {
    "theme": [
        ("system", _("as the device")),
        ("light", _("light")),
        ("dark", _("dark")),
        ("sunset", _("dark from sunset on")),
    ],
    "palette": [(name, palette.title) for name, palette in PALETTES.items()],
    "size": [("small", _("small")), ("normal", NORMAL), ("large", _("large")), ("larger", _("very large"))],
    "typeface": [("mixed", _("serif for titles")), ("plain", _("no serifs")), ("serif", _("serif for every headline"))],
    "density": [("compact", _("compact")), ("normal", NORMAL), ("roomy", _("roomy"))],
    "contrast": [("normal", NORMAL), ("high", _("high"))],
    "background": [
        ("plain", _("plain")),
        ("gradient", _("gradient")),
        ("hills", _("Hills")),
        ("waves", _("Waves")),
        ("dunes", _("Dunes")),
        ("stars", _("Stars")),
    ],
}


def _choice(label: Any, name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=WORDS[name],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This is not one of the choices.")},
    )


class LooksForm(forms.Form):
    """All choices of a look. What is not sent stays usual, so that a script or an old page may send less."""

    theme = _choice(_("Light or dark"), "theme")
    palette = _choice(_("Palette"), "palette")
    has_accent = forms.BooleanField(label=_("A colour of my own for buttons and marks"), required=False)
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}\Z",
        label=_("The colour"),
        required=False,
        widget=forms.TextInput(attrs={"type": "color"}),
        error_messages={"invalid": _("Write the colour as #rrggbb, for instance #336699.")},
    )
    background = _choice(_("Behind the panels"), "background")
    size = _choice(_("Size of the words"), "size")
    typeface = _choice(_("Kind of type"), "typeface")
    density = _choice(_("Space between things"), "density")
    contrast = _choice(_("Contrast"), "contrast")

    def __init__(self, data: Any = None, *, look: Look = USUAL, pictures: Sequence[str] = ()) -> None:
        super().__init__(_completed(data, look) if data is not None else None, initial=initial_of(look))
        own = [(f"{OWN}{token}", _("Your picture %(number)d") % {"number": n}) for n, token in enumerate(pictures, 1)]
        self.fields["background"].choices = [*WORDS["background"], *own]  # type: ignore[attr-defined]

    def look(self) -> Look:
        told = dict(self.cleaned_data)
        accent, has_accent = told.pop("accent").lower(), told.pop("has_accent")
        return Look(**told, accent=accent if has_accent else "")


def initial_of(look: Look) -> dict[str, Any]:
    values = {name: getattr(look, name) for name in WORDS}
    return values | {"has_accent": bool(look.accent), "accent": look.accent or "#336699"}


def _completed(data: Any, look: Look) -> Any:
    """With the present choice where none was sent."""
    whole = data.copy()
    for name in WORDS:
        whole.setdefault(name, getattr(look, name))
    return whole
