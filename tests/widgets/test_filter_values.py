"""What templates do with values: numbers keep their sign, times stay readable, links lead only to places."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from widgets import charts, filters


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(1234.567, 2, "1,234.57"), (4.6, 0, "5"), (-0.04, 1, "0.0"), (-2.875, 2, "−2.88"), (None, 2, "–"), (0, 0, "0")],
)
def test_number_rounds_and_keeps_a_real_minus(value, digits, shown):
    assert filters.number(value, digits) == shown


@pytest.mark.parametrize(("value", "shown"), [(1.5, "+1.50"), (-1.5, "−1.50"), (0.001, "0.00"), (None, "–")])
def test_signed_always_shows_the_way(value, shown):
    assert filters.signed(value) == shown


def test_a_sign_stays_before_its_number_where_one_writes_from_the_right():
    with translation.override("ar"):
        assert filters.number(-3) == "\N{LEFT-TO-RIGHT MARK}−3"
        assert filters.signed(3, 0) == "\N{LEFT-TO-RIGHT MARK}+3"
        assert filters.isolated("Tea") == "\N{FIRST STRONG ISOLATE}Tea\N{POP DIRECTIONAL ISOLATE}"
    assert filters.isolated("Tea") == "Tea"


def test_when_is_a_date_until_the_browser_takes_over():
    this_year = datetime.now(UTC).replace(month=11, day=21, hour=8, minute=0, second=0, microsecond=0)
    assert filters.when(this_year) == f'<time datetime="{this_year.isoformat()}" data-when>21 Nov</time>'
    assert ">1999-01-02<" in filters.when(datetime(1999, 1, 2, tzinfo=UTC))
    assert filters.when(None) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:x", "", "x"])
def test_outward_leads_nowhere_that_is_no_place(address):
    assert filters.outward(address) == ""


@pytest.mark.parametrize("address", ["https://example.org/", "http://example.org/", "/channels/garden/"])
def test_outward_leads_to_sites_and_to_our_own_pages(address):
    assert filters.outward(address) == address


def test_told_says_a_chart_in_words():
    chart = charts.draw([(0, 1.5), (3600, None), (7200, -3)])
    assert filters.told(chart, "Water", 1, " m") == "Water: from 1.5 m to −3.0 m, lowest −3.0 m, highest 1.5 m"
