"""What a currency buys of others: today, against the day before, over three months."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import charts
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.times import short_date
from widgets.types.currencies import client

#: Those that the European Central Bank fixes, besides the euro.
CODES = [
    "EUR",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CNY",
    "CZK",
    "DKK",
    "GBP",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "ISK",
    "JPY",
    "KRW",
    "MXN",
    "MYR",
    "NOK",
    "NZD",
    "PHP",
    "PLN",
    "RON",
    "SEK",
    "SGD",
    "THB",
    "TRY",
    "USD",
    "ZAR",
]
SERVICES = {"ecb": _("European Central Bank"), "frankfurter": _("Frankfurter")}
SITES = {
    "ecb": "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
    "frankfurter": "https://frankfurter.dev/",
}


class CurrenciesForm(forms.Form):
    base = forms.ChoiceField(label=_("One"), choices=[(code, code) for code in CODES], initial="EUR")
    symbols = forms.CharField(
        label=_("In"),
        help_text=_("Three letters each, with blanks between: USD GBP JPY."),
        max_length=120,
        initial="USD GBP JPY CHF",
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    service = forms.ChoiceField(label=_("From"), choices=list(SERVICES.items()), initial="ecb")

    def clean_symbols(self) -> str:
        symbols = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["symbols"].upper().strip(" ,;\n"))))
        if wrong := [symbol for symbol in symbols if symbol not in CODES]:
            text = _now("No rate is published for %(symbol)s. Known are: %(known)s.")
            raise ValidationError(text % {"symbol": wrong[0][:20], "known": " ".join(CODES)})
        return " ".join(symbols)


@register
class CurrenciesWidget(WidgetType):
    """Exchange rates, with their way over three months."""

    kind, title, icon, category = "currencies", _("Currencies"), "banknote", "money"
    refresh_every = timedelta(hours=3)
    SettingsForm = CurrenciesForm
    upstreams: ClassVar[Mapping[str, str]] = {
        "ecb": "https://www.ecb.europa.eu",
        "frankfurter": "https://api.frankfurter.dev",
    }
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """One for everybody: all rates come in one file."""
        return [SourceSpec(self.kind, {"service": settings["service"]})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        found = client.rates(request)
        payload = {"days": [[when, found[when]] for when in sorted(found)[-client.DAYS :]]}
        return FetchResult(payload=payload, site_url=SITES[request.settings["service"]])

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        days = sources[0].payload.get("days") if sources else None
        base = settings["base"]
        wanted = [symbol for symbol in settings["symbols"].split() if symbol != base]
        rows = [row for symbol in wanted if (row := _row(days or [], base, symbol))]
        if not days or not rows:
            return {}
        missing = [symbol for symbol in wanted if symbol not in {row["symbol"] for row in rows}]
        when = short_date(datetime.fromtimestamp(_seconds(days[-1][0]), UTC))
        service = settings["service"]
        return {
            "base": base, "rows": rows, "missing": missing, "day": when,
            "service": SERVICES[service], "site": SITES[service],
        }  # fmt: skip

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)


def _row(days: Sequence[Any], base: str, symbol: str) -> dict[str, Any] | None:
    points = [(_seconds(when), rate) for when, rates in days if (rate := _rate(rates, base, symbol)) is not None]
    if not points:
        return None
    last, before = points[-1][1], points[-2][1] if len(points) > 1 else None
    percent = (last / before - 1) * 100 if before else None
    way = "" if not percent or abs(percent) < 0.005 else "up" if percent > 0 else "down"
    digits = 4 if last < 10 else 2
    return {
        "symbol": symbol, "rate": last, "digits": digits, "percent": percent, "way": way, "chart": charts.draw(points),
    }  # fmt: skip


def _rate(rates: Mapping[str, float], base: str, symbol: str) -> float | None:
    """Across the euro, which all rates are against."""
    of_euro = {**rates, "EUR": 1.0}
    return of_euro[symbol] / of_euro[base] if symbol in of_euro and base in of_euro else None


def _seconds(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
