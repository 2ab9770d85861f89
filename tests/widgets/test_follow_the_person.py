"""Units, clock and first weekday: as the person has them everywhere, unless one panel is told otherwise."""

import pytest

from widgets import configuration, personal, registry, rendering
from widgets.base import SourceSpec, Viewer
from widgets.rendering import RenderRequest

pytestmark = pytest.mark.django_db

NOON = Viewer(hour12=True, timezone="UTC")


def draw(kind: str, viewer: Viewer, **settings) -> str:
    widget = registry.get(kind)
    stored = configuration.validate(widget, settings)
    (drawn,), _extras = rendering.render_many([RenderRequest(kind, stored, widget.settings_version, [])], viewer)
    return drawn.html


def test_a_panel_follows_its_person_and_stores_nothing_of_it():
    assert "own_hour12" not in configuration.validate(registry.get("clock"), {"zones": "", "own_hour12": ""})
    assert "M</" in draw("clock", NOON) or " AM" in draw("clock", NOON) or " PM" in draw("clock", NOON)


def test_a_panel_that_is_told_otherwise_differs_from_the_rest_of_the_page():
    html = draw("clock", NOON, own_hour12="no")
    assert " AM" not in html
    assert " PM" not in html
    assert draw("clock", Viewer(hour12=False), own_hour12="no") == draw("clock", NOON, own_hour12="no")


def test_only_what_a_type_uses_can_be_chosen():
    weather = personal.form_class(registry.get("weather")).base_fields
    assert {name for name in weather if name.startswith("own_")} == {"own_units", "own_hour12"}
    assert not [name for name in personal.form_class(registry.get("feed")).base_fields if name.startswith("own_")]


def test_a_choice_that_does_not_exist_is_refused_and_a_stored_one_ignored():
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(registry.get("weather"), {"place": "Oslo", "own_units": "cubits"})
    assert personal.viewer_for({"own_units": "cubits"}, NOON) == NOON
    assert personal.viewer_for({"own_first_weekday": "6"}, NOON).first_weekday == 6


def test_the_choice_makes_no_source_of_its_own():
    weather = registry.get("weather")
    stored = configuration.validate(weather, {"place": "Oslo", "own_units": "imperial"})
    assert stored["own_units"] == "imperial"
    assert weather.sources(stored) == [SourceSpec("weather", {"place": "Oslo"})]


def test_the_choice_is_described_for_scripts_with_its_default():
    described = {field["name"]: field for field in configuration.describe(registry.get("weather"))}
    assert described["own_units"]["default"] == ""
    assert [choice["value"] for choice in described["own_units"]["choices"]] == ["", "metric", "imperial"]
