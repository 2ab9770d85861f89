"""A look: the choices a person has about how pages look, and which values are any. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from portal.errors import InvalidSettings

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("system", "light", "dark", "sunset"),
    "palette": ("paper", "ink", "sea", "moss", "clay", "night", "contrast"),
    "size": ("small", "normal", "large", "larger"),
    "typeface": ("mixed", "plain", "serif"),
    "density": ("compact", "normal", "roomy"),
    "contrast": ("normal", "high"),
}
#: Backgrounds that come with the portal; the last four are pictures (static/backgrounds/<name>.svg).
PICTURES = ("hills", "waves", "dunes", "stars")
BACKGROUNDS = ("plain", "gradient", *PICTURES)
#: What stands before the token of a picture that somebody uploaded.
OWN = "own-"
ACCENT = re.compile(r"#[0-9a-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """Every choice, with what is usual. `accent` is empty (that of the palette) or #rrggbb."""

    theme: str = "system"
    palette: str = "paper"
    accent: str = ""
    background: str = "plain"
    size: str = "normal"
    typeface: str = "mixed"
    density: str = "normal"
    contrast: str = "normal"

    def over(self, chosen: Mapping[str, Any]) -> "Look":
        """This look with other choices, as they were stored; what is not a choice any more is left out."""
        return replace(self, **{name: value for name, value in chosen.items() if is_choice(name, value)})

    def choices(self) -> dict[str, str]:
        """What differs from the usual: what is stored."""
        return {name: value for name, value in asdict(self).items() if value != getattr(USUAL, name)}

    def differences(self, other: "Look") -> dict[str, str]:
        """What this look has otherwise: what is stored for one page."""
        return {name: value for name, value in asdict(self).items() if value != getattr(other, name)}

    def marks(self) -> Iterator[tuple[str, str]]:
        """Names and values of the attributes that the style sheets read, theme and palette apart."""
        if self.background != "plain":
            yield "background", "gradient" if self.background == "gradient" else "picture"
        for name in ("size", "typeface", "density", "contrast"):
            if getattr(self, name) != getattr(USUAL, name):
                yield name, getattr(self, name)


USUAL = Look()
NAMES = tuple(field.name for field in fields(Look))


def is_choice(name: str, value: Any) -> bool:
    """By its form alone; whose an uploaded picture is, is not known here."""
    if not isinstance(value, str):
        return False
    if name == "accent":
        return not value or ACCENT.match(value) is not None
    if name == "background":
        return value in BACKGROUNDS or re.fullmatch(rf"{OWN}[0-9a-f]{{32}}", value) is not None
    return value in CHOICES.get(name, ())


def checked(chosen: Any, own_pictures: Collection[str] = ()) -> dict[str, str]:
    """The choices as they are stored, or InvalidSettings: an unknown name or value is refused, never passed on."""
    if not isinstance(chosen, Mapping):
        raise InvalidSettings({"look": [_("A look is made of names and values.")]})
    errors: dict[str, list[str]] = {}
    for name, value in chosen.items():
        if name not in NAMES:
            errors["look"] = [_("A look has no “%(name)s”.") % {"name": str(name)[:40]}]
        elif not is_choice(name, value):
            errors[name] = [_refusal(name)]
        elif name == "background" and value.startswith(OWN) and value.removeprefix(OWN) not in own_pictures:
            errors[name] = [_("This picture is not among yours. Choose another, or upload it.")]
    if errors:
        raise InvalidSettings(errors)
    return dict(chosen)


def _refusal(name: str) -> str:
    if name == "accent":
        return _("Write the colour as #rrggbb, for instance #336699.")
    return _("This is not one of the choices.")
