"""From beat to stored items: batches, slow hosts, lost workers, a broker that is away."""

import time

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from tests.widgets import polled
from widgets import sources, tasks
from widgets.base import SourceSpec
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lines():
    with polled.installed():
        yield


@pytest.fixture
def sent(monkeypatch):
    """What was handed to the broker."""
    messages = []

    def send_task(name, args, kwargs, **_options):
        messages.append((name, args, kwargs))

    monkeypatch.setattr(sources.current_app, "send_task", send_task)
    return messages


def lines(url):
    return sources.ensure(SourceSpec("lines", {"url": url}))


def test_refresh_due_hands_out_batches_that_then_bring_items(upstream, sent):
    for number in range(60):
        source = lines(upstream.serve(f"/{number}", f"1|From {number}"))
        Source.objects.filter(pk=source.pk).update(host=f"{number}.example")
    tasks.refresh_due()
    assert [len(args[0]) for _name, args, _kwargs in sent] == [25, 25, 10]
    for name, args, kwargs in sent:
        assert name == "widgets.tasks.refresh_sources"
        tasks.refresh_sources(*args, **kwargs)
        tasks.refresh_sources(*args, **kwargs)  # delivered twice
    assert Item.objects.count() == 60
    assert len(upstream.asked()) == 60
    tasks.refresh_due()
    assert len(sent) == 3


def test_refresh_sources_is_not_held_up_by_a_slow_host(upstream, settings):
    def slowly():
        upstream.pause(1.5)
        yield b"1|Slow"

    settings.EGRESS_PER_HOST = 20
    slow = lines(upstream.serve("/slow", slowly))
    quick = [lines(upstream.serve(f"/{number}", "1|Quick")) for number in range(10)]
    started = time.monotonic()
    tasks.refresh_sources([slow.pk, *(source.pk for source in quick)])
    assert time.monotonic() - started < 5
    stored = dict(Source.objects.values_list("pk", "fetched_at"))
    assert all(stored[source.pk] < stored[slow.pk] for source in quick)


def test_refresh_sources_of_one_host_takes_them_two_by_two(upstream):
    at_once, most = [], []

    def watched():
        at_once.append(1)
        most.append(len(at_once))
        upstream.pause(0.1)
        at_once.pop()
        yield b"1|One"

    ids = [lines(upstream.serve(f"/{number}", watched)).pk for number in range(7)]
    tasks.refresh_sources(ids)
    assert Source.objects.filter(state="ok").count() == 7
    assert max(most) <= 2


def test_refresh_sources_goes_on_after_one_that_fails(upstream):
    bad, good = lines(upstream.serve("/bad", "bug")), lines(upstream.serve("/good", "1|Good"))
    tasks.refresh_sources([bad.pk, good.pk])
    assert set(Source.objects.values_list("state", flat=True)) == {"failed", "ok"}
    tasks.refresh_sources([])
    tasks.refresh_sources([0])


def test_wake_asks_a_worker_after_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        source = lines("https://example.org/")
        sources.wake([source.pk, source.pk])
        assert sent == []
    assert sent == [("widgets.tasks.refresh_sources", [[source.pk]], {})]
    with django_capture_on_commit_callbacks(execute=True):
        sources.wake([])
    assert len(sent) == 1


def test_wake_without_a_broker_loses_nothing(monkeypatch, caplog, django_capture_on_commit_callbacks):
    from celery import Celery

    # Nothing listens there.
    app = Celery(broker="redis+socket:///nonexistent/valkey.sock", set_as_current=False)
    app.conf.broker_transport_options = django_settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(sources, "current_app", app)
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        source = lines("https://example.org/")
        sources.wake([source.pk])
    assert time.monotonic() - started < 5
    assert "did not take 1 sources" in caplog.text
    assert sources.claim_due(10, 2, timezone.now()) == [source]
