"""How often a source is asked follows how often it has something new, within what it, its type and the operator wish."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.widgets import polled
from widgets import rendering
from widgets.base import FetchResult, NotModified, SourceSpec
from widgets.models import Source
from widgets.refresh import decide, refresh
from widgets.sources import ensure

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTES, HOURS = (lambda count: timedelta(minutes=count)), (lambda count: timedelta(hours=count))


@pytest.fixture(autouse=True)
def lines():
    """A type that learns between ten minutes and a day, and usually asks each half hour."""
    with polled.installed():
        polled.Lines.learns_between = (MINUTES(10), HOURS(24))
        yield polled.Lines
        polled.Lines.learns_between = None


def waits(news_every, *, days, source=None, outcome=None):
    """The waits of a source that has something new each time that `news_every` has passed."""
    source = source or Source(kind="lines", key="k", state="ok", fetched_at=NOW, next_fetch_at=NOW)
    now, found = NOW, []
    begun = source.fetched_at
    while now < NOW + timedelta(days=days):
        is_news = bool(news_every) and (now - begun) // news_every > (source.fetched_at - begun) // news_every
        decision = decide(source, outcome or FetchResult(), now, is_news=is_news)
        for name in ("fetched_at", "next_fetch_at", "wished_wait"):
            setattr(source, name, getattr(decision, name))
        source.news_seen, source.hours_watched = decision.pace.news_seen, decision.pace.hours_watched
        found.append(decision.next_fetch_at - now)
        now = decision.next_fetch_at
    return found


def test_a_new_source_is_asked_as_its_type_says():
    assert MINUTES(30) <= waits(None, days=0.01)[0] <= MINUTES(33)


def test_a_silent_source_is_asked_ever_more_rarely_up_to_a_day():
    found = waits(None, days=60)
    assert all(later >= earlier * 0.9 for earlier, later in pairwise(found))
    assert HOURS(24) <= found[-1] <= HOURS(26.4)
    assert len(found) < 120


@pytest.mark.parametrize(
    ("news_every", "shortest", "longest"), [(HOURS(24), 4, 9), (HOURS(8), 1.4, 3), (HOURS(2), 0.35, 1)]
)
def test_a_source_is_asked_some_four_times_for_each_change(news_every, shortest, longest):
    for wait in waits(news_every, days=40)[-5:]:
        assert HOURS(shortest) <= wait <= HOURS(longest)


def test_a_source_that_wakes_up_is_asked_more_often_again():
    source = Source(kind="lines", key="k", state="ok", fetched_at=NOW, next_fetch_at=NOW)
    silent = waits(None, days=30, source=source)[-1]
    source.fetched_at = NOW
    assert waits(HOURS(6), days=20, source=source)[-1] < silent / 4


def test_a_busy_source_is_never_asked_sooner_than_its_type_wants(lines):
    assert MINUTES(10) <= waits(MINUTES(5), days=5)[-1] <= MINUTES(11)
    lines.learns_between = None
    assert MINUTES(30) <= waits(MINUTES(5), days=5)[-1] <= MINUTES(33)


def test_the_operator_has_the_last_word(settings):
    settings.REFRESH_SOONEST, settings.REFRESH_LATEST = HOURS(1), HOURS(2)
    assert HOURS(1) <= waits(MINUTES(5), days=5)[-1] <= HOURS(1.1)
    assert HOURS(2) <= waits(None, days=9)[-1] <= HOURS(2.2)
    assert HOURS(2) <= waits(None, days=1, outcome=NotModified(HOURS(20)))[-1] <= HOURS(2.2)


def test_what_a_source_asked_for_holds_although_a_304_does_not_repeat_it():
    source = Source(kind="lines", key="k", state="ok")
    asked = decide(source, FetchResult(ttl=HOURS(5)), NOW)
    source.wished_wait = asked.wished_wait
    assert HOURS(5) <= decide(source, NotModified(), NOW).next_fetch_at - NOW <= HOURS(5.5)
    assert decide(source, FetchResult(), NOW).wished_wait is None


def test_a_source_that_is_asked_rarely_is_not_stale_for_it(lines):
    latest = HOURS(24) * 1.1
    assert rendering.patience_with(lines()) == latest + HOURS(0.5)
    for key in "abcdefgh":
        source = Source(kind="lines", key=key, state="ok", fetched_at=NOW, hours_watched=5_000)
        assert decide(source, NotModified(), NOW).next_fetch_at - NOW <= latest
    lines.learns_between = None
    assert rendering.patience_with(lines()) == HOURS(1.5)


@pytest.mark.django_db
def test_refreshing_learns_from_new_items_and_not_from_edited_ones(upstream, monkeypatch):
    source = ensure(SourceSpec("lines", {"url": upstream.serve("/a", "1|One")}))

    def seen(body, hours):
        upstream.serve("/a", body)
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + HOURS(hours))
        refresh(source)
        source.refresh_from_db()
        return source.news_seen

    assert seen("1|One", 0) == 0
    assert seen("1|One, corrected", 2) == 0
    assert seen("2|Two\n1|One, corrected", 4) == 1
    assert source.hours_watched == pytest.approx(4, abs=0.1)
    assert 1 < seen("3|Three", 8) < 2
