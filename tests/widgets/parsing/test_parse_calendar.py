"""Calendars: time zones, exceptions, days, and files that are none."""

from datetime import UTC, datetime

import pytest

from tests.upstream.samples import ics, page
from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Answer

NOW = datetime(2026, 10, 23, 12, tzinfo=UTC)


def read(body, days=7, now=NOW):
    return parsing.parse_calendar(Answer(200, "https://example.org/a.ics", {}, body.encode()), now, days)


def starts(*events, **window):
    return [event["start"] for event in read(ics(*events), **window)]


def test_an_event_brings_what_a_panel_shows():
    event = "UID:1\nSUMMARY:Team\\, all\nDTSTART:20261024T090000Z\nDTEND:20261024T100000Z\nLOCATION:Room 1\nURL:https://example.org/1"
    assert read(ics(event)) == [
        {
            "uid": "1",
            "title": "Team, all",
            "start": "2026-10-24T09:00:00+00:00",
            "end": "2026-10-24T10:00:00+00:00",
            "all_day": False,
            "location": "Room 1",
            "url": "https://example.org/1",
        }
    ]


def test_events_come_soonest_first_and_only_from_the_window():
    days = ["20261022", "20261101", "20261026", "20261024"]
    events = [f"UID:{day}\nSUMMARY:x\nDTSTART;VALUE=DATE:{day}" for day in days]
    assert starts(*events) == ["2026-10-24", "2026-10-26"]
    assert read(ics(*events))[0]["all_day"]


def test_a_recurring_event_keeps_its_hour_when_the_clocks_change():
    event = "UID:1\nSUMMARY:x\nDTSTART;TZID=Europe/Berlin:20261001T090000\nRRULE:FREQ=DAILY"
    assert starts(event, days=3) == [
        "2026-10-24T09:00:00+02:00",
        "2026-10-25T09:00:00+01:00",
        "2026-10-26T09:00:00+01:00",
    ]


def test_exceptions_and_moved_occurrences_count():
    series = "UID:1\nSUMMARY:x\nDTSTART:20261024T090000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261025T090000Z"
    moved = "UID:1\nSUMMARY:moved\nRECURRENCE-ID:20261026T090000Z\nDTSTART:20261026T150000Z"
    assert [(event["start"][:16], event["title"]) for event in read(ics(series, moved))] == [
        ("2026-10-24T09:00", "x"),
        ("2026-10-26T15:00", "moved"),
    ]


def test_cancelled_events_are_left_out():
    assert starts("UID:1\nSUMMARY:x\nSTATUS:CANCELLED\nDTSTART:20261024T090000Z") == []


def test_an_address_of_an_event_is_a_web_address_or_nothing():
    (event,) = read(ics("UID:1\nSUMMARY:<script>x</script>\nDTSTART:20261024T090000Z\nURL:javascript:alert(1)"))
    assert event["url"] == ""


def test_one_faulty_event_does_not_hide_the_others():
    good = "UID:2\nSUMMARY:good\nDTSTART:20261024T090000Z"
    for bad in (
        "UID:1\nSUMMARY:x\nDTSTART:nonsense",
        "UID:1\nSUMMARY:x",
        "UID:1\nDTSTART:20261024T090000Z\nRRULE:FREQ=NEVER",
    ):
        assert [event["title"] for event in read(ics(bad, good)) if event["uid"] == "2"] == ["good"]


def test_very_many_events_are_cut():
    events = [f"UID:{number}\nSUMMARY:x\nDTSTART:20261024T090000Z" for number in range(300)]
    assert len(read(ics(*events))) == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "not-a-calendar"),
        (page(), "not-a-calendar"),
        ("BEGIN:VCALENDAR", "broken-calendar"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1", "broken-calendar"),
        ("BEGIN:VCALENDAR\r\nnonsense\r\n", "broken-calendar"),
    ],
)
def test_what_is_no_calendar_is_called_so(body, code):
    with pytest.raises(FetchError) as refusal:
        read(body)
    assert refusal.value.code == code
