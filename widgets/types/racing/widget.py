"""Formula 1: the next race, and who leads."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets import times, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.untrusted import decimal, mapping, moment, objects, text, whole, within


class RacingForm(forms.Form):
    rows = RowsField(initial=5)


@register
class RacingWidget(WidgetType):
    """Formula 1: the next race, and the standings."""

    kind, title, icon, category = "racing", _("Formula 1"), "flag", "sport"
    refresh_every = timedelta(hours=2)
    body_lasts = timedelta(hours=1)
    SettingsForm = RacingForm
    upstreams: ClassVar[Mapping[str, str]] = {"formula1": "https://api.jolpi.ca"}
    is_private = False
    varies_on = ("language", "timezone", "hour12")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        """Either of the two may be missing: between seasons there is no next race."""
        race, failed = _asked(request, "next", _race)
        drivers, also_failed = _asked(request, "driverStandings", _drivers)
        if not race and not drivers:
            raise failed or also_failed or FetchError("no-values", _("Nothing is known about this season yet."))
        return FetchResult(payload={"race": race, "drivers": drivers or []}, site_url="https://www.formula1.com/")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        now, race = timezone.now(), payload["race"]
        is_ahead = race and race["start"] + 3 * 3600 > now.timestamp()
        shown = {**race, "when": _when(race, now, viewer)} if is_ahead else None
        return {"race": shown, "drivers": payload["drivers"][: settings["rows"]]}


def _asked(request: FetchRequest, name: str, read: Any) -> tuple[Any, FetchError | None]:
    try:
        answer = request.http.get(f"{upstreams.address('formula1')}/ergast/f1/current/{name}.json").json()
    except FetchError as error:
        return None, error
    return read(answer), None


def _race(answer: Any) -> dict[str, Any] | None:
    race = mapping(within(answer, "MRData", "RaceTable", "Races", 0))
    day, time = text(race.get("date"), 10), text(race.get("time"), 12)
    start = moment(f"{day}T{time}") if time else moment(day)
    if start is None:
        return None
    return {
        "name": text(race.get("raceName"), 80),
        "circuit": text(within(race, "Circuit", "circuitName"), 80),
        "start": start,
        "has_time": bool(time),
    }


def _drivers(answer: Any) -> list[dict[str, Any]]:
    rows = objects(within(answer, "MRData", "StandingsTable", "StandingsLists", 0, "DriverStandings"))
    names = [" ".join(text(within(row, "Driver", part), 40) for part in ("givenName", "familyName")) for row in rows]
    return [
        {"place": whole(row.get("position")), "name": name.strip(), "points": decimal(row.get("points"))}
        for row, name in zip(rows, names, strict=True)
        if name.strip()
    ]


def _when(race: Mapping[str, Any], now: Any, viewer: Viewer) -> str:
    start = times.here(race["start"], viewer)
    if race["has_time"]:
        return times.day_and_clock(start, now, viewer)
    return times.day(start.date(), now.astimezone(start.tzinfo).date())
