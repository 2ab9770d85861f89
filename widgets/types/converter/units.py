"""Units and what they are in their quantity's base unit: value × factor + offset. By definition, where there is one."""

from math import pi
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(NamedTuple):
    """`sign` is written the same in all languages, `name` is not."""

    sign: str
    name: str | Promise
    factor: float
    offset: float = 0.0


#: To each quantity its units; the base unit has the factor 1.
QUANTITIES: dict[str | Promise, tuple[Unit, ...]] = {
    _("Length"): (
        Unit("mm", _("millimetres"), 0.001), Unit("cm", _("centimetres"), 0.01), Unit("m", _("metres"), 1),
        Unit("km", _("kilometres"), 1000), Unit("in", _("inches"), 0.0254), Unit("ft", _("feet"), 0.3048),
        Unit("yd", _("yards"), 0.9144), Unit("mi", _("miles"), 1609.344), Unit("nmi", _("nautical miles"), 1852),
    ),
    _("Mass"): (
        Unit("mg", _("milligrams"), 1e-6), Unit("g", _("grams"), 0.001), Unit("kg", _("kilograms"), 1),
        Unit("t", _("tonnes"), 1000), Unit("oz", _("ounces"), 0.028349523125), Unit("lb", _("pounds"), 0.45359237),
        Unit("st", _("stones"), 6.35029318),
    ),
    _("Temperature"): (
        Unit("°C", _("Celsius"), 1, 273.15), Unit("°F", _("Fahrenheit"), 5 / 9, 459.67 * 5 / 9),
        Unit("K", _("kelvins"), 1),
    ),
    _("Volume"): (
        Unit("ml", _("millilitres"), 0.001), Unit("l", _("litres"), 1), Unit("m³", _("cubic metres"), 1000),
        Unit("tsp", _("US teaspoons"), 0.00492892159375), Unit("tbsp", _("US tablespoons"), 0.01478676478125),
        Unit("cup", _("US cups"), 0.2365882365), Unit("fl oz", _("US fluid ounces"), 0.0295735295625),
        Unit("pt", _("imperial pints"), 0.56826125), Unit("gal", _("US gallons"), 3.785411784),
        Unit("gal (UK)", _("imperial gallons"), 4.54609),
    ),
    _("Speed"): (
        Unit("m/s", _("metres a second"), 1), Unit("km/h", _("kilometres an hour"), 1 / 3.6),
        Unit("mph", _("miles an hour"), 0.44704), Unit("kn", _("knots"), 1852 / 3600),
    ),
    _("Area"): (
        Unit("cm²", _("square centimetres"), 0.0001), Unit("m²", _("square metres"), 1),
        Unit("ha", _("hectares"), 10_000), Unit("km²", _("square kilometres"), 1e6),
        Unit("ft²", _("square feet"), 0.09290304), Unit("ac", _("acres"), 4046.8564224),
        Unit("mi²", _("square miles"), 2_589_988.110336),
    ),
    _("Data"): (
        Unit("B", _("bytes"), 1), Unit("kB", _("kilobytes"), 1e3), Unit("MB", _("megabytes"), 1e6),
        Unit("GB", _("gigabytes"), 1e9), Unit("TB", _("terabytes"), 1e12), Unit("KiB", _("kibibytes"), 2**10),
        Unit("MiB", _("mebibytes"), 2**20), Unit("GiB", _("gibibytes"), 2**30), Unit("TiB", _("tebibytes"), 2**40),
        Unit("Mbit", _("megabits"), 125_000),
    ),
    _("Time"): (
        Unit("s", _("seconds"), 1), Unit("min", _("minutes"), 60), Unit("h", _("hours"), 3600),
        Unit("d", _("days"), 86_400), Unit("wk", _("weeks"), 604_800),
        Unit("yr", _("years of 365.25 days"), 31_557_600),
    ),
    _("Energy"): (
        Unit("J", _("joules"), 1), Unit("kJ", _("kilojoules"), 1000), Unit("kcal", _("kilocalories"), 4184),
        Unit("Wh", _("watt-hours"), 3600), Unit("kWh", _("kilowatt-hours"), 3.6e6),
        Unit("BTU", _("British thermal units"), 1055.05585262),
    ),
    _("Pressure"): (
        Unit("Pa", _("pascals"), 1), Unit("hPa", _("hectopascals"), 100), Unit("bar", _("bars"), 100_000),
        Unit("atm", _("atmospheres"), 101_325), Unit("mmHg", _("millimetres of mercury"), 133.322387415),
        Unit("psi", _("pounds per square inch"), 6894.757293168),
    ),
    _("Angle"): (Unit("°", _("degrees"), pi / 180), Unit("rad", _("radians"), 1)),
}  # fmt: skip
UNITS = {unit.sign: unit for units in QUANTITIES.values() for unit in units}


def alike(sign: str) -> tuple[Unit, ...]:
    """All units of the same quantity."""
    return next(units for units in QUANTITIES.values() if any(unit.sign == sign for unit in units))


def convert(value: float, source: Unit, target: Unit) -> float:
    return (value * source.factor + source.offset - target.offset) / target.factor
