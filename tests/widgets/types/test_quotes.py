"""Quotes: Yahoo's charts, with nulls inside their arrays."""

import pytest

from tests.widgets.types.conftest import NOW, Good, Played, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec, Viewer

quotes = registry.get("quotes")
CHART = "https://query1.finance.yahoo.com/v8/finance/chart/"
TODAY = int(NOW.timestamp())
DAY = 86400
META = {
    "currency": "USD", "symbol": "AAPL", "regularMarketPrice": 1234.5, "chartPreviousClose": 900.0,
    "shortName": "Apple Inc.", "priceHint": 2, "regularMarketTime": TODAY,
}  # fmt: skip


def chart(closes=(1000.0, None, 1200.0, 1234.5), **meta):
    times = [TODAY - DAY * (len(closes) - 1 - index) for index in range(len(closes))]
    result = {"meta": META | meta, "timestamp": times, "indicators": {"quote": [{"close": list(closes)}]}}
    return {"chart": {"result": [result], "error": None}}


def payload(symbol="AAPL", **options):
    return fetch("quotes", {"symbol": symbol}, {CHART: chart(**options)})[0].payload


SAMPLE = sample("quotes", {"symbols": "AAPL"}, payload())
CSV = "Symbol,Date,Time,Open,High,Low,Close,Volume\nAAPL.US,2026-11-20,22:00:19,1220.1,1240,1215.5,1234.56,1000\n"
STOOQ = "https://stooq.com/q/l/?s="
BUSY = FetchError("http-429", "The server is busy; we will ask again later.")
GOOD_DAYS = [
    Good({"symbol": "AAPL"}, {"/quotes/v8/finance/chart/AAPL": chart(), "/stooq/q/l/": CSV}),
    Good({"symbol": "AAPL"}, {"/stooq/q/l/": CSV}),
]


def test_fetch_compares_with_the_day_before():
    result, http = fetch("quotes", {"symbol": "^GSPC"}, {CHART: chart()})
    assert (result.payload["price"], result.payload["previous"]) == (1234.5, 1200.0)
    assert [close for _time, close in result.payload["points"]] == [1000.0, 1200.0, 1234.5]
    assert http.asked[0][0] == f"{CHART}%5EGSPC?range=1mo&interval=1d"
    assert http.asked[0][1]["User-Agent"].startswith("Mozilla")


def test_fetch_knows_that_a_null_today_is_not_yesterday():
    assert payload(closes=(1000.0, 1200.0, None))["previous"] == 1200.0


@pytest.mark.parametrize("closes", [(), (None, None)])
def test_fetch_without_closes_falls_back(closes):
    assert payload(closes=closes)["previous"] == 900.0


@pytest.mark.parametrize(
    "bad",
    [
        {"chart": {"result": None, "error": {"code": "Not Found", "description": "No data found"}}},
        {"chart": {"result": []}},
        {"chart": {"result": [{"meta": {}}]}},
        {"chart": {"result": [{"meta": {"regularMarketPrice": "12"}}]}},
        {"chart": {"result": ["x"]}},
        [],
        FetchError("http-404", "There is nothing at this address."),
    ],
)
def test_fetch_names_a_symbol_that_is_not_known(bad):
    with pytest.raises(FetchError, match="No quote was found for XYZ"):
        fetch("quotes", {"symbol": "XYZ"}, {CHART: bad})


def test_fetch_asks_stooq_where_yahoo_does_not_answer():
    result, http = fetch("quotes", {"symbol": "AAPL"}, {CHART: BUSY, STOOQ: Played(CSV.encode())})
    assert (result.payload["price"], result.payload["currency"], result.payload["previous"]) == (1234.56, "USD", None)
    assert http.asked[1][0] == "https://stooq.com/q/l/?s=aapl.us&f=sd2t2ohlcv&h&e=csv"
    assert "1,234.56" in draw("quotes", {"symbols": "AAPL"}, source(payload=result.payload))


@pytest.mark.parametrize(
    "body",
    [b"<!doctype html><script>challenge</script>", b"Symbol,Close\nAAPL.US,N/D\n", b"", b"Exceeded the daily limit"],
)
def test_fetch_tells_yahoos_reason_where_stooq_has_no_price_either(body):
    with pytest.raises(FetchError, match="busy"):
        fetch("quotes", {"symbol": "^GSPC"}, {CHART: BUSY, STOOQ: Played(body)})


def test_fetch_asks_stooq_for_nothing_that_it_does_not_have():
    with pytest.raises(FetchError, match="busy"):
        fetch("quotes", {"symbol": "VOW3.DE"}, {CHART: BUSY})


def test_draw_shows_change_by_sign_and_words_not_only_colour():
    html = draw("quotes", {"symbols": "AAPL"}, source(kind="quotes", payload=payload()))
    assert "1,234.50" in html
    assert "+34.50 (+2.88%)" in html
    assert ">up</span>" in html
    assert 'aria-label="A month: from 1,000.00 to 1,234.50 in 3 days, lowest 1,000.00, highest 1,234.50"' in html
    html = draw("quotes", {"symbols": "AAPL"}, source(kind="quotes", payload=payload(regularMarketPrice=1100)))
    assert "−100.00 (−8.33%)" in html
    assert ">down</span>" in html


def test_draw_keeps_the_persons_order_and_leaves_out_what_is_not_there_yet():
    first, second = payload("A", shortName="Alpha"), payload("B", shortName="<b>Beta")
    html = draw("quotes", {"symbols": "B A C"}, source(payload=first), source(payload=second), source())
    assert html.index("Beta") < html.index("Alpha")
    assert "<b>" not in html


def test_draw_without_any_quote_is_empty():
    assert draw("quotes", {"symbols": "A"}, source(), viewer=Viewer()) == ""


def test_draw_of_a_price_alone_shows_no_change():
    html = draw("quotes", {"symbols": "A"}, source(payload=payload("A", closes=(), chartPreviousClose=None)))
    assert "%" not in html
    assert '<svg class="sparkline"' not in html


def test_people_with_one_symbol_share_it():
    stored = configuration.validate(quotes, {"symbols": "aapl, ^gspc\naapl"})
    assert stored == {"symbols": "AAPL ^GSPC"}
    assert quotes.sources(stored)[1] == SourceSpec("quotes", {"symbol": "^GSPC"})


@pytest.mark.parametrize("typed", ["", "A/../B", "<script>", " ".join(f"S{n}" for n in range(13)), "X" * 21])
def test_settings_refuse_what_is_no_symbol_and_too_many(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(quotes, {"symbols": typed})
