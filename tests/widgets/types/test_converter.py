"""The converter: right by definition, readable, and usable without a script."""

import pytest
from django.utils import translation

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import ActRefused
from widgets.types.converter.units import QUANTITIES, UNITS, convert
from widgets.types.converter.widget import readable

SAMPLE = sample("converter", {"amount": 20, "unit": "°C"})
converter = registry.get("converter")


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        (1, "mi", "km", 1.609344), (12, "in", "ft", 1), (1, "lb", "g", 453.59237), (16, "oz", "lb", 1),
        (100, "°C", "°F", 212), (-40, "°F", "°C", -40), (0, "K", "°C", -273.15), (1, "gal", "cup", 16),
        (3, "tsp", "tbsp", 1), (36, "km/h", "m/s", 10), (1, "kn", "km/h", 1.852), (1, "mi²", "ac", 640),
        (1, "GiB", "MiB", 1024), (8, "Mbit", "MB", 1), (1, "wk", "h", 168), (1, "kWh", "kJ", 3600),
        (1, "atm", "hPa", 1013.25), (180, "°", "rad", 3.141592653589793),
    ],
)  # fmt: skip
def test_convert_is_right(amount, source, target, expected):
    assert convert(amount, UNITS[source], UNITS[target]) == pytest.approx(expected, rel=1e-12)


def test_every_unit_comes_back_from_every_other_of_its_kind():
    for units in QUANTITIES.values():
        for source in units:
            for target in units:
                assert convert(convert(20, source, target), target, source) == pytest.approx(20)


def test_no_two_units_have_the_same_sign():
    assert len(UNITS) == sum(map(len, QUANTITIES.values()))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (-40.0, "−40"), (1.609344, "1.60934"), (1234567.8, "1,234,570"), (0.3048, "0.3048"), (1e15, "1.00000e+15"),
     (0.00001, "1.00000e−05"), (-0.0, "0")],
)  # fmt: skip
def test_results_have_six_digits_that_matter(value, shown):
    assert readable(value) == shown


def test_results_are_written_as_the_reader_does():
    with translation.override("de"):
        assert readable(12345.6) == "12.345,6"


def test_draw_tells_the_amount_in_all_other_units():
    html = draw("converter", {"amount": 20.0, "unit": "°C"})
    assert "68 °F" in html
    assert "293.15 K" in html
    assert 'value="20"' in html


def test_form_without_a_script_keeps_what_was_asked():
    acted = converter.act({"amount": 1.0, "unit": "km"}, "convert", {"amount": "5", "unit": "mi"})
    assert acted.settings == {"amount": 5.0, "unit": "mi"}


def test_form_refuses_nonsense():
    with pytest.raises(configuration.InvalidConfiguration):
        converter.act({"amount": 1.0, "unit": "km"}, "convert", {"amount": "many", "unit": "mi"})
    with pytest.raises(ActRefused):
        converter.act({"amount": 1.0, "unit": "km"}, "explode", {})
