"""Tonight's television of a country, as TVmaze has it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.times import clock, here
from widgets.untrusted import mapping, moment, objects, text, whole, within

#: What has begun is still worth turning on.
BEGUN = 30 * 60


class TvForm(forms.Form):
    country = forms.CharField(
        label=_("Country"), help_text=_("Two letters, such as US, GB or DE. Empty: what is streamed."), max_length=2,
        required=False, initial="US",
    )  # fmt: skip
    rows = RowsField(initial=10)

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise ValidationError(_now("Give the two letters of a country, such as DE."))
        return country


@register
class TvWidget(WidgetType):
    """What is on television tonight."""

    kind, title, icon, category = "tv", _("Television tonight"), "tv", "media"
    refresh_every = timedelta(hours=2)
    body_lasts = timedelta(minutes=10)
    SettingsForm = TvForm
    upstreams: ClassVar[Mapping[str, str]] = {"tv": "https://api.tvmaze.com"}
    is_private = False
    varies_on = ("language", "timezone", "hour12")
    empty_message = _("Nothing more today.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"country": settings["country"]})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        """Today and tomorrow, because the evening of some is the next day of others; the second may fail."""
        days = [request.now, request.now + timedelta(days=1)]
        shows = list(_shows(request, f"{days[0]:%Y-%m-%d}"))
        try:
            shows += _shows(request, f"{days[1]:%Y-%m-%d}")
        except FetchError as error:
            if not shows:
                raise error from None
        return FetchResult(
            payload={"shows": sorted(shows, key=lambda show: show["at"])[:400]},
            site_url="https://www.tvmaze.com/schedule",
        )

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        now = timezone.now().timestamp()
        shows = sources[0].payload.get("shows", []) if sources else []
        coming = [show for show in shows if now - BEGUN <= show["at"] < now + 24 * 3600][: settings["rows"]]
        return (
            {"shows": [{**show, "time": clock(here(show["at"], viewer), viewer)} for show in coming]} if coming else {}
        )


def _shows(request: FetchRequest, day: str) -> Iterator[dict[str, Any]]:
    country = request.settings["country"]
    path = f"schedule?country={country}&date={day}" if country else f"schedule/web?date={day}"
    answer = request.http.get(f"{upstreams.address('tv')}/{path}").json()
    if not isinstance(answer, list):
        raise FetchError("unreadable", _("The programme came in a form that cannot be read."))
    for each in objects(answer):
        show = mapping(each.get("show")) or mapping(within(each, "_embedded", "show"))
        name, at = text(show.get("name"), 120), moment(each.get("airstamp"))
        if name and at is not None:
            yield {
                "name": name,
                "at": at,
                "episode": text(each.get("name"), 120),
                "number": _number(whole(each.get("season")), whole(each.get("number"))),
                "where": text(within(show, "network", "name"), 60) or text(within(show, "webChannel", "name"), 60),
                "url": text(show.get("url"), 300),
            }


def _number(season: int | None, number: int | None) -> str:
    return f"{season}×{number:02}" if season is not None and number is not None else ""
