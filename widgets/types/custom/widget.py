"""Any JSON, CSV, XML or HTML table: the person picks what to show of it, as a list, a table, a number or a chart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import charts, parsing
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import AddressField, RowsField
from widgets.registry import register
from widgets.untrusted import moment, number, seconds

VIEWS = {
    "found": _("What was found"), "list": _("A list"), "table": _("A table"), "number": _("A number"),
    "chart": _("A chart"),
}  # fmt: skip
MOST_COLUMNS = 8
NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d[\d,\u00a0\u202f ]*(?:\.\d+)?(?:[eE][-+]?\d{1,2})?")


def path_field(name: str, label: Any, text: Any = "") -> forms.CharField:
    """For the name of something that was found; configure.js writes there what is picked in the preview."""
    attributes = {"dir": "ltr", "data-path": name, "spellcheck": "false"}
    return forms.CharField(
        label=label, help_text=text, max_length=300, required=False, widget=forms.TextInput(attrs=attributes)
    )


class CustomForm(forms.Form):
    url = AddressField(label=_("Address"), help_text=_("Of data: JSON, CSV, XML, or a page with a table."))
    view = forms.ChoiceField(label=_("Show"), choices=list(VIEWS.items()), initial="found")
    at = path_field("at", _("List"), _("Which of the lists that were found. Empty: the longest."))
    name = path_field("name", _("Title"), _("Of each entry, for a list. A name as it stands under “What was found”."))
    link = path_field("link", _("Link"), _("Of each entry, for a list."))
    value = path_field("value", _("Value"), _("For a number or a chart; in a list it stands behind the title."))
    when = path_field("when", _("Time"), _("Of each entry, for a chart."))
    columns = forms.CharField(
        label=_("Columns"), help_text=_("For a table: names, one a line. Empty: the first five."), max_length=2000,
        required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "data-path": "lines"}),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    rows = RowsField(initial=10, most=100)


@register
class CustomWidget(WidgetType):
    """What any address of data tells: as a list, a table, a number or a chart."""

    kind, title, icon, category = "custom", _("Your own data"), "sliders-horizontal", "tools"
    refresh_every = timedelta(minutes=30)
    SettingsForm = CustomForm
    takes: ClassVar[Mapping[str, str]] = {"json": "url", "csv": "url", "xml": "url", "table": "url"}
    varies_on = ("language", "timezone", "hour12")
    empty_message = _("There is nothing in this data.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"url": settings["url"], "at": settings["at"]})] if settings.get("url") else []

    def fetch(self, request: FetchRequest) -> FetchResult:
        response = request.http.get(request.settings["url"])
        found = parsing.parse_anything(response, request.settings["at"])
        return FetchResult(payload=found, moved_to=response.moved_to, site_url=request.settings["url"])

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        """Where nothing fitting was picked yet, and in a preview, what was found is shown to pick from."""
        told = sources[0].payload if sources else {}
        rows = list(told.get("rows", []))
        if not rows:
            return {}
        drawn = _drawn(settings, rows, viewer)
        is_preview = sources[0].id < 0
        found = {"lists": told.get("lists", []), "fields": told.get("fields", []), "at": told.get("at", "")}
        return {**drawn, "found": found if is_preview or not drawn else None, "unit": settings["unit"]}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return urlsplit(settings.get("url", "")).hostname or str(self.title)


Row = Mapping[str, Any]


def _drawn(settings: Mapping[str, Any], rows: Sequence[Row], viewer: Viewer) -> dict[str, Any]:
    """What the chosen view needs, or nothing where it is not there."""
    shown = rows[: settings["rows"]]
    if settings["view"] == "list" and settings["name"]:
        entries = list(_entries(settings, shown))
        return {"entries": entries} if entries else {}
    if settings["view"] == "table":
        names = settings["columns"].splitlines() or list(dict.fromkeys(name for row in shown for name in row))[:5]
        names = [name.strip() for name in names if name.strip()][:MOST_COLUMNS]
        return {"columns": names, "table": [[row.get(name) for name in names] for row in shown]} if names else {}
    if settings["view"] == "number" and settings["value"]:
        value = read_number(rows[0].get(settings["value"]))
        return {"number": value, "digits": _digits([value])} if value is not None else {}
    if settings["view"] == "chart" and settings["value"]:
        return _chart(settings, rows, viewer)
    return {}


def _entries(settings: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if title := row.get(settings["name"]):
            value = row.get(settings["value"]) if settings["value"] else None
            yield {"title": str(title), "link": _link(settings["url"], row.get(settings["link"])), "value": value}


def _link(base: str, found: Any) -> str:
    try:
        return urljoin(base, str(found)) if found else ""
    except ValueError:  # "http://[x"
        return ""


def _chart(settings: Mapping[str, Any], rows: Sequence[Row], viewer: Viewer) -> dict[str, Any]:
    """Over time where a time was picked; else in the order in which they come."""
    values = [read_number(row.get(settings["value"])) for row in rows]
    known = [value for value in values if value is not None]
    if settings["when"]:
        times = [read_time(row.get(settings["when"])) for row in rows]
        points = sorted((time, value) for time, value in zip(times, values, strict=True) if time is not None)
        chart = charts.draw([*points], hour12=viewer.hour12)
    else:
        chart = charts.spark(values)
    return {"chart": chart, "digits": _digits(known)} if chart else {}


def read_number(value: Any) -> float | None:
    """A number, also one in text: "1,234.5 km" is 1234.5."""
    found = NUMBER.search(value) if isinstance(value, str) else None
    if not found:
        return number(value)
    digits = re.sub(r"[,\s]", "", found[0].replace("\N{MINUS SIGN}", "-"))
    return number(float(digits))


def read_time(value: Any) -> float | None:
    """Unix seconds of what is a time in ISO 8601, or seconds or milliseconds since 1970."""
    found = number(value)
    if found is not None:
        return seconds(found) if found < 1e11 else seconds(found, 0.001)
    return moment(value)


def _digits(values: Sequence[float]) -> int:
    if all(value == int(value) for value in values):
        return 0
    return 2 if max(map(abs, values)) < 1000 else 1
