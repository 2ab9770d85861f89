"""With a real Celery worker: what a person adds is there in a moment."""

from django.db import transaction

from tests.processes import wait_for
from tests.upstream.samples import page, rss
from widgets import sources
from widgets.base import SourceSpec
from widgets.models import Source


def test_a_new_source_is_fetched_at_once(worker, upstream):
    upstream.serve("/feed.xml", rss("Bread"), type="application/rss+xml")
    with transaction.atomic():
        site = sources.ensure(SourceSpec("feed", {"url": upstream.serve("/", page("/feed.xml"), type="text/html")}))
        hostile = sources.ensure(SourceSpec("feed", {"url": upstream.serve("/x", "<rss>" + "<x>" * 50_000)}))
        refused = sources.ensure(SourceSpec("feed", {"url": "http://169.254.169.254/"}))
        sources.wake([site.pk, hostile.pk, refused.pk])
    pending = Source.objects.filter(pk__in=[site.pk, hostile.pk, refused.pk], state=Source.State.PENDING)
    wait_for(lambda: not pending.exists(), 30, why="the worker")
    site.refresh_from_db()
    refused.refresh_from_db()
    assert (site.state, site.version, site.moved_to) == ("ok", 1, upstream.url("/feed.xml"))
    assert site.items.get().title == "Bread"
    assert refused.error_code == "refused"
