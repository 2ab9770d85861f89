"""The calendar: what comes next, on the viewer's days."""

import pytest

from tests.widgets.types.conftest import Played, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import Viewer

calendar = registry.get("calendar")
URL = "https://example.org/private/abc.ics"
ICS = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r
SUMMARY:Standup\r\nDTSTART:20261123T100000Z\r\nDTEND:20261123T101500Z\r\nRRULE:FREQ=DAILY;COUNT=3\r
END:VEVENT\r\nEND:VCALENDAR\r\n"""


def event(title, start, end="", all_day=False, **more):
    return {
        "uid": title,
        "title": title,
        "start": start,
        "end": end,
        "all_day": all_day,
        "location": "",
        "url": "",
    } | more


SAMPLE = sample(
    "calendar",
    {"url": "https://example.org/a.ics"},
    {"events": [event("Lunch", "2026-11-24T12:00:00+00:00", location="Kitchen")]},
)


def agenda(*events, viewer=None, **settings):
    return draw("calendar", settings, source(kind="calendar", payload={"events": list(events)}), viewer=viewer)


def test_fetch_brings_what_repeats():
    result, http = fetch("calendar", {"url": URL}, {URL: Played(ICS)}, etag='"a"')
    assert [each["title"] for each in result.payload["events"]] == ["Standup"] * 3
    assert http.asked == [(URL, {})]


def test_draw_groups_by_day(now):
    html = agenda(
        event("Lunch", "2026-11-24T12:00:00+00:00"),
        event("Call", "2026-11-23T15:00:00+00:00"),
        event("Trip", "2026-11-27", "2026-11-28", all_day=True),
    )
    order = ["Today", "15:00", "Call", "Tomorrow", "12:00", "Lunch", "Friday 27 November", "All day", "Trip"]
    positions = [html.index(word) for word in order]
    assert positions == sorted(positions)


def test_draw_uses_the_days_and_the_clock_of_the_viewer(now):
    html = agenda(event("Call", "2026-11-23T16:00:00+00:00"), viewer=Viewer(timezone="Asia/Tokyo", hour12=True))
    assert html.index("Tomorrow") < html.index("1:00 AM")


def test_draw_leaves_out_what_is_over_and_what_is_far_and_keeps_what_runs(now):
    html = agenda(
        event("Over", "2026-11-23T08:00:00+00:00", "2026-11-23T09:00:00+00:00"),
        event("Running", "2026-11-22T08:00:00+00:00", "2026-11-25T09:00:00+00:00"),
        event("Yesterday", "2026-11-22", "2026-11-23", all_day=True),
        event("Holidays", "2026-11-20", "2026-11-25", all_day=True),
        event("Far", "2026-12-20T08:00:00+00:00"),
    )
    assert [name for name in ("Over", "Running", "Yesterday", "Holidays", "Far") if name in html] == [
        "Running",
        "Holidays",
    ]
    assert html.count("widget-heading") == 1


def test_draw_shows_as_many_rows_as_wanted(now):
    assert agenda(*[event(f"E{n}", f"2026-11-24T{n:02}:00:00") for n in range(9)], rows=4).count('class="event"') == 4


def test_draw_escapes_what_a_calendar_says(now):
    html = agenda(
        event("<script>x</script>", "2026-11-24T10:00:00Z", url="javascript:alert(1)", location="<img src=x>")
    )
    assert not any(bad in html for bad in ("<script", "<img", "javascript:"))


def test_draw_of_an_empty_calendar_is_empty(now):
    assert agenda() == ""


def test_settings_take_a_webcal_address():
    assert configuration.validate(calendar, {"url": "webcal://example.org/a.ics"})["url"] == "https://example.org/a.ics"
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(calendar, {"url": URL, "days": 61})
