"""Yahoo's chart of one symbol, made into a price, a previous close and a month of closes."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, HttpClient
from widgets.untrusted import number, text, whole

#: Without a browser's name the service answers 429 to everybody.
HEADERS = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "Accept": "application/json"}
DAY = 24 * 3600

Bars = Sequence[tuple[float, float]]


def chart(http: HttpClient, symbol: str) -> dict[str, Any]:
    """Raises FetchError "no-such-symbol" when the service does not know it."""
    address = f"{upstreams.address('quotes')}/v8/finance/chart/{quote(symbol, safe='')}?range=1mo&interval=1d"
    try:
        answer = http.get(address, headers=HEADERS).json()
    except FetchError as error:
        raise (_unknown(symbol) if error.code == "http-404" else error) from None
    try:
        result = answer["chart"]["result"][0]
        meta = dict(result["meta"])
    except (KeyError, IndexError, TypeError, ValueError):
        raise _unknown(symbol) from None
    return _quote(symbol, meta, _bars(result))


def _unknown(symbol: str) -> FetchError:
    return FetchError("no-such-symbol", _("No quote was found for %(symbol)s.") % {"symbol": symbol})


def _quote(symbol: str, meta: Mapping[str, Any], bars: Bars) -> dict[str, Any]:
    price = number(meta.get("regularMarketPrice")) or (bars[-1][1] if bars else None)
    if price is None:
        raise _unknown(symbol)
    digits = whole(meta.get("priceHint"))
    return {
        "symbol": symbol,
        "name": text(meta.get("shortName"), 80) or symbol,
        "currency": text(meta.get("currency"), 8),
        "price": price,
        "previous": _previous(meta, bars),
        "digits": digits if digits is not None and 0 <= digits <= 6 else 2,
        "points": [[time, close] for time, close in bars],
    }


def _bars(result: Mapping[str, Any]) -> Bars:
    """Times with closes; the arrays have nulls, or are not there at all."""
    try:
        closes = result["indicators"]["quote"][0]["close"]
        pairs = zip(result["timestamp"], closes, strict=False)
        return [(time, close) for time, close in pairs if number(time) is not None and number(close) is not None]
    except (KeyError, IndexError, TypeError):
        return []


def _previous(meta: Mapping[str, Any], bars: Bars) -> float | None:
    """The close of the trading day before the price's: the last bar is often the running day itself."""
    offset = number(meta.get("gmtoffset")) or 0
    moment = number(meta.get("regularMarketTime")) or (bars[-1][0] if bars else 0)
    today = (moment + offset) // DAY
    earlier = [close for time, close in bars if (time + offset) // DAY < today]
    return earlier[-1] if earlier else number(meta.get("chartPreviousClose"))
