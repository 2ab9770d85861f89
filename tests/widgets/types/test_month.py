"""The month: begins on the person's first day of the week, and knows today where they are."""

from datetime import UTC, date, datetime

import pytest
from lxml import html as lxml_html

from tests.widgets.types.conftest import draw, sample, source
from tests.widgets.types.test_calendar import event
from widgets import belongings
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


def planned(monkeypatch, *events, viewer=None, **settings):
    """The sheets of somebody with a calendar on a page."""
    calendar = source(kind="calendar", payload={"events": list(events)})
    monkeypatch.setitem(belongings._source_readers, "calendar", lambda person: [calendar] if person == 7 else [])
    return table(settings, viewer or Viewer(person=7))


def told(shown):
    """What is written of the events, and the marked days with what they say."""
    lines = [" ".join(line.text_content().split()) for line in shown.xpath("//li")]
    marked = {cell.xpath("time")[0].text: cell.text_content() for cell in shown.xpath("//td[time[@class='busy']]")}
    return lines, marked


def test_draw_marks_the_days_of_events_and_tells_them_in_words(now, monkeypatch):
    shown = planned(
        monkeypatch,
        event("Lunch", "2026-11-24T12:00:00+00:00", "2026-11-24T13:00:00+00:00"),
        event("Trip", "2026-11-24", "2026-11-27", all_day=True),
        event("Holidays", "2026-11-29", "2026-12-03", all_day=True),
        event("Far", "2026-12-24T12:00:00+00:00"),
    )
    lines, marked = told(shown)
    assert lines == ["24–26 Trip", "24 12:00 Lunch", "29–30 Holidays"]
    assert marked == {
        "24": "24 2 events", "25": "25 1 event", "26": "26 1 event", "29": "29 1 event", "30": "30 1 event"
    }  # fmt: skip


def test_draw_puts_events_on_the_days_of_the_viewer(now, monkeypatch):
    call = event("Call", "2026-11-24T16:00:00+00:00", "2026-11-24T17:00:00+00:00")
    tokyo = Viewer(person=7, timezone="Asia/Tokyo", hour12=True)
    assert told(planned(monkeypatch, call, viewer=tokyo))[0] == ["25 1:00 AM Call"]


@pytest.mark.parametrize(("viewer", "settings"), [(Viewer(), {}), (Viewer(person=8), {}), (None, {"events": False})])
def test_draw_shows_no_events_to_others_or_where_they_are_not_wanted(now, monkeypatch, viewer, settings):
    shown = planned(monkeypatch, event("Lunch", "2026-11-24"), viewer=viewer, **settings)
    assert told(shown) == ([], {})


def test_draw_escapes_what_a_calendar_says_and_leads_nowhere_inside(now, monkeypatch):
    evil = event("<script>x</script>", "2026-11-24", url="javascript:alert(1)")
    shown = planned(monkeypatch, evil)
    assert told(shown)[0] == ["24 00:00 <script>x</script>"]
    assert not shown.xpath("//script | //a")
