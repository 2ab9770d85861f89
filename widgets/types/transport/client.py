"""London's lines and Swiss departure boards, made plain."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest
from widgets.untrusted import objects, seconds, text, whole, within

GOOD = 10  # TfL's statusSeverity
BOARD = 20


def lines(request: FetchRequest) -> dict[str, Any]:
    """Every line with its status; of several statuses of one line the worst."""
    modes = request.settings["modes"]
    answer = request.http.get(f"{upstreams.address('tfl')}/line/mode/{modes}/status").json()
    found = [line for each in objects(answer) if (line := _line(each))]
    if not found:
        raise FetchError("unreadable", _("The state of the lines came in a form that cannot be read."))
    return {"lines": sorted(found, key=lambda line: line["is_good"])}


def _line(each: Any) -> dict[str, Any] | None:
    statuses = [
        (severity, text(status.get("statusSeverityDescription"), 60), text(status.get("reason"), 400))
        for status in objects(each.get("lineStatuses"))
        if (severity := whole(status.get("statusSeverity"))) is not None
    ]
    name = text(each.get("name"), 60)
    if not name or not statuses:
        return None
    severity, words, reason = min(statuses)
    return {"name": name, "words": words, "reason": reason, "is_good": severity >= GOOD}


def departures(request: FetchRequest) -> dict[str, Any]:
    query = urlencode({"station": request.settings["station"], "limit": BOARD})
    answer = request.http.get(f"{upstreams.address('departures')}/v1/stationboard?{query}").json()
    if not isinstance(within(answer, "stationboard"), list):
        raise FetchError("unreadable", _("The departures came in a form that cannot be read."))
    board = [
        {
            "line": f"{text(each.get('category'), 10)} {_number(each)}".strip(),
            "to": text(each.get("to"), 80),
            "time": time,
            "delay": whole(within(each, "stop", "delay")) or 0,
            "platform": text(within(each, "stop", "platform"), 8),
        }
        for each in objects(answer["stationboard"])
        if (time := seconds(within(each, "stop", "departureTimestamp"))) is not None
    ]
    station = text(within(answer, "station", "name"), 80)
    if not board and not station:
        message = _("No station named “%(name)s” was found. Check the spelling.")
        raise FetchError("no-such-station", message % {"name": request.settings["station"]})
    return {"board": board, "station": station}


def _number(each: Any) -> str:
    value = each.get("number")
    return str(value)[:10] if isinstance(value, str | int) and not isinstance(value, bool) else ""
