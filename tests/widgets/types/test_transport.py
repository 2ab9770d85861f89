"""Trains: London's lines, and Swiss departures."""

import pytest

from tests.widgets.types.conftest import NOW, Good, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec, Viewer

transport = registry.get("transport")
TFL = "https://api.tfl.gov.uk/line/mode/"
BOARD = "https://transport.opendata.ch/v1/stationboard"


def line(name="Central", *severities):
    statuses = [
        {"statusSeverity": severity, "statusSeverityDescription": words, "reason": reason}
        for severity, words, reason in severities or [(10, "Good Service", None)]
    ]
    return {"id": name.lower(), "name": name, "lineStatuses": statuses}


def departure(to="Bern", minutes=6, delay=None, number="8"):
    stop = {"departureTimestamp": int(NOW.timestamp()) + minutes * 60, "delay": delay, "platform": "12"}
    return {"number": number, "category": "IC", "to": to, "stop": stop}


LINES = [line(), line("Victoria", (6, "Severe Delays", "Signal failure at Brixton."), (9, "Minor Delays", "x"))]
STATION = {"station": {"name": "Zürich HB"}, "stationboard": [departure(), departure("Basel", 20, delay=4)]}
SAMPLE = sample("transport", {"network": "london"}, fetch("transport", {"modes": "tube,dlr"}, {TFL: LINES})[0].payload)
GOOD_DAYS = [
    Good({"modes": "tube,dlr"}, {"/tfl/line/mode/tube,dlr/status": LINES}),
    Good(
        {"station": "Zürich HB"},
        {"/departures/v1/stationboard": STATION},
        {"network": "switzerland", "station": "Zürich HB"},
    ),
]


def board(*departures, station="Zürich HB"):
    told = {"station": {"name": station}, "stationboard": list(departures)}
    return fetch("transport", {"station": "Zürich HB"}, {BOARD: told})[0]


def test_draw_says_the_worst_of_each_line_and_names_the_good_ones():
    html = draw("transport", {}, source(payload=SAMPLE.payload))
    assert "Severe Delays" in html
    assert "Minor Delays" not in html
    assert "Signal failure" in html
    assert "Good service" in html
    assert "Powered by TfL Open Data" in html


def test_draw_of_departures_has_delays_and_leaves_out_what_is_gone(now):
    result = board(departure("Gone", -5), departure("Late", -2, delay=5), departure())
    html = draw("transport", {"network": "switzerland"}, source(payload=result.payload), viewer=Viewer(hour12=True))
    assert "Gone" not in html
    assert "+5" in html
    assert "3 min" in html
    assert "9:36 AM" in html
    assert result.title == "Zürich HB"


def test_draw_at_night_says_that_nothing_departs(now):
    assert "Nothing departs soon." in draw("transport", {}, source(payload=board().payload))


def test_fetch_of_an_unknown_station_says_so():
    with pytest.raises(FetchError, match="No station named"):
        fetch("transport", {"station": "Atlantis"}, {BOARD: {"station": None, "stationboard": []}})


def test_settings_want_a_station_only_where_it_is_needed():
    assert transport.sources(configuration.validate(transport, {"network": "london"}))[0].settings == {
        "modes": "tube,dlr"
    }
    chosen = configuration.validate(transport, {"network": "switzerland", "station": "Bern"})
    assert transport.sources(chosen) == [SourceSpec("transport", {"station": "Bern"})]
    with pytest.raises(configuration.InvalidConfiguration, match="at which station"):
        configuration.validate(transport, {"network": "switzerland"})
