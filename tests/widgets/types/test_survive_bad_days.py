"""Every service has bad days: a fetch of any kind then ends in something that can be drawn, or in a plain sentence."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.upstream import Upstream, mutations
from tests.widgets.types.conftest import NOW, draw, source
from tests.widgets.types.samples import GOOD_DAYS, SAMPLES
from widgets import configuration, registry
from widgets.base import FetchError, FetchRequest, FetchResult, ItemView, NotModified
from widgets.egress import Answer, Client
from widgets.testing.contract import assert_harmless
from widgets.untrusted import storable

DAYS = [
    pytest.param(kind, day, id=kind if not index else f"{kind}-{index + 1}")
    for kind, days in GOOD_DAYS.items()
    for index, day in enumerate(days)
]
CAPTCHA = "<!doctype html><html><head><title>One moment</title></head><body><p>Are you a robot?</p></body></html>"
#: Longer than any test waits, and short enough for a suite.
PATIENCE = 0.15


@pytest.fixture(scope="module")
def server():
    with Upstream() as upstream:
        yield upstream


@pytest.fixture(autouse=True)
def _doors(settings):
    """Loopback is open, nothing is remembered, and each service is asked under its own name."""
    settings.EGRESS_ALLOW = ["127.0.0.0/8"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def ask(settings, server, monkeypatch):
    """Fetches with the real client, or with a given one."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def asked(kind, day, http=None, etag=""):
        settings.UPSTREAMS = {name: f"{server.base}/{name}" for name in registry.get(kind).upstreams}
        fetched = filled(day.fetched, server)
        return registry.get(kind).fetch(FetchRequest(fetched, http or Client(), NOW, etag=etag))

    return asked


def filled(fetched, server):
    """The settings of a source, with the server's address where they have one."""
    return json.loads(
        json.dumps(fetched).replace("{base}", server.base).replace("{host}", urlsplit(server.base).netloc)
    )


def written(answer):
    return answer if isinstance(answer, str) else json.dumps(answer)


def content_type(answer):
    return "application/xml" if isinstance(answer, str) else "application/json"


def serve(server, day, **how):
    for path, answer in day.answers.items():
        server.serve(path, **{"body": written(answer), "type": content_type(answer)} | how)


def shown(kind, day, result, server):
    """The body of a panel with what a fetch brought; everything in it can be stored and is harmless."""
    json.dumps(storable(result.payload), allow_nan=False)
    items = [
        ItemView(number, 1, each.url, each.title, each.summary, each.author, each.image, each.published_at or NOW, each.extra)
        for number, each in enumerate(result.items or [])
    ]  # fmt: skip
    told = filled({**SAMPLES[kind].settings, **day.shown}, server)
    settings = configuration.validate(registry.get(kind), told)
    html = draw(kind, settings, source(*items, kind=kind, payload=storable(result.payload), title=result.title))
    if html:
        assert_harmless(html)
    return html


def outcome(ask, *args, **options):
    try:
        return ask(*args, **options)
    except FetchError as error:
        refusal = error
    assert str(refusal.message).endswith("."), refusal.message
    return refusal


def test_every_kind_that_asks_a_service_has_a_good_day():
    assert {widget.kind for widget in registry.all_types() if widget.upstreams} <= GOOD_DAYS.keys()


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_a_good_day(kind, day, ask, server):
    serve(server, day)
    result = ask(kind, day)
    assert shown(kind, day, result, server).strip()


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_nothing_changed(kind, day, ask, server):
    """Who asks conditionally is told so, and who does not gets it all again."""
    serve(server, day, etag='"1"')
    asked_before = len(server.asked())
    result = ask(kind, day, etag='"1"')
    conditional = any("if-none-match" in asked.headers for asked in server.asked()[asked_before:])
    assert isinstance(result, NotModified if conditional else FetchResult)


@pytest.mark.parametrize("status", [403, 429, 500])
@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_a_refusal(kind, day, status, ask, server):
    serve(server, day, status=status, headers={"Retry-After": "7200"})
    result = outcome(ask, kind, day)
    if kind in {"monitor"}:  # a refusal is what it is there to tell
        assert isinstance(result, FetchResult)
        return
    assert isinstance(result, FetchError)
    if status == 429:
        assert result.retry_after == timedelta(hours=2)


@pytest.mark.parametrize("path", ["captcha", "empty", "cut", "charset"])
@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_something_else_with_status_200(kind, day, path, ask, server):
    for address, answer in day.answers.items():
        good = written(answer)
        body = {
            "captcha": CAPTCHA,
            "empty": "",
            "cut": good[: len(good) // 2],
            "charset": good.encode("utf-16"),
        }[path]
        server.serve(address, body, type="text/html; charset=nonsense" if path == "charset" else "text/html")
    result = outcome(ask, kind, day)
    assert isinstance(result, FetchError) or shown(kind, day, result, server) is not None


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_a_body_that_does_not_come(kind, day, ask, server):
    def slowly():
        yield b"{"
        server.pause(PATIENCE * 4)
        yield b"}"

    serve(server, day, body=slowly)
    result = outcome(ask, kind, day, Client(seconds=PATIENCE))
    assert isinstance(result, FetchError) or kind == "monitor"


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_one_of_several_services_is_away(kind, day, ask, server):
    """What the others say is still shown, or the whole is told to be missing."""
    for away in day.answers if len(day.answers) > 1 else ():
        serve(server, day)
        server.serve(away, "Later.", status=500)
        result = outcome(ask, kind, day)
        assert isinstance(result, FetchError) or shown(kind, day, result, server) is not None


class Changed:
    """The guarded client's answers, one of them changed, without a socket: there are thousands of them."""

    def __init__(self, answers):
        self.answers = answers

    def probe(self, url, *, method="HEAD"):
        return self.get(url)

    def get(self, url, *, headers=None):
        answer = self.answers.get(urlsplit(url).path)
        if answer is None:
            raise FetchError("http-404", "There is nothing at this address.")
        return Answer(200, url, {"content-type": content_type(answer)}, written(answer).encode(errors="replace"))


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_one_place_of_an_answer_is_wrong(kind, day, ask, server):
    for path, answer in day.answers.items():
        of = mutations.of_text if isinstance(answer, str) else mutations.of_json
        for number, mutated in enumerate(of(answer)):
            try:
                result = outcome(ask, kind, day, Changed({**day.answers, path: mutated}))
                if isinstance(result, FetchResult):
                    shown(kind, day, result, server)
            except Exception as error:
                raise AssertionError(f"{path}, change {number}: {written(mutated)[:2000]}") from error
