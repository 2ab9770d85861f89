"""Prices of cryptocurrencies: now, against a day ago, over a week; the first one over a month."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import charts, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, HttpClient, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import NamesField
from widgets.registry import register
from widgets.untrusted import number, objects, seconds, sequence, text, within

MOST = 12
COIN = re.compile(r"[a-z0-9-]{1,60}")
CURRENCIES = ("usd", "eur", "gbp", "jpy", "chf", "cny", "inr", "brl", "cad", "aud")


def read_coin(typed: str) -> str:
    if not COIN.fullmatch(coin := typed.lower()):
        raise ValueError(typed)
    return coin


class CryptoForm(forms.Form):
    coins = NamesField(
        read_coin,
        most=MOST,
        unknown=_("This is not the name of a coin: %(name)s"),
        too_many=_("These are more than %(most)d coins."),
        label=_("Coins"),
        help_text=_("By their names at CoinGecko, with blanks between: bitcoin ethereum."),
        max_length=300,
        initial="bitcoin ethereum",
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    currency = forms.ChoiceField(label=_("In"), choices=[(each, each.upper()) for each in CURRENCIES], initial="usd")


@register
class CryptoWidget(WidgetType):
    """Prices of Bitcoin, Ether and other coins."""

    kind, title, icon, category = "crypto", _("Cryptocurrencies"), "bitcoin", "money"
    refresh_every = timedelta(minutes=10)
    SettingsForm = CryptoForm
    upstreams: ClassVar[Mapping[str, str]] = {"coingecko": "https://api.coingecko.com"}
    is_private = False
    empty_message = _("CoinGecko knows none of these coins.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """All coins in one question: the service allows few."""
        coins = settings.get("coins", "")
        return [SourceSpec(self.kind, {"coins": coins, "currency": settings["currency"]})] if coins else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        coins, currency = request.settings["coins"].split(), request.settings["currency"]
        query = {"vs_currency": currency, "ids": ",".join(coins), "per_page": MOST, "sparkline": "true"}
        answer = request.http.get(f"{upstreams.address('coingecko')}/api/v3/coins/markets?{urlencode(query)}").json()
        found = [_coin(each) for each in objects(answer) if number(each.get("current_price")) is not None]
        if not isinstance(answer, list):
            raise FetchError("unreadable", _("CoinGecko sent an answer that cannot be read."))
        month = _month(request.http, coins[0], currency) if found else []
        return FetchResult(payload={"coins": found, "month": month}, site_url="https://www.coingecko.com/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        wanted = settings["coins"].split()
        coins = sorted(
            payload.get("coins", []), key=lambda coin: wanted.index(coin["uid"]) if coin["uid"] in wanted else 99
        )
        if not coins:
            return {}
        return {
            "coins": [{**coin, "chart": charts.spark(coin["week"]), "way": _way(coin["change"])} for coin in coins],
            "month": charts.draw(payload["month"], shape="area"),
            "currency": settings["currency"].upper(),
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)


def _coin(each: Mapping[str, Any]) -> dict[str, Any]:
    price = each["current_price"]
    week = [number(value) for value in sequence(within(each, "sparkline_in_7d", "price"))]
    return {
        "uid": text(each.get("id"), 60),
        "name": text(each.get("name"), 60),
        "symbol": text(each.get("symbol"), 12).upper(),
        "price": price,
        "digits": 2 if abs(price) >= 1 else 6,
        "change": number(each.get("price_change_percentage_24h")),
        "week": week[:: len(week) // 60 + 1],
    }


def _month(http: HttpClient, coin: str, currency: str) -> list[list[float]]:
    """The chart is an extra: without it the prices still stand."""
    query = urlencode({"vs_currency": currency, "days": 30})
    try:
        answer = http.get(f"{upstreams.address('coingecko')}/api/v3/coins/{coin}/market_chart?{query}").json()
    except FetchError:
        return []
    pairs = [(seconds(within(pair, 0), 0.001), number(within(pair, 1))) for pair in sequence(within(answer, "prices"))]
    known = [[moment, price] for moment, price in pairs if moment is not None and price is not None]
    return known[:: len(known) // 120 + 1]


def _way(change: float | None) -> str:
    return "" if not change else "up" if change > 0 else "down"
