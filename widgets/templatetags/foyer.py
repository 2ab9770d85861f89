"""The filters of widgets.filters for types that bring Django templates."""

from django import template

from widgets.filters import FILTERS

register = template.Library()
for name, function in FILTERS.items():
    register.filter(name, function)
