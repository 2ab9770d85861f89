"""The time here and elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets.base import SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.times import short_date
from widgets.zones import city_of, find_zone

MOST = 8
#: The hours in which a face is drawn light.
DAY = (7, 19)


NEXT_TO_TODAY = {-1: _("yesterday"), 1: _("tomorrow")}


class ClockForm(forms.Form):
    zones = forms.CharField(
        label=_("Places"),
        help_text=_("One a line, a city or a time zone: Berlin, New York, Asia/Tokyo. Empty: only your own time."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    face = forms.BooleanField(label=_("With hands"), required=False)

    def clean_zones(self) -> str:
        lines = list(filter(None, map(str.strip, self.cleaned_data["zones"].splitlines())))
        if len(lines) > MOST:
            raise ValidationError(
                _now("These are %(count)d places; %(most)d are the most.") % {"count": len(lines), "most": MOST}
            )
        if unknown := [line for line in lines if not find_zone(line)]:
            raise ValidationError(_now("No time zone is known for %(place)s.") % {"place": unknown[0][:60]})
        return "\n".join(dict.fromkeys(str(find_zone(line)) for line in lines))


@register
class ClockWidget(WidgetType):
    """The time here and in other places."""

    kind, title, icon = "clock", _("Clock"), "clock"
    SettingsForm = ClockForm
    is_private = False
    varies_on = ("language", "timezone", "hour12")
    body_lasts = timedelta(minutes=1)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        """The times of this minute; widget.js keeps them going."""
        now = timezone.now()
        zones = settings["zones"].splitlines() or [viewer.timezone]
        return {"clocks": [self._clock(zone, now, viewer) for zone in zones]}

    def _clock(self, zone: str, now: datetime, viewer: Viewer) -> dict[str, Any]:
        there, here = now.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(viewer.timezone))
        return {
            "zone": zone,
            "name": city_of(zone),
            "time": formats.time_format(there, "g:i A" if viewer.hour12 else "H:i"),
            "moment": there.isoformat(timespec="minutes"),
            "day": short_date(there, weekday=True),
            "turn": {"hour": there.hour % 12 * 30 + there.minute / 2, "minute": there.minute * 6},
            "is_night": not DAY[0] <= there.hour < DAY[1],
            "beside": NEXT_TO_TODAY.get((there.date() - here.date()).days, ""),
            "hours": (there.replace(tzinfo=None) - here.replace(tzinfo=None)).total_seconds() / 3600,
        }
