"""The next public holidays of a country, or of one of its regions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.times import here, short_date
from widgets.untrusted import day, objects, sequence, text


class HolidaysForm(forms.Form):
    country = forms.CharField(
        label=_("Country"), help_text=_("Two letters, such as DE, US or JP."), max_length=2, min_length=2
    )
    region = forms.CharField(
        label=_("Region"),
        help_text=_("Its code, such as DE-BY, US-CA or GB-SCT. Empty: what the whole country celebrates."),
        max_length=8,
        required=False,
    )
    rows = RowsField(initial=5)

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if not re.fullmatch("[A-Z]{2}", country):
            raise ValidationError(_now("Give the two letters of a country, such as DE."))
        return country

    def clean_region(self) -> str:
        region = str(self.cleaned_data["region"]).upper()
        if region and not re.fullmatch("[A-Z]{2}-[A-Z0-9]{1,5}", region):
            raise ValidationError(_now("Give the code of a region, such as DE-BY."))
        return region


@register
class HolidaysWidget(WidgetType):
    """The next public holidays."""

    kind, title, icon, category = "holidays", _("Public holidays"), "flag", "daily"
    refresh_every = timedelta(days=1)
    body_lasts = timedelta(hours=1)
    SettingsForm = HolidaysForm
    upstreams: ClassVar[Mapping[str, str]] = {"holidays": "https://date.nager.at"}
    is_private = False
    varies_on = ("language", "timezone")
    empty_message = _("Say for which country.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"country": settings["country"]})] if settings.get("country") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        """This year and the next, of which the second may not be known yet."""
        country, year = request.settings["country"], request.now.year
        days = _days(request, country, year)
        try:
            days += _days(request, country, year + 1)
        except FetchError as error:
            if not days:
                raise error from None
        if not days:
            raise FetchError("no-holidays", _("No holidays are known for %(country)s.") % {"country": country})
        return FetchResult(payload={"days": days}, site_url=f"https://date.nager.at/Country/{country}")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if not sources or not sources[0].payload:
            return {}
        today = here(timezone.now().timestamp(), viewer).date()
        coming = list(_coming(sources[0].payload["days"], settings["region"], today))
        return {"days": coming[: settings["rows"]], "region": settings["region"]}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        where = settings.get("region") or settings.get("country") or ""
        return _now("Holidays in %(country)s") % {"country": where} if where else str(self.title)


def _days(request: FetchRequest, country: str, year: int) -> list[dict[str, Any]]:
    try:
        answer = request.http.get(f"{upstreams.address('holidays')}/api/v3/PublicHolidays/{year}/{country}").json()
    except FetchError as error:
        if error.code != "http-404":
            raise
        message = _("No holidays are known for %(country)s. Check the two letters.")
        raise FetchError("no-such-country", message % {"country": country}) from None
    found = [
        {
            "day": day(each.get("date")),
            "local": text(each.get("localName"), 100),
            "name": text(each.get("name"), 100),
            "regions": [text(region, 8) for region in sequence(each.get("counties"))],
        }
        for each in objects(answer)
    ]
    return [each for each in found if each["day"] and (each["local"] or each["name"])]


def _coming(days: Sequence[Mapping[str, Any]], region: str, today: date) -> Iterator[dict[str, Any]]:
    for each in sorted(days, key=lambda each: str(each["day"])):
        when = date.fromisoformat(each["day"])
        is_here = not each["regions"] or region in each["regions"]
        if when >= today and is_here:
            yield {**each, "when": short_date(when, weekday=True), "left": _left((when - today).days)}


def _left(days: int) -> str:
    if days == 0:
        return _now("Today")
    if days == 1:
        return _now("Tomorrow")
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
