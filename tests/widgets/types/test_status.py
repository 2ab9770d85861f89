"""Service status: a Statuspage's summary."""

import pytest

from tests.widgets.types.conftest import Good, Played, draw, fetch, sample, source
from widgets import registry
from widgets.base import FetchError

status = registry.get("status")
URL = "https://status.example"


def summary(indicator="minor", components=(), incidents=()):
    return {
        "page": {"name": "Example", "url": URL, "updated_at": "2026-11-23T09:00:00Z"},
        "status": {"indicator": indicator, "description": "Some systems are slow"},
        "components": [{"name": "API", "status": "operational", "group_id": None}, *components],
        "incidents": list(incidents),
    }


SLOW = {"name": "Webhooks", "status": "degraded_performance", "group_id": "g", "group": False}
INCIDENT = {
    "name": "Slow deliveries", "status": "identified", "impact": "minor", "shortlink": "https://stspg.example/x",
    "created_at": "2026-11-23T08:00:00Z",
}  # fmt: skip


def brought(answer):
    return fetch("status", {"url": URL}, {f"{URL}/api/v2/summary.json": answer})[0]


SAMPLE = sample("status", {"url": URL}, brought(summary(components=[SLOW], incidents=[INCIDENT])).payload)
GOOD_DAYS = [Good({"url": "{base}"}, {"/api/v2/summary.json": summary(components=[SLOW], incidents=[INCIDENT])})]


def test_draw_names_what_does_not_work_and_why():
    html = draw("status", {"url": URL}, source(payload=SAMPLE.payload))
    assert "Some systems are slow" in html
    assert "Webhooks" in html
    assert ">Slow<" in html
    assert "API" not in html
    assert 'href="https://stspg.example/x"' in html
    assert "Cause found" in html


def test_draw_of_a_good_day_is_one_line():
    html = draw("status", {"url": URL}, source(payload=brought(summary("none")).payload))
    assert 'data-tone="good"' in html
    assert "<ul" not in html


@pytest.mark.parametrize("answer", [Played(b"<html>"), {"page": {}}, [], FetchError("http-404", "Nothing there.")])
def test_fetch_of_something_else_says_so(answer):
    with pytest.raises(FetchError, match="no status page of this kind"):
        brought(answer)


def test_any_page_of_a_service_is_the_same_source():
    assert status.sources({"url": f"{URL}/history?x=1"}) == status.sources({"url": f"{URL}/"})
