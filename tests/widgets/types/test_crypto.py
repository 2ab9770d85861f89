"""Cryptocurrencies: CoinGecko's markets, and a month of the first coin."""

import pytest

from tests.widgets.types.conftest import NOW, Good, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError

crypto = registry.get("crypto")
MARKETS = "https://api.coingecko.com/api/v3/coins/markets"
MONTH = "https://api.coingecko.com/api/v3/coins/bitcoin/market_chart"
START = NOW.timestamp() * 1000 - 30 * 86400_000


def coin(name="bitcoin", **changes):
    return {
        "id": name, "symbol": name[:3], "name": name.title(), "image": "https://x.example/a.png", "current_price": 64321.5,
        "price_change_percentage_24h": -1.234, "market_cap": 1e12, "market_cap_rank": 1,
        "sparkline_in_7d": {"price": [64000, None, 65000, 64321.5]},
    } | changes  # fmt: skip


PRICES = {"prices": [[START + day * 86400_000, 60000 + day * 100] for day in range(31)]}


def payload(*coins, month=PRICES):
    answers = {MARKETS: list(coins) or [coin()], MONTH: month}
    return fetch("crypto", {"coins": "bitcoin ethereum", "currency": "usd"}, answers)[0].payload


SAMPLE = sample("crypto", {"coins": "bitcoin"}, payload())
GOOD_DAYS = [
    Good(
        {"coins": "bitcoin", "currency": "usd"},
        {"/coingecko/api/v3/coins/markets": [coin()], "/coingecko/api/v3/coins/bitcoin/market_chart": PRICES},
    )
]


def test_draw_shows_price_change_and_a_month():
    html = draw("crypto", {"coins": "bitcoin"}, source(payload=payload()))
    assert "64,321.50" in html
    assert "−1.23%" in html
    assert ">down</span>" in html
    assert "A month: from 60,000 to 63,000 in 30 days" in html


def test_small_prices_keep_their_digits_and_the_persons_order_holds():
    brought = payload(coin("ethereum"), coin("dogecoin", current_price=0.001234), coin())
    html = draw("crypto", {"coins": "dogecoin bitcoin ethereum"}, source(payload=brought))
    assert "0.001234" in html
    assert html.index("Dogecoin") < html.index("Bitcoin") < html.index("Ethereum")


def test_without_its_month_the_price_stands():
    brought = payload(month=FetchError("http-429", "The server is busy; we will ask again later."))
    assert "64,321.50" in draw("crypto", {"coins": "bitcoin"}, source(payload=brought))


@pytest.mark.parametrize("typed", ["", " ,; ", "bit coin/../x", "<b>", " ".join(f"c{number}" for number in range(13))])
def test_settings_refuse_what_is_no_coin_and_too_many(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(crypto, {"coins": typed})
