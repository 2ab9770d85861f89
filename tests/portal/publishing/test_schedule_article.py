"""Articles that come and go by the clock, also when the worker was late."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.publishing.models import Article, Channel
from portal.publishing.tasks import publish_scheduled
from tests.portal.publishing.newsroom import Desk, feed, items

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


class Clock:
    """Django's and Wagtail's idea of now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.start, self.passed = timezone.now(), timedelta()
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    @property
    def now(self) -> datetime:
        return self.start + self.passed

    def pass_(self, **amount: float) -> None:
        self.passed += timedelta(**amount)

    def form(self, **ahead: float) -> str:
        """As an editor types it."""
        return (self.now + timedelta(**ahead)).astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M")


def test_schedule_publishes_when_due(channel: Channel, chief: Desk, clock: Clock) -> None:
    chief.write(channel, action="action-publish", title="Tomorrow's news", go_live_at=clock.form(days=1))

    publish_scheduled()
    assert items(channel) == []

    clock.pass_(days=1, minutes=1)
    publish_scheduled()
    assert [item.title for item in items(channel)] == ["Tomorrow's news"]
    assert b"Tomorrow&#x27;s news" in feed(channel).content or b"Tomorrow's news" in feed(channel).content


def test_schedule_is_kept_by_a_late_worker(channel: Channel, chief: Desk, clock: Clock) -> None:
    chief.write(channel, action="action-publish", title="Long due", go_live_at=clock.form(hours=1))

    clock.pass_(days=3)
    publish_scheduled()
    publish_scheduled()

    assert [item.title for item in items(channel)] == ["Long due"]


def test_schedule_through_review(channel: Channel, editor: Desk, chief: Desk, clock: Clock) -> None:
    article = editor.write(channel, action="action-submit", title="Embargoed", go_live_at=clock.form(hours=2))
    chief.approve(article)
    assert items(channel) == []

    clock.pass_(hours=3)
    publish_scheduled()

    assert [item.title for item in items(channel)] == ["Embargoed"]


def test_schedule_of_new_words_leaves_the_old_until_then(channel: Channel, chief: Desk, clock: Clock) -> None:
    article = chief.write(channel, action="action-publish", title="Before")
    [before] = items(channel)
    chief.edit(article, action="action-publish", title="After", go_live_at=clock.form(hours=1))
    assert [item.title for item in items(channel)] == ["Before"]

    clock.pass_(hours=2)
    publish_scheduled()

    assert [(item.id, item.title) for item in items(channel)] == [(before.id, "After")]


def test_expire_hides_at_once_and_is_noted_by_the_task(channel: Channel, chief: Desk, clock: Clock) -> None:
    article = chief.write(channel, action="action-publish", title="Today only", expire_at=clock.form(hours=5))
    assert b"Today only" in feed(channel).content

    clock.pass_(hours=6)
    assert b"Today only" not in feed(channel).content  # readers do not wait for the worker

    publish_scheduled()
    assert items(channel) == []
    assert Article.objects.get(pk=article.pk).expired
