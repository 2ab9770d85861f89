"""Whether a service that one depends on works, from its public status page."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Text, Viewer, WidgetType
from widgets.fields import AddressField
from widgets.registry import register
from widgets.untrusted import mapping, moment, objects, text

MOST = 60
#: Statuspage's words for one component; what is not here is fine.
TROUBLES: dict[str, Text] = {
    "degraded_performance": _("Slow"), "partial_outage": _("Partly down"), "major_outage": _("Down"),
    "under_maintenance": _("Under maintenance"),
}  # fmt: skip
INCIDENTS: dict[str, Text] = {
    "investigating": _("Being looked into"), "identified": _("Cause found"), "monitoring": _("Being watched"),
    "in_progress": _("Under way"), "scheduled": _("Planned"), "verifying": _("Being checked"),
}  # fmt: skip


class StatusForm(forms.Form):
    url = AddressField(
        label=_("Status page"),
        help_text=_("Of a service that uses Statuspage, such as www.githubstatus.com."),
    )


@register
class StatusWidget(WidgetType):
    """Whether a service that you depend on works."""

    kind, title, icon, category = "status", _("Service status"), "server", "tools"
    refresh_every = timedelta(minutes=5)
    SettingsForm = StatusForm
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"url": base_of(settings["url"])})] if settings.get("url") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        base = request.settings["url"]
        try:
            answer = mapping(request.http.get(f"{base}/api/v2/summary.json").json())
        except FetchError as error:
            raise (_no_page() if error.code in {"not-json", "http-404"} else error) from None
        if not isinstance(answer.get("status"), dict):
            raise _no_page()
        page, status = mapping(answer.get("page")), answer["status"]
        payload = {
            "is_good": status.get("indicator") == "none",
            "words": text(status.get("description"), 100),
            "troubles": [_component(each) for each in objects(answer.get("components"))[:MOST] if _is_troubled(each)],
            "incidents": [_incident(each) for each in objects(answer.get("incidents"))[:10]],
        }
        return FetchResult(
            payload=payload, title=text(page.get("name"), 80), site_url=text(page.get("url"), 300) or base
        )

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        return {
            **payload,
            "troubles": [{**each, "words": TROUBLES.get(each["status"], "")} for each in payload["troubles"]],
            "incidents": [{**each, "words": INCIDENTS.get(each["status"], "")} for each in payload["incidents"]],
        }

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        host = urlsplit(settings.get("url", "")).hostname or str(self.title)
        return next((source.title for source in sources if source.title), host)


def base_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _no_page() -> FetchError:
    return FetchError("no-status-page", _("There is no status page of this kind at this address."))


def _is_troubled(component: Mapping[str, Any]) -> bool:
    """Groups only repeat what their members say."""
    status = component.get("status")
    return isinstance(status, str) and status in TROUBLES and component.get("group") is not True


def _component(component: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": text(component.get("name"), 80), "status": component["status"]}


def _incident(incident: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": text(incident.get("name"), 200),
        "status": text(incident.get("status"), 30),
        "url": text(incident.get("shortlink"), 300),
        "since": moment(incident.get("created_at")),
    }
