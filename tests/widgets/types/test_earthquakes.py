"""Earthquakes: the USGS's GeoJSON, everywhere or near the viewer."""

from tests.widgets.types.conftest import NOW, Good, draw, fetch, sample, source
from widgets import registry
from widgets.base import Place, Viewer

earthquakes = registry.get("earthquakes")
FEED = "https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/4.5_day.geojson"
TOKYO = Viewer(place=Place("Tokyo", 35.68, 139.69, "Asia/Tokyo"))


def shock(place="80 km E of Sendai, Japan", magnitude=5.2, minutes=30, point=(141.9, 38.3, 42.0)):
    told = {"mag": magnitude, "place": place, "time": (NOW.timestamp() - minutes * 60) * 1000, "title": f"M {magnitude}",
            "url": "https://earthquake.usgs.gov/earthquakes/eventpage/us1"}  # fmt: skip
    return {"properties": told, "geometry": {"coordinates": list(point)}}


def payload(*shocks):
    return fetch("earthquakes", {"magnitude": "4.5", "period": "day"}, {FEED: {"features": list(shocks)}})[0].payload


SAMPLE = sample("earthquakes", {"magnitude": "4.5", "period": "day"}, payload(shock()))
GOOD_DAYS = [
    Good(
        {"magnitude": "4.5", "period": "day"},
        {"/earthquakes/earthquakes/feed/v1.0/summary/4.5_day.geojson": {"features": [shock()]}},
    )
]


def test_draw_shows_the_newest_first_with_depth_and_strength():
    html = draw("earthquakes", {}, source(payload=payload(shock("Old", minutes=90), shock("New", 6.1, minutes=5))))
    assert html.index("New") < html.index("Old")
    assert "6.1" in html
    assert "42 km deep" in html
    assert "away" not in html


def test_draw_near_me_keeps_what_is_near():
    far = shock("Chile", point=(-70, -30, 10))
    html = draw("earthquakes", {"radius": 1000}, source(payload=payload(shock(), far)), viewer=TOKYO)
    assert "Sendai" in html
    assert "Chile" not in html
    assert "351 km away" in html


def test_draw_near_me_without_a_place_says_so():
    html = draw("earthquakes", {"radius": 1000}, source(payload=payload(shock())))
    assert "name no place yet" in html
    assert "Sendai" in html


def test_draw_of_a_quiet_day_says_so():
    assert "No such earthquakes" in draw("earthquakes", {}, source(payload=payload()))


def test_miles_for_who_wants_them():
    html = draw("earthquakes", {}, source(payload=payload(shock())), viewer=Viewer(units="imperial"))
    assert "26 mi deep" in html


def test_what_only_one_person_sees_makes_no_second_fetch():
    one, other = ({"magnitude": "4.5", "period": "day", "radius": radius, "rows": 7} for radius in (None, 500))
    assert earthquakes.sources(one) == earthquakes.sources(other)
