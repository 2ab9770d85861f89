"""Sun and moon: of the chosen city, else of the person's place, else of their time zone's city."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import Place, Viewer
from widgets.types.sky.pictures import lit_part
from widgets.types.sky.widget import moon_name

SAMPLE = sample("sky", {"city": "Berlin"})
BERLIN = Viewer(timezone="Europe/Berlin")


def test_draw_tells_the_sun_of_the_persons_time_zone(now):
    """Berlin, 23 November: the sun is up from about 7:41 to 16:03."""
    html = draw("sky", {}, viewer=BERLIN)
    assert "07:4" in html
    assert "16:0" in html
    assert "8 h 2" in html


def test_draw_prefers_the_place_of_the_person_and_their_clock(now):
    sydney = Viewer(timezone="Europe/Berlin", hour12=True, place=Place("Sydney", -33.87, 151.21, "Australia/Sydney"))
    html = draw("sky", {}, viewer=sydney)
    assert "5:3" in html
    assert "PM" in html


def test_draw_prefers_the_city_of_the_settings(now):
    assert draw("sky", {"city": "Australia/Sydney"}, viewer=BERLIN) != draw("sky", {}, viewer=BERLIN)


def test_draw_says_when_the_sun_stays_away(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 21, 12, tzinfo=UTC))
    svalbard = Viewer(place=Place("Tromsø", 69.65, 18.96, "Europe/Oslo"))
    assert "does not rise" in draw("sky", {}, viewer=svalbard)


def test_draw_without_any_place_has_the_moon_and_says_what_to_do(now):
    html = draw("sky", {})
    assert "gibbous" in html
    assert "Choose a city" in html


@pytest.mark.parametrize(
    ("moment", "name"),
    [("2026-08-12", "New moon"), ("2026-08-13", "Waxing crescent"), ("2025-03-14", "Full moon"),
     ("2025-03-16", "Waning gibbous"), ("2025-03-28", "Waning crescent"), ("2025-03-10", "Waxing gibbous")],
)  # fmt: skip
def test_moon_is_called_by_its_phase_on_that_day(moment, name):
    assert moon_name(datetime.fromisoformat(moment).replace(tzinfo=UTC) + timedelta(hours=20)) == name


def test_moon_waxes_on_the_other_side_in_the_south(now):
    north, south = draw("sky", {"city": "Europe/Berlin"}), draw("sky", {"city": "Australia/Sydney"})
    shape = '<path d="M12 2A10 10 0 0 1 12 22'
    for part in range(2):  # the moon of today, and the next phases
        assert (
            north.split("sky-phases")[part].count(shape) + south.split("sky-phases")[part].count(shape) == (1, 4)[part]
        )


def test_picture_of_the_full_moon_is_the_whole_disc():
    assert lit_part(1, True) == "M12 2A10 10 0 0 1 12 22A10.00 10 0 0 1 12 2Z"


@pytest.mark.parametrize("city", ["Atlantis", "x" * 61])
def test_settings_refuse_an_unknown_city(city):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(registry.get("sky"), {"city": city})


def test_settings_keep_the_zone_of_a_city():
    assert configuration.validate(registry.get("sky"), {"city": "new york"}) == {"city": "America/New_York"}
