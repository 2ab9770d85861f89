"""The month: begins on the person's first day of the week, and knows today where they are."""

from datetime import UTC, date, datetime

import pytest
from lxml import html as lxml_html

from tests.widgets.types.conftest import draw, sample
from widgets.base import Viewer
from widgets.types.month.widget import months, sheet

SAMPLE = sample("month", {"months": 2, "weeks": True})


def table(settings=None, viewer=None):
    return lxml_html.fromstring(f"<div>{draw('month', {'months': 1} | (settings or {}), viewer=viewer)}</div>")


@pytest.mark.parametrize(("first", "name"), [(0, "Monday"), (5, "Saturday"), (6, "Sunday")])
def test_draw_begins_with_the_first_weekday_of_the_person(now, first, name):
    shown = table(viewer=Viewer(first_weekday=first))
    assert shown.xpath("(//thead//abbr)[1]/@title") == [name]
    day = shown.xpath("(//tbody/tr[2]/td)[1]/time/@datetime")[0]
    assert date.fromisoformat(day).weekday() == first


def test_draw_marks_today_where_the_person_is(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert table().xpath("//td[@aria-current]/time/@datetime") == ["2026-11-30"]
    tokyo = table(viewer=Viewer(timezone="Asia/Tokyo"))
    assert tokyo.xpath("//td[@aria-current]/time/@datetime") == ["2026-12-01"]
    assert "December 2026" in tokyo.text_content()


def test_draw_shows_several_months_and_their_weeks(now):
    shown = table({"months": 3, "weeks": True})
    assert [caption.text for caption in shown.xpath("//caption")] == ["November 2026", "December 2026", "January 2027"]
    assert shown.xpath("(//tbody)[2]/tr/th/text()") == ["49", "50", "51", "52", "53"]


@pytest.mark.parametrize("first_weekday", range(7))
def test_every_month_has_all_its_days_in_order(first_weekday):
    for first in months(date(2024, 1, 1), 12):
        weeks = sheet(first, first, first_weekday)["weeks"]
        days = [day[0] for week in weeks for day in week["days"] if day]
        assert [day.day for day in days] == list(range(1, len(days) + 1))
        assert all(len(week["days"]) == 7 for week in weeks)


def test_numbers_of_weeks_are_those_of_iso_8601():
    assert [week["number"] for week in sheet(date(2027, 1, 1), date(2027, 1, 1), 0)["weeks"]] == [53, 1, 2, 3, 4]
