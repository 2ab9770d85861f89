"""Whether a site of one's own answers: how fast, since when, and how long its certificate still holds."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from widgets import charts
from widgets.base import (
    FetchError,
    FetchRequest,
    FetchResult,
    HttpClient,
    Response,
    SourceSpec,
    SourceView,
    Viewer,
    WidgetType,
)
from widgets.fields import AddressField
from widgets.registry import register

EVERY = timedelta(minutes=5)
#: A day of looks.
KEPT = 288
SHOWN = 72
DAY = 24 * 3600
SOON_DAYS = 14
#: The site does not answer; any other failure says that it may not be asked.
DOWN = {"unreachable", "timeout", "tls", "broken-answer", "too-many-redirects", "too-big"}
#: Answers of servers that do not know HEAD.
WANTS_GET = {400, 403, 404, 405, 501}


class MonitorForm(forms.Form):
    url = AddressField(label=_("Address"), help_text=_("Of a page of yours; it is asked every five minutes."))


@register
class MonitorWidget(WidgetType):
    """Whether your own site answers, and how fast."""

    kind, title, icon, category = "monitor", _("Site monitor"), "heart-pulse", "tools"
    refresh_every = EVERY
    body_lasts = timedelta(hours=1)
    SettingsForm = MonitorForm

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"url": settings["url"]})] if settings.get("url") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        """A site that is down is a result here, not a failure."""
        url, now = request.settings["url"], round(request.now.timestamp())
        seen = _look(request.http, url)
        checks = [*request.payload.get("checks", []), [now, seen.pop("milliseconds")]][-KEPT:]
        return FetchResult(payload={**seen, "checks": checks}, title=urlsplit(url).hostname or "", site_url=url)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        checks = payload["checks"]
        answered = [milliseconds for _moment, milliseconds in checks if milliseconds is not None]
        ends, now = payload["certificate_ends"], timezone.now().timestamp()
        days = None if ends is None else int((ends - now) // DAY)
        return {
            "is_up": payload["is_up"], "status": payload["status"], "reason": payload["reason"],
            "milliseconds": checks[-1][1], "share": len(answered) / len(checks) * 100,
            "span": charts.span(checks[-1][0] - checks[0][0] + EVERY.total_seconds()),
            "chart": charts.draw(checks[-SHOWN:], shape="bars"),
            "certificate": None if days is None else _certificate(days),
            "ends_soon": days is not None and days < SOON_DAYS,
        }  # fmt: skip


def _look(http: HttpClient, url: str) -> dict[str, Any]:
    try:
        answer = http.probe(url)
        if answer.status in WANTS_GET:
            answer = http.probe(url, method="GET")
    except FetchError as error:
        if error.code not in DOWN:
            raise
        return {
            "is_up": False,
            "status": 0,
            "reason": str(error.message),
            "milliseconds": None,
            "certificate_ends": None,
        }
    return _seen(answer)


def _seen(answer: Response) -> dict[str, Any]:
    """An error of the server's own counts as down; what a page without a sign-in answers (401, 403) does not."""
    is_up = answer.status < 500 and answer.status not in {404, 410}
    ends = answer.certificate_ends
    return {
        "is_up": is_up,
        "status": answer.status,
        "reason": "",
        "milliseconds": max(round(answer.seconds * 1000), 1) if is_up else None,
        "certificate_ends": ends.timestamp() if ends else None,
    }


def _certificate(days: int) -> str:
    if days < 0:
        return _now("The certificate has run out.")
    text = ngettext(
        "The certificate holds for %(count)d more day.", "The certificate holds for %(count)d more days.", days
    )
    return text % {"count": days}
