"""The icons and colours that a tab can have: names of the sprite and of the colour tokens, and nothing else."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import InvalidSettings
from portal.templating import icon_names

COLOURS = [
    ("", gettext_lazy("none")),
    ("red", gettext_lazy("red")),
    ("amber", gettext_lazy("amber")),
    ("green", gettext_lazy("green")),
    ("blue", gettext_lazy("blue")),
    ("violet", gettext_lazy("violet")),
]
#: What the picker offers, by subject; a script may name any icon of the sprite.
PAGE_ICONS = """
    house newspaper globe briefcase landmark coins wallet chart-line shopping-bag cpu code terminal server rocket
    flask-conical microscope telescope lightbulb graduation-cap book-open library languages palette camera film music
    headphones podcast tv gamepad-2 puzzle trophy bike dumbbell heart-pulse heart users smile utensils chef-hat leaf
    sprout tree-pine mountain tent plane train-front car map-pin sun cloud umbrella calendar bookmark star bell wrench
""".split()  # noqa: SIM905  sixty words are easier to read than a list of sixty


def check_marks(icon: str | None, colour: str | None) -> None:
    """None is: as it was. Raises InvalidSettings for what is not among the names, markup above all."""
    errors = {}
    if icon and icon not in icon_names():
        errors["icon"] = [_("There is no icon of this name.")]
    if colour and colour not in dict(COLOURS):
        errors["colour"] = [_("There is no colour of this name.")]
    if errors:
        raise InvalidSettings(errors)
