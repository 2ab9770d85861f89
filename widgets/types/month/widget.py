"""A sheet of the calendar: this month, and the next ones if wanted, with what the person's calendars have in them."""

from calendar import Calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from widgets import belongings
from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.month.planned import busy_days, planned

#: 1 January 2024 was a Monday.
MONDAY = date(2024, 1, 1)


class MonthForm(forms.Form):
    months = forms.IntegerField(
        label=_("Months"), help_text=_("From this one on."), min_value=1, max_value=12, initial=1
    )
    events = forms.BooleanField(
        label=_("Show what your calendars have"),
        help_text=_("Of the calendars on your pages. Only you see it."),
        required=False,
        initial=True,
    )
    weeks = forms.BooleanField(label=_("Show the numbers of weeks"), required=False)


@register
class MonthWidget(WidgetType):
    """The month at a glance, with what the calendars on your pages have in it."""

    kind, title, icon, category = "month", _("Month"), "calendar-days", "daily"
    SettingsForm = MonthForm
    shared = False
    is_private = False
    varies_on = ("language", "timezone", "hour12", "first_weekday")
    body_lasts = timedelta(minutes=15)  # every zone's midnight is a quarter of an hour's

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        today = timezone.now().astimezone(ZoneInfo(viewer.timezone)).date()
        names = [MONDAY + timedelta(days=(viewer.first_weekday + number) % 7) for number in range(7)]
        calendars = belongings.sources("calendar", viewer) if settings["events"] else []
        return {
            "months": [
                {**sheet(first, today, viewer.first_weekday), **filled(first, calendars, viewer)}
                for first in months(today, settings["months"])
            ],
            "weekdays": [(formats.date_format(day, "D"), formats.date_format(day, "l")) for day in names],
        }


def months(today: date, count: int) -> Iterator[date]:
    """The first days of so many months."""
    for number in range(count):
        years, month = divmod(today.month - 1 + number, 12)
        yield date(today.year + years, month + 1, 1)


def sheet(first: date, today: date, first_weekday: int) -> dict[str, Any]:
    """One month: its name, and its weeks with the days of its neighbours as None."""
    weeks = [
        {
            "number": week_number(week, first_weekday),
            "days": [(day, day == today, day.weekday() > 4) if day.month == first.month else None for day in week],
        }
        for week in Calendar(first_weekday).monthdatescalendar(first.year, first.month)
    ]
    return {"first": first, "name": formats.date_format(first, "YEAR_MONTH_FORMAT"), "weeks": weeks}


def filled(first: date, calendars: Sequence[SourceView], viewer: Viewer) -> dict[str, Any]:
    """What is planned in a month, and how much of it on which day."""
    events = planned(calendars, first, viewer)
    return {"events": events, "busy": busy_days(events)}


def week_number(week: Sequence[date], first_weekday: int) -> int:
    """By ISO 8601 the number of the week's Thursday, whatever day a person's week begins with."""
    return week[(3 - first_weekday) % 7].isocalendar().week
