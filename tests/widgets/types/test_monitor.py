"""The site monitor: HEAD then GET through the guard, a day of looks, and how long the certificate holds."""

from datetime import timedelta

import pytest

from tests.widgets.types.conftest import NOW, Good, draw, sample, source
from widgets import registry
from widgets.base import FetchError, FetchRequest
from widgets.egress import Answer, Client

monitor = registry.get("monitor")
URL = "https://site.example/"
ENDS = (NOW + timedelta(days=9, hours=3)).timestamp()


def payload(*milliseconds, status=200, reason="", ends=ENDS):
    start = NOW.timestamp() - 300 * len(milliseconds)
    return {
        "checks": [[start + 300 * number, each] for number, each in enumerate(milliseconds)],
        "is_up": milliseconds[-1] is not None, "status": status, "reason": reason, "certificate_ends": ends,
    }  # fmt: skip


SAMPLE = sample("monitor", {"url": URL}, payload(120, 130, None, 110))
GOOD_DAYS = [Good({"url": "{base}/up"}, {"/up": "<p>Fine</p>"}, {"url": URL})]


@pytest.fixture
def look(upstream):
    def looked(path="/", before=None, **how):
        url = upstream.serve(path, "Hello", **how) if how or path == "/" else upstream.url(path)
        return monitor.fetch(FetchRequest({"url": url}, Client(), NOW, payload=before or {})).payload

    return looked


def test_a_look_asks_without_the_body_and_measures(look, upstream):
    seen = look()
    assert (seen["is_up"], seen["status"]) == (True, 200)
    assert seen["checks"][0][1] >= 1
    assert [asked.method for asked in upstream.asked()] == ["HEAD"]


def test_a_server_that_refuses_head_is_asked_with_get(look, upstream):
    assert look(status=405)["is_up"] is True  # it answers, whatever it says to this
    assert [asked.method for asked in upstream.asked()] == ["HEAD", "GET"]


@pytest.mark.parametrize(("status", "is_up"), [(204, True), (401, True), (404, False), (500, False), (503, False)])
def test_errors_of_the_server_are_down(look, status, is_up):
    seen = look(status=status)
    assert (seen["is_up"], seen["status"], seen["checks"][0][1] is None) == (is_up, status, not is_up)


def test_a_server_that_is_not_there_is_a_result(settings):
    settings.EGRESS_ALLOW = ["127.0.0.0/8"]
    seen = monitor.fetch(FetchRequest({"url": "http://127.0.0.1:9/"}, Client(), NOW)).payload
    assert seen["is_up"] is False
    assert seen["reason"].endswith(".")


def test_the_guard_holds(settings):
    settings.EGRESS_ALLOW = []
    with pytest.raises(FetchError) as refused:
        monitor.fetch(FetchRequest({"url": "http://127.0.0.1:9/"}, Client(), NOW))
    assert refused.value.code == "refused"


def test_looks_are_remembered_for_a_day(look):
    before = {"checks": [[NOW.timestamp() - 300 * number, 100] for number in range(288, 0, -1)]}
    checks = look(before=before)["checks"]
    assert len(checks) == 288
    assert checks[-1][0] == NOW.timestamp()


def test_draw_shows_the_share_the_bars_and_the_certificate(now):
    html = draw("monitor", {"url": URL}, source(payload=payload(120, 130, None, 110)))
    assert "It answers" in html
    assert "Answered 75.0% of the time" in html
    assert 'class="chart-gap"' in html
    assert "holds for 9 more days" in html
    assert 'data-tone="bad"' in html


def test_draw_of_a_site_that_is_down_says_why(now):
    down = payload(120, None, status=0, reason="The server did not answer in time.", ends=None)
    html = draw("monitor", {"url": URL}, source(payload=down))
    assert "It does not answer" in html
    assert "did not answer in time" in html
    assert "certificate" not in html


def test_the_certificate_is_read_of_a_safe_connection():
    class Site:
        def probe(self, url, *, method="HEAD"):
            return Answer(200, url, {}, b"", "", 0.05, NOW + timedelta(days=30))

    seen = monitor.fetch(FetchRequest({"url": URL}, Site(), NOW)).payload
    assert seen["certificate_ends"] == (NOW + timedelta(days=30)).timestamp()
