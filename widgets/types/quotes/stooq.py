"""Stooq's last price of one symbol, for when Yahoo does not answer: no history and no change, but a price."""

import csv
import re
from typing import Any
from urllib.parse import quote

from widgets import upstreams
from widgets.base import HttpClient
from widgets.untrusted import decimal

#: Yahoo's names of indices, and Stooq's.
INDICES = {
    "^GSPC": "^spx", "^DJI": "^dji", "^IXIC": "^ndq",
    "^GDAXI": "^dax", "^FTSE": "^ukx", "^N225": "^nkx", "^FCHI": "^cac",
}  # fmt: skip
SHARE, PAIR = re.compile(r"[A-Z]{1,5}"), re.compile(r"([A-Z]{6})=X")


def price(http: HttpClient, symbol: str) -> dict[str, Any] | None:
    """As `client.chart` answers; None where Stooq has no such symbol, or (with status 200) wants a browser."""
    name = _name(symbol)
    if not name:
        return None
    address = f"{upstreams.address('stooq')}/q/l/?s={quote(name)}&f=sd2t2ohlcv&h&e=csv"
    lines = list(csv.DictReader(http.get(address).text().splitlines()[:2]))
    value = decimal(lines[0].get("Close")) if lines else None
    if value is None or value <= 0:
        return None
    currency = "USD" if name.endswith(".us") else symbol[3:6] if PAIR.fullmatch(symbol) else ""
    told = {"symbol": symbol, "name": symbol, "currency": currency, "price": value}
    return {**told, "previous": None, "digits": 2, "points": []}


def _name(symbol: str) -> str:
    if pair := PAIR.fullmatch(symbol):
        return pair[1].lower()
    return INDICES.get(symbol) or (f"{symbol.lower()}.us" if SHARE.fullmatch(symbol) else "")
