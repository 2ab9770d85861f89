"""Formula 1: the next race and the standings, either of which may be missing."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError, Viewer

API = "https://api.jolpi.ca/ergast/f1/current/"
RACE = {
    "raceName": "Abu Dhabi Grand Prix",
    "date": "2026-12-06",
    "time": "13:00:00Z",
    "Circuit": {"circuitName": "Yas Marina"},
}
NEXT = {"MRData": {"RaceTable": {"season": "2026", "Races": [RACE]}}}
STANDINGS = {
    "MRData": {"StandingsTable": {"StandingsLists": [{"DriverStandings": [
        {"position": "1", "points": "390.5", "Driver": {"givenName": "Lando", "familyName": "Norris"}},
        {"position": "2", "points": "366", "Driver": {"givenName": "Max", "familyName": "Verstappen"}},
    ]}]}}
}  # fmt: skip
GONE = FetchError("http-500", "The server answered with error 500.")


def payload(race=NEXT, standings=STANDINGS):
    return fetch("racing", {}, {f"{API}next": race, f"{API}driverStandings": standings})[0].payload


SAMPLE = sample("racing", {"rows": 3}, payload())
GOOD_DAYS = [
    Good(
        {},
        {"/formula1/ergast/f1/current/next.json": NEXT, "/formula1/ergast/f1/current/driverStandings.json": STANDINGS},
    )
]


def test_draw_shows_the_race_in_the_viewers_time_and_who_leads(now):
    html = draw("racing", {"rows": 1}, source(payload=payload()), viewer=Viewer(timezone="Asia/Tokyo"))
    assert "Abu Dhabi Grand Prix" in html
    assert "Sun 6 Dec, 22:00" in html
    assert "Lando Norris" in html
    assert "Verstappen" not in html


def test_draw_after_the_last_race_says_so(now):
    over = {"MRData": {"RaceTable": {"Races": [RACE | {"date": "2026-11-22"}]}}}
    assert "No race is planned." in draw("racing", {}, source(payload=payload(race=over)))


def test_what_did_not_come_is_said_and_the_rest_is_shown(now):
    html = draw("racing", {}, source(payload=payload(standings=GONE)))
    assert "Abu Dhabi" in html
    assert "The standings did not come." in html
    assert "Norris" in draw("racing", {}, source(payload=payload(race=GONE)))


def test_when_nothing_comes_the_reason_is_told():
    with pytest.raises(FetchError, match="error 500"):
        payload(race=GONE, standings=GONE)
    with pytest.raises(FetchError, match="Nothing is known"):
        payload(race={"MRData": {}}, standings={})
