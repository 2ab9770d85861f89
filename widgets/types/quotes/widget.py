"""Prices of shares, indices, currencies: now, against the day before, over a month."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import charts
from widgets.base import FetchError, FetchRequest, FetchResult, HttpClient, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import NamesField
from widgets.registry import register
from widgets.types.quotes import client, stooq

MOST = 12
SYMBOL = re.compile(r"[A-Z0-9^=.\-]{1,20}")


def read_symbol(typed: str) -> str:
    if not SYMBOL.fullmatch(symbol := typed.upper()):
        raise ValueError(typed)
    return symbol


class QuotesForm(forms.Form):
    symbols = NamesField(
        read_symbol,
        most=MOST,
        unknown=_("This is not a symbol: %(name)s"),
        too_many=_("These are %(count)d symbols; %(most)d are the most."),
        label=_("Symbols"),
        help_text=_("As Yahoo Finance names them, with blanks between: AAPL ^GSPC EURUSD=X."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )


@register
class QuotesWidget(WidgetType):
    """Prices of shares, indices and currencies."""

    kind, title, icon, category = "quotes", _("Quotes"), "chart-line", "money"
    refresh_every = timedelta(minutes=15)
    SettingsForm = QuotesForm
    upstreams: ClassVar[Mapping[str, str]] = {
        "quotes": "https://query1.finance.yahoo.com",
        "stooq": "https://stooq.com",
    }
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """One per symbol, so that everybody who follows it shares it."""
        return [SourceSpec(self.kind, {"symbol": symbol}) for symbol in settings.get("symbols", "").split()]

    def fetch(self, request: FetchRequest) -> FetchResult:
        quote = _quote(request.http, request.settings["symbol"])
        return FetchResult(payload=quote, title=quote["name"])

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        known = {source.payload["symbol"]: source.payload for source in sources if source.payload}
        quotes = [_shown(known[symbol]) for symbol in settings["symbols"].split() if symbol in known]
        return {"quotes": quotes} if quotes else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)


def _quote(http: HttpClient, symbol: str) -> dict[str, Any]:
    """Yahoo's, or where it does not answer Stooq's."""
    try:
        return client.chart(http, symbol)
    except FetchError as error:
        if error.code == "no-such-symbol":
            raise
        refusal = error
    try:
        other = stooq.price(http, symbol)
    except FetchError:
        other = None
    if other is None:
        raise refusal
    return other


def _shown(quote: Mapping[str, Any]) -> dict[str, Any]:
    price, previous = quote["price"], quote["previous"]
    change = None if previous is None else price - previous
    percent = change / previous * 100 if change is not None and previous else None
    way = "" if not change else "up" if change > 0 else "down"
    chart = charts.draw(quote.get("points", ()))
    return {**quote, "chart": chart, "change": change, "percent": percent, "way": way}
