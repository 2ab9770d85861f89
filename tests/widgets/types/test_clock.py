"""Clocks: the time in other places, right without JavaScript too."""

import pytest

from tests.widgets.types.conftest import draw
from widgets import configuration, registry
from widgets.base import Viewer

clock = registry.get("clock")


def test_draw_shows_the_time_there(now):
    html = draw("clock", {"zones": "Asia/Tokyo\nAsia/Kolkata"}, viewer=Viewer(timezone="Europe/Berlin"))
    assert 'data-clock="Asia/Tokyo">18:30</time>' in html
    assert "+8 h" in html
    assert "+4.5 h" in html


def test_draw_keeps_to_the_persons_clock(now):
    html = draw("clock", {}, viewer=Viewer(timezone="America/New_York", hour12=True))
    assert "4:30 AM</time>" in html
    assert "New York" in html
    assert "data-clock-12" in html


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("Berlin\nnew york", "Europe/Berlin\nAmerica/New_York"), ("asia/tokyo", "Asia/Tokyo"), ("", "")],
)
def test_settings_find_the_zone_of_a_city(typed, stored):
    assert configuration.validate(clock, {"zones": typed}) == {"zones": stored}


@pytest.mark.parametrize("typed", ["Atlantis", "../../etc/passwd", "\n".join(["Europe/Berlin"] * 9)])
def test_settings_refuse_unknown_places_and_too_many(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(clock, {"zones": typed})
