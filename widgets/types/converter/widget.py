"""A number in one unit, told in all the others."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from widgets import configuration
from widgets.base import Acted, ActRefused, SourceView, Viewer, WidgetType
from widgets.filters import MINUS, sign
from widgets.registry import register
from widgets.types.converter.units import QUANTITIES, UNITS, alike, convert


class ConverterForm(forms.Form):
    amount = forms.FloatField(label=_("Amount"), initial=1, min_value=-1e12, max_value=1e12)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[(name, [(unit.sign, unit.sign) for unit in units]) for name, units in QUANTITIES.items()],
        initial="km",
    )


@register
class ConverterWidget(WidgetType):
    """Lengths, weights, temperatures and more, from one unit to all the others."""

    kind, title, icon = "converter", _("Converter"), "scale"
    SettingsForm = ConverterForm

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        unit = UNITS[settings["unit"]]
        others = [other for other in alike(unit.sign) if other != unit]
        return {
            "quantities": QUANTITIES,
            "amount": f"{settings['amount']:.12g}",
            "results": [(other, readable(convert(settings["amount"], unit, other))) for other in others],
        }

    def act(self, settings: Mapping[str, Any], verb: str, data: Mapping[str, str]) -> Acted:
        """Without a script the form brings what was typed here; the panel then shows it on every device."""
        if verb != "convert":
            raise ActRefused(_("A converter cannot do that."))
        wanted = {name: data[name] for name in ("amount", "unit") if name in data}
        return Acted(configuration.validate(self, wanted, settings))


def readable(value: float) -> str:
    """Six digits that matter, in the reader's way of writing numbers."""
    size = abs(value)
    if size >= 1e12 or 0 < size < 1e-4:
        return f"{value:.5e}".replace("-", sign(MINUS))
    rounded = Decimal(f"{size:.6g}")
    places = max(-int(rounded.normalize().as_tuple().exponent), 0)
    shown = formats.number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{sign(MINUS) if value < 0 and rounded else ''}{shown}"
