"""Days to what one looks forward to, and since what one remembers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.times import short_date
from widgets.types.countdown.dates import Day, NotADay, read_days
from widgets.zones import CityField

MOST = 60


class CountdownForm(forms.Form):
    dates = forms.CharField(
        label=_("Days"),
        help_text=_(
            "One a line: Holiday | 2026-12-24, Launch | 2027-03-01 18:00, Ann’s birthday | 1990-05-17 yearly, "
            "Our anniversary | 06-30. What is over counts the days since."
        ),
        max_length=6_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    city = CityField(help_text=_("Whose clock counts. Empty: your own."))

    def clean_dates(self) -> str:
        text: str = self.cleaned_data["dates"]
        try:
            count = len(read_days(text))
        except NotADay as fault:
            raise ValidationError(
                _now("This line has no date: %(line)s. Write it as in: Holiday | 2026-12-24."),
                params={"line": str(fault)[:80]},
                code="not-a-day",
            ) from None
        if count > MOST:
            raise ValidationError(
                _now("These are %(count)d days; %(most)d are the most.") % {"count": count, "most": MOST}
            )
        return text


@register
class CountdownWidget(WidgetType):
    """How long until, and how long since: holidays, deadlines, birthdays."""

    kind, title, icon, category = "countdown", _("Countdown"), "timer", "daily"
    SettingsForm = CountdownForm
    varies_on = ("language", "timezone", "hour12")
    body_lasts = timedelta(minutes=15)
    empty_message = _("No days yet.")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        """What comes next first; after it what is over, the latest first."""
        now = timezone.now().astimezone(ZoneInfo(settings["city"] or viewer.timezone))
        found = [(day, day.next_moment(now)) for day in read_days(settings["dates"])]
        found.sort(key=lambda each: (is_over(each[0], each[1], now), abs(each[1] - now)))
        return {"days": [_shown(day, moment, now, viewer) for day, moment in found]} if found else {}


def is_over(day: Day, moment: datetime, now: datetime) -> bool:
    """A day without an hour is not over before its evening."""
    return moment < now if day.has_time else moment.date() < now.date()


def distance(day: Day, moment: datetime, now: datetime) -> str:
    """ "in 12 days", "in 5 hours", "today", "3 days ago"."""
    days = (moment.date() - now.date()).days
    # In UTC, because two times of one zone are subtracted as their clocks show them, whatever was set forward between.
    left = moment.astimezone(UTC) - now.astimezone(UTC)
    if day.has_time and timedelta() < left < timedelta(hours=24):
        hours = round(left / timedelta(hours=1))
        return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours} if hours else _now("very soon")
    if days == 0:
        return _now("today")
    if days == 1:
        return _now("tomorrow")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": formats.number_format(days, force_grouping=True)}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": formats.number_format(-days, force_grouping=True)}


def _shown(day: Day, moment: datetime, now: datetime, viewer: Viewer) -> dict[str, Any]:
    is_far = moment.year != now.year
    written = short_date(moment, weekday=not is_far, year=is_far)
    if day.has_time:
        written += " " + formats.time_format(moment, "g:i A" if viewer.hour12 else "H:i")
    years = moment.year - day.year if day.year and day.is_yearly else 0
    return {
        "title": day.title,
        "distance": distance(day, moment, now),
        "is_today": moment.date() == now.date(),
        "is_over": is_over(day, moment, now),
        "written": written,
        "moment": moment.isoformat(timespec="minutes") if day.has_time else moment.date().isoformat(),
        "years": ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years > 0 else "",
    }
