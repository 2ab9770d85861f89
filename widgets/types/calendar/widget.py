"""The coming days of any calendar that has an ICS address."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import parsing
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import AddressField, RowsField
from widgets.registry import register
from widgets.times import clock, moment

DAYS_FETCHED = 62


class CalendarForm(forms.Form):
    url = AddressField(label=_("Address"), help_text=_("Of the calendar's .ics file; a private address stays private."))
    days = forms.IntegerField(label=_("Days ahead"), min_value=1, max_value=60, initial=14)
    rows = RowsField(initial=10, most=50)


@register
class CalendarWidget(WidgetType):
    """What comes next in a calendar of yours."""

    kind, title, icon, category = "calendar", _("Calendar"), "calendar-days", "daily"
    refresh_every = timedelta(hours=1)
    body_lasts = timedelta(minutes=10)
    SettingsForm = CalendarForm
    takes: ClassVar[Mapping[str, str]] = {"calendar": "url"}
    is_private = False
    varies_on = ("language", "timezone", "hour12")
    empty_message = _("Nothing planned in the coming days.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"url": settings["url"]})] if settings.get("url") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        """Never conditional: an unchanged calendar still has new days in sight."""
        response = request.http.get(request.settings["url"])
        events = parsing.parse_calendar(response, request.now - timedelta(days=1), DAYS_FETCHED)
        return FetchResult(payload={"events": events}, moved_to=response.moved_to)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        now = timezone.now().astimezone(ZoneInfo(viewer.timezone))
        last = now.date() + timedelta(days=settings["days"])
        events = [event for source in sources for event in _coming(source.payload.get("events", []), now, viewer)]
        shown = sorted((event for event in events if event["day"] <= last), key=lambda event: event["order"])
        by_day = groupby(shown[: settings["rows"]], key=lambda event: event["day"])
        days = [{"name": _day_name(day, now.date()), "date": day, "events": list(group)} for day, group in by_day]
        return {"days": days} if days else {}


def _coming(events: Sequence[Mapping[str, Any]], now: datetime, viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Events that are not over, on the viewer's days; one that has begun belongs to today."""
    zone, today = now.tzinfo, now.date()
    for event in events:
        start, end = moment(event["start"], zone), moment(event["end"] or event["start"], zone)
        whole_day = event["all_day"]
        is_over = end.date() <= today and start.date() < today if whole_day else end <= now and start < now
        if is_over:
            continue
        yield {
            **event,
            "day": max(start.date(), today),
            "order": (max(start.date(), today), not whole_day, start, event["title"]),
            "time": "" if whole_day else clock(start, viewer),
        }


def _day_name(day: date, today: date) -> str:
    if day == today:
        return _now("Today")
    return _now("Tomorrow") if day == today + timedelta(days=1) else formats.date_format(day, "l j F")
