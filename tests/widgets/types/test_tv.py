"""Television tonight: what is on now or soon, on the viewer's clock."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, Viewer

tv = registry.get("tv")
SCHEDULE = "https://api.tvmaze.com/schedule?country=US&date="


def episode(name="The Kitchen", at="2026-11-23T20:00:00+00:00", **changes):
    show = {"name": name, "url": "https://www.tvmaze.com/shows/1", "network": {"name": "ABC"}}
    return {"name": "Bread", "season": 2, "number": 3, "airstamp": at, "show": show} | changes


def payload(*today):
    answers = {f"{SCHEDULE}2026-11-23": list(today), f"{SCHEDULE}2026-11-24": FetchError("http-500", "No.")}
    return fetch("tv", {"country": "US"}, answers)[0].payload


SAMPLE = sample("tv", {"country": "US"}, payload(episode(), episode("News", "2026-11-23T19:00:00+00:00")))
GOOD_DAYS = [
    Good({"country": "US"}, {"/tv/schedule": [episode()]}),
    Good({"country": ""}, {"/tv/schedule/web": [episode(show=None, _embedded={"show": {"name": "Web"}})]}),
]


def test_draw_shows_what_comes_on_the_viewers_clock(now):
    told = payload(episode(), episode("Over", "2026-11-23T08:00:00+00:00"), episode("Lost", None), episode(show=None))
    html = draw("tv", {}, source(payload=told), viewer=Viewer(timezone="Europe/Berlin"))
    assert "21:00" in html
    assert "2×03 Bread" in html
    assert "Over" not in html


def test_fetch_fails_when_neither_day_comes():
    with pytest.raises(FetchError):
        fetch("tv", {"country": "US"}, {SCHEDULE: FetchError("http-500", "No.")})


def test_settings_refuse_what_is_no_country():
    assert configuration.validate(tv, {"country": "de"})["country"] == "DE"
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(tv, {"country": "1!"})
