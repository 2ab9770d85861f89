"""Public holidays: of a country and of its regions, this year and the next."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError

holidays = registry.get("holidays")
API = "https://date.nager.at/api/v3/PublicHolidays/"


def holiday(day, local, name="", regions=None):
    return {"date": day, "localName": local, "name": name or local, "countryCode": "DE", "global": regions is None,
            "counties": regions, "types": ["Public"]}  # fmt: skip


THIS = [
    holiday("2026-10-03", "Tag der Deutschen Einheit", "German Unity Day"),
    holiday("2026-11-24", "Waschtag"),
    holiday("2026-12-24", "Waldtag", regions=["DE-BY"]),
    holiday("2026-12-25", "Erster Weihnachtstag", "Christmas Day"),
]
NEXT = [holiday("2027-01-01", "Neujahr", "New Year's Day")]


def payload(following=NEXT):
    return fetch("holidays", {"country": "DE"}, {f"{API}2026/DE": THIS, f"{API}2027/DE": following})[0].payload


SAMPLE = sample("holidays", {"country": "DE"}, payload())
GOOD_DAYS = [
    Good(
        {"country": "DE"},
        {"/holidays/api/v3/PublicHolidays/2026/DE": THIS, "/holidays/api/v3/PublicHolidays/2027/DE": NEXT},
    )
]


def test_draw_shows_what_comes_and_how_long_that_is(now):
    html = draw("holidays", {"country": "DE"}, source(payload=payload()))
    assert "Einheit" not in html
    assert "Tomorrow" in html
    assert "in 32 days" in html
    assert "Neujahr" in html
    assert "Waldtag" not in html


def test_draw_for_a_region_has_its_own_days(now):
    assert "Waldtag" in draw("holidays", {"country": "DE", "region": "DE-BY"}, source(payload=payload()))


def test_fetch_without_the_next_year_keeps_this_one():
    assert len(payload(following=FetchError("http-500", "The server answered with error 500."))["days"]) == 4


def test_fetch_of_no_country_says_so():
    with pytest.raises(FetchError, match="No holidays are known for XX"):
        fetch("holidays", {"country": "XX"}, {API: FetchError("http-404", "There is nothing at this address.")})
    with pytest.raises(FetchError, match="No holidays are known"):
        fetch("holidays", {"country": "XX"}, {API: []})


@pytest.mark.parametrize("typed", [{"country": "D1"}, {"country": ""}, {"country": "DE", "region": "Bavaria"}])
def test_settings_refuse_what_is_no_code(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(holidays, typed)


def test_settings_take_small_letters():
    assert configuration.validate(holidays, {"country": "de", "region": "de-by"})["region"] == "DE-BY"
