"""Exchange rates: the central bank's files, and Frankfurter's JSON."""

import pytest

from tests.widgets.types.conftest import Good, Played, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec

currencies = registry.get("currencies")
ECB = "https://www.ecb.europa.eu/stats/eurofxref/"
RATES = {"2026-11-19": {"USD": 1.08, "JPY": 161.2}, "2026-11-20": {"USD": 1.0692, "JPY": 163.0}}


def ecb(days):
    cubes = "".join(
        f'<Cube time="{day}">' + "".join(f'<Cube currency="{name}" rate="{rate}"/>' for name, rate in rates.items()) + "</Cube>\n"
        for day, rates in days.items()
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
        ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">\n'
        "<gesmes:subject>Reference rates</gesmes:subject>\n"
        f"<Cube>\n{cubes}</Cube></gesmes:Envelope>"
    )


def answers(newest=("2026-11-20",), past=RATES):
    return {
        f"{ECB}eurofxref-daily.xml": Played(ecb({day: RATES[day] for day in newest}).encode()),
        f"{ECB}eurofxref-hist-90d.xml": past if isinstance(past, Exception) else Played(ecb(past).encode()),
    }


def payload(**changes):
    return fetch("currencies", {"service": "ecb"}, answers(**changes))[0].payload


SAMPLE = sample("currencies", {"base": "EUR", "symbols": "USD JPY"}, payload())
GOOD_DAYS = [
    Good(
        {"service": "ecb"},
        {
            "/ecb/stats/eurofxref/eurofxref-daily.xml": ecb({"2026-11-20": RATES["2026-11-20"]}),
            "/ecb/stats/eurofxref/eurofxref-hist-90d.xml": ecb(RATES),
        },
    ),
    Good(
        {"service": "frankfurter"},
        {
            "/frankfurter/v1/latest": {"amount": 1.0, "base": "EUR", "date": "2026-11-20", "rates": {"USD": 1.07}},
            "/frankfurter/v1/2026-08-25..": {"amount": 1.0, "base": "EUR", "rates": {"2026-11-19": {"USD": 1.06}}},
        },
        {"service": "frankfurter", "symbols": "USD"},
    ),
]


def test_draw_compares_with_the_day_before_in_numbers_and_words():
    html = draw("currencies", {"symbols": "USD JPY"}, source(payload=payload()))
    assert "1.0692" in html
    assert "−1.00%" in html
    assert ">down</span>" in html
    assert "USD: from 1.0800 to 1.0692 in 24 hours, lowest 1.0692, highest 1.0800" in html


def test_draw_of_another_base_goes_across_the_euro():
    html = draw("currencies", {"base": "USD", "symbols": "EUR"}, source(payload=payload()))
    assert "0.9353 EUR" in html
    assert 'class="chart"' in html


def test_without_the_history_the_day_still_stands():
    only = payload(past=FetchError("timeout", "The server did not answer in time."))
    assert [day for day, _rates in only["days"]] == ["2026-11-20"]
    html = draw("currencies", {"symbols": "USD CHF"}, source(payload=only))
    assert "1.0692" in html
    assert '<svg class="sparkline"' not in html
    assert "No rate came for: <bdi>CHF</bdi>" in " ".join(html.split())


def test_everybody_shares_one_file():
    one, other = ({"base": base, "symbols": "USD", "service": "ecb"} for base in ("EUR", "GBP"))
    assert currencies.sources(one) == currencies.sources(other) == [SourceSpec("currencies", {"service": "ecb"})]


@pytest.mark.parametrize("typed", ["", "XXX", "EURO", "<b>"])
def test_settings_refuse_what_has_no_rate(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(currencies, {"symbols": typed})


def test_entities_of_a_hostile_file_do_not_grow():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + ecb(RATES).partition("?>\n")[2]
    bad = {f"{ECB}eurofxref": Played(bomb.replace('rate="', 'rate="&b;').encode())}
    with pytest.raises(FetchError, match="cannot be read"):
        fetch("currencies", {"service": "ecb"}, bad)
