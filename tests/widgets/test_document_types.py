"""docs/widget-types.md names every kind that comes with Foyer, its settings, and all that templates may use."""

import re
from typing import get_args

from django.conf import settings

from widgets import registry
from widgets.base import State, WidgetType
from widgets.filters import FILTERS

TEXT = (settings.BASE_DIR / "docs" / "widget-types.md").read_text(encoding="utf-8")
KINDS = TEXT.partition("## The kinds that come")[2]
BUILT_IN = [widget for widget in registry.all_types() if type(widget).__module__.startswith("widgets.types.")]


def test_the_table_names_every_kind_and_its_settings():
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|", KINDS, re.MULTILINE)
    documented = {kind: re.findall(r"`(\w+)`", fields) for kind, fields in rows}
    assert documented == {widget.kind: list(widget.SettingsForm.base_fields) for widget in BUILT_IN}


def test_all_that_a_type_may_say_is_named():
    public = {name for name in vars(WidgetType) if not name.startswith("_")} | set(WidgetType.__annotations__)
    assert {name for name in public if not re.search(rf"`{name}\b", TEXT)} == set()


def test_every_state_is_explained():
    assert {state for state in get_args(State) if f"`{state}`" not in TEXT} == set()


def test_every_filter_is_named_or_belongs_to_a_shared_template():
    shared = (settings.BASE_DIR / "widgets" / "templates" / "_chart.html").read_text(encoding="utf-8")
    assert all(f"|{name}" in TEXT.replace("\\|", "|") or f"|{name}" in shared for name in FILTERS)
