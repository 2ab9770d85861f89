"""Refreshing a source: what is written, what is kept, what is said, and when the next time is."""

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db.models.signals import post_save

from tests.widgets import polled
from widgets import refresh, registry, sources
from widgets.base import FetchError, FetchResult, ItemData, NotModified, SourceSpec
from widgets.models import Item, Source
from widgets.signals import source_changed

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lines():
    with polled.installed():
        yield


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Refreshes a source as a worker does, and tells what was announced."""
    announced = []

    def listen(source_id, version, **_):
        announced.append((source_id, version))

    def run(source):
        announced.clear()
        source.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            refresh.refresh(source)
        source.refresh_from_db()
        return list(announced)

    source_changed.connect(listen)
    yield run
    source_changed.disconnect(listen)


def lines(url):
    return sources.ensure(SourceSpec("lines", {"url": url}))


def titles(source):
    return list(source.items.order_by("-published_at", "-id").values_list("title", flat=True))


def test_refresh_stores_and_announces(upstream, heard):
    source = lines(upstream.serve("/a", "1|One\n2|Two", etag='"1"'))
    assert heard(source) == [(source.pk, 1)]
    assert (source.state, source.title, source.etag, source.failures) == ("ok", "Lines", '"1"', 0)
    assert source.leased_until is None
    assert source.next_fetch_at > source.fetched_at + HALF_HOUR
    assert titles(source) == ["One", "Two"]


def test_refresh_of_an_unchanged_source_rewrites_nothing(upstream, heard):
    source = lines(upstream.serve("/a", "1|One", etag='"1"'))
    heard(source)
    written = []
    listen = lambda instance, **_: written.append(instance)  # noqa: E731
    post_save.connect(listen, sender=Item)
    assert heard(source) == []
    post_save.disconnect(listen)
    assert upstream.asked("/a")[1].headers["if-none-match"] == '"1"'
    assert (source.version, written) == (1, [])


def test_refresh_without_conditional_answers_still_sees_that_nothing_changed(
    upstream, heard, django_assert_num_queries
):
    source = lines(upstream.serve("/a", "\n".join(f"{number}|x" for number in range(50))))
    heard(source)
    assert heard(source) == []
    with django_assert_num_queries(5):  # savepoint, source, items, source, savepoint
        refresh.refresh(source)


def test_refresh_keeps_the_id_of_an_edited_item(upstream, heard):
    source = lines(upstream.serve("/a", "1|One"))
    heard(source)
    before = source.items.get()
    upstream.serve("/a", "1|One, corrected")
    assert heard(source) == [(source.pk, 2)]
    after = source.items.get()
    assert (after.pk, after.first_seen_at, after.title) == (before.pk, before.first_seen_at, "One, corrected")


def test_refresh_that_fails_keeps_the_old_items_and_says_so_once(upstream, heard, caplog):
    source = lines(upstream.serve("/a", "1|One", etag='"1"'))
    heard(source)
    upstream.serve("/a", "broken", status=500)
    with caplog.at_level(logging.INFO, "widgets.refresh"):
        assert heard(source) == [(source.pk, 2)]
        assert (source.state, source.error_code, source.failures) == ("failed", "http-500", 1)
        assert source.error == "The server answered with error 500."
        assert heard(source) == []
        assert source.failures == 2
        assert titles(source) == ["One"]
        upstream.serve("/a", "1|One", etag='"1"')
        assert heard(source) == [(source.pk, 3)]
        assert (source.state, source.error, source.failures) == ("ok", "", 0)
    assert [record.message.split(" ", 2)[2] for record in caplog.records] == [
        "(lines 127.0.0.1) fails: http-500",
        "(lines 127.0.0.1) is well again",
    ]


def test_refresh_of_a_source_that_is_gone_stops(upstream, heard):
    source = lines(upstream.serve("/a", "x", status=410))
    assert heard(source) == [(source.pk, 1)]
    assert (source.state, source.next_fetch_at) == ("gone", None)


def test_refresh_survives_a_bug_in_a_widget_type_and_reports_it_once(upstream, heard, caplog):
    source = lines(upstream.serve("/a", "bug"))
    heard(source)
    heard(source)
    assert (source.error_code, source.error) == ("broken", "Something went wrong while reading this source.")
    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]


def test_refresh_survives_what_cannot_be_stored(heard, monkeypatch):
    source = lines("https://example.org/")
    monkeypatch.setattr(polled.Lines, "fetch", lambda self, request: FetchResult(payload={"x": object()}))
    heard(source)
    assert (source.state, source.error_code) == ("failed", "broken")


def test_refresh_sets_a_source_of_an_uninstalled_kind_aside_for_a_day(heard):
    source = sources.ensure(SourceSpec("no-such-kind", {}))
    heard(source)
    assert (source.state, source.error) == ("failed", "This kind of widget is not installed.")
    assert source.next_fetch_at - source.created_at > timedelta(hours=23)


def test_refresh_of_a_removed_source_does_nothing(upstream):
    source = lines(upstream.serve("/a", "1|One"))
    Source.objects.all().delete()
    assert refresh.refresh(source) is None


def test_refresh_remembers_a_permanent_move_and_forgets_one_that_fails(upstream, heard):
    source = lines(upstream.redirect("/a", "/b", 301))
    upstream.serve("/b", "1|One")
    heard(source)
    assert source.moved_to == upstream.url("/b")
    heard(source)
    assert len(upstream.asked("/a")) == 1
    assert source.moved_to == upstream.url("/b")
    upstream.serve("/b", "x", status=404)
    heard(source)
    assert source.moved_to == ""
    heard(source)
    assert len(upstream.asked("/a")) == 2


def test_refresh_says_the_address_is_refused(heard):
    source = lines("http://169.254.169.254/latest/")
    heard(source)
    assert (source.error_code, source.error) == ("refused", "There is no answer from this address.")


def test_refresh_with_nul_and_overlong_texts_stores_what_fits(upstream, heard):
    source = lines(upstream.serve("/a", f"1|a\0b\n2|{'x' * 3000}\n{'u' * 900}|long"))
    heard(source)
    assert source.state == "ok"
    assert {len(title) for title in titles(source)} == {2, 500, 4}


def test_refresh_leaves_out_what_no_database_keeps(heard, monkeypatch):
    item = ItemData("1", title="half \ud800", topics=["a\0b"], extra={"x\0": ["\ud800"]})
    answer = FetchResult(items=[item], title="T\0", payload={"name": "\0\ud800", "n": [1, None]})
    monkeypatch.setattr(polled.Lines, "fetch", lambda self, request: answer)
    source = lines("https://example.org/")
    assert heard(source) == [(source.pk, 1)]
    assert (source.state, source.title, source.payload) == ("ok", "T", {"name": "?", "n": [1, None]})
    stored = source.items.get()
    assert (stored.title, stored.topics, stored.extra) == ("half ?", ["ab"], {"x": ["?"]})
    assert heard(source) == []


# --- The decision, without anything around it ---


def state(**fields):
    given = {"kind": "lines", "key": "k", "settings": {}, "state": "ok", "failures": 0, "title": "T"} | fields
    return Source(**given)


def wait(outcome, **fields):
    return refresh.decide(state(**fields), outcome, NOW).next_fetch_at - NOW


def test_decide_is_pure():
    source = state()
    first = refresh.decide(source, FetchResult(title="New"), NOW)
    assert first == refresh.decide(source, FetchResult(title="New"), NOW)
    assert (source.state, source.title, source.next_fetch_at) == ("ok", "T", None)


@pytest.mark.parametrize("outcome", [FetchResult, NotModified])
def test_decide_waits_as_long_as_type_and_upstream_want(outcome):
    assert HALF_HOUR <= wait(outcome()) <= HALF_HOUR * 1.1
    assert HALF_HOUR <= wait(outcome(ttl=timedelta(minutes=1))) <= HALF_HOUR * 1.1
    assert timedelta(hours=3) <= wait(outcome(ttl=timedelta(hours=3))) <= timedelta(hours=3.3)
    assert wait(outcome(ttl=timedelta(days=300))) <= DAY * 1.1


def test_decide_backs_off_twice_as_long_each_time_up_to_a_day():
    waits = [wait(FetchError("timeout", "x"), failures=failures) for failures in range(30)]
    assert timedelta(minutes=5) <= waits[0] <= timedelta(minutes=6.25)
    assert all(later > earlier * 1.5 for earlier, later in pairwise(waits[:8]))
    assert waits[-1] == DAY


def test_decide_sets_aside_what_kills_the_child_three_times():
    waits = [wait(FetchError("too-heavy", "x"), failures=failures) for failures in range(4)]
    assert waits[1] < timedelta(minutes=15)
    assert waits[2:] == [DAY, DAY]
    assert (
        refresh.decide(state(failures=2), FetchError("too-heavy", "It is too heavy."), NOW).error == "It is too heavy."
    )


def test_decide_spreads_sources_that_fail_together():
    assert len({wait(FetchError("timeout", "x"), key=str(number)) for number in range(100)}) == 100


def test_decide_honours_retry_after_within_a_day():
    assert wait(FetchError("http-429", "x", retry_after=timedelta(hours=2))) == timedelta(hours=2)
    assert wait(FetchError("http-503", "x", retry_after=timedelta(days=3650))) == DAY
    assert wait(FetchError("http-429", "x", retry_after=timedelta(seconds=1))) >= timedelta(minutes=5)


@pytest.mark.parametrize(
    ("outcome", "is_visible"),
    [
        (NotModified(), False),
        (FetchResult(), False),
        (FetchResult(title="T"), False),
        (FetchResult(title="Other"), True),
        (FetchResult(payload={"a": 1}), False),
        (FetchResult(payload={"a": 2}), True),
        (FetchError("timeout", "x"), True),
    ],
)
def test_decide_sees_what_a_panel_would_show_differently(outcome, is_visible):
    assert refresh.decide(state(payload={"a": 1}), outcome, NOW).is_visible == is_visible


def test_every_registered_type_that_polls_waits_at_least_a_minute():
    assert all(widget.refresh_every >= timedelta(minutes=1) for widget in registry.all_types() if widget.refresh_every)
