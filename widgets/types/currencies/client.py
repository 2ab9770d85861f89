"""Exchange rates against the euro of the last ninety days: the European Central Bank's, or Frankfurter's."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, HttpClient
from widgets.untrusted import day, decimal, mapping, within

DAYS = 90
CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"

#: Day → currency → how much of it one euro buys.
Rates = dict[str, dict[str, float]]


def rates(request: FetchRequest) -> Rates:
    """With what the history lacks, the newest day comes alone; raises FetchError where not even that comes."""
    newest, past = SERVICES[request.settings["service"]]
    found = newest(request)
    if not found:
        raise FetchError("unreadable", _("The exchange rates came in a form that cannot be read."))
    try:
        return past(request) | found
    except FetchError:
        return found


def _ecb(request: FetchRequest, name: str) -> Rates:
    return read_ecb(_body(request.http, f"{upstreams.address('ecb')}/stats/eurofxref/{name}.xml"))


def _body(http: HttpClient, address: str) -> bytes:
    return http.get(address).body


def read_ecb(body: bytes) -> Rates:
    """Entities are not resolved, so that nothing grows; a broken file ends where it breaks."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    days = root.iter(CUBE) if root is not None else ()
    read = {day(cube.get("time")): _of_day(cube) for cube in days if cube.get("time")}
    return {when: of_day for when, of_day in read.items() if when and of_day}


def _of_day(cube: Any) -> dict[str, float]:
    return _known({each.get("currency"): each.get("rate") for each in cube.iter(CUBE) if each.get("currency")})


def _frankfurter_newest(request: FetchRequest) -> Rates:
    answer = request.http.get(f"{upstreams.address('frankfurter')}/v1/latest?base=EUR").json()
    when, of_day = day(within(answer, "date")), _known(mapping(within(answer, "rates")))
    return {when: of_day} if when and of_day else {}


def _frankfurter_past(request: FetchRequest) -> Rates:
    start = (request.now - timedelta(days=DAYS)).date()
    answer = request.http.get(f"{upstreams.address('frankfurter')}/v1/{start}..?base=EUR").json()
    read = {day(when): _known(mapping(each)) for when, each in mapping(within(answer, "rates")).items()}
    return {when: of_day for when, of_day in read.items() if when and of_day}


def _known(pairs: Mapping[str, Any]) -> dict[str, float]:
    rated = {name: decimal(rate) for name, rate in pairs.items() if len(name) == 3 and name.isascii()}
    return {name: rate for name, rate in rated.items() if rate and 0 < rate < 1e9}


Service = Callable[[FetchRequest], Rates]
SERVICES: dict[str, tuple[Service, Service]] = {
    "ecb": (lambda request: _ecb(request, "eurofxref-daily"), lambda request: _ecb(request, "eurofxref-hist-90d")),
    "frankfurter": (_frankfurter_newest, _frankfurter_past),
}
