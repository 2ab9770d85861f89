"""Radio: stations that browsers can play, the best loved first."""

from tests.widgets.types.conftest import Good, draw, fetch, sample, source

SEARCH = "https://de1.api.radio-browser.info/json/stations/search"


def station(name="Jazz One", **changes):
    told = {"stationuuid": "1", "name": name, "url_resolved": "https://radio.example/jazz", "country": "France",
            "tags": "jazz", "bitrate": 128, "codec": "MP3", "favicon": "", "votes": 7, "homepage": "https://radio.example/",
            "hls": 0}  # fmt: skip
    return told | changes


def payload(*stations):
    return fetch("radio", {"name": "", "tag": "jazz"}, {SEARCH: list(stations)})[0].payload


SAMPLE = sample("radio", {"tag": "jazz"}, payload(station(), station("Two")))
GOOD_DAYS = [Good({"name": "", "tag": "jazz"}, {"/radio/json/stations/search": [station(), station("Two")]})]


def test_fetch_leaves_out_what_no_browser_plays():
    unplayable = [
        {"url_resolved": "https://x.example/a.m3u8?x"},
        {"hls": 1},
        {"url_resolved": "mms://x.example/"},
        {"name": " "},
    ]
    kept = payload(station(), *(station(**changes) for changes in unplayable), None)
    assert [each["name"] for each in kept["stations"]] == ["Jazz One"]
    assert kept["stations"][0]["facts"] == ["France", "MP3", "128 kbit/s"]


def test_fetch_asks_for_what_was_named():
    _result, http = fetch("radio", {"name": "", "tag": "jazz"}, {SEARCH: []})
    assert "?tag=jazz&limit=30&hidebroken=true" in http.asked[0][0]


def test_draw_has_players_that_wait():
    html = draw("radio", {"rows": 1}, source(payload=payload(station(), station("Two"))))
    assert html.count('preload="none"') == html.count("<audio") == 1


def test_nothing_found_is_empty():
    assert draw("radio", {}, source(payload=payload())) == ""
