"""When a person was last here is known to ten minutes, for one cheap write in that time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.middleware import SEEN_EVERY
from portal.accounts.models import User
from recommender.staleness import HERE_NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client) -> User:
    ada = User.objects.create_user("ada@example.org")
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    return ada


def seen(ada, ago: timedelta) -> None:
    User.objects.filter(pk=ada.pk).update(last_seen_at=timezone.now() - ago)


def test_visit_is_noted_once_in_ten_minutes(client, ada):
    seen(ada, SEEN_EVERY + timedelta(seconds=1))
    client.get("/for-you/")
    first = User.objects.get(pk=ada.pk).last_seen_at
    client.get("/for-you/")
    assert timezone.now() - first < timedelta(minutes=1)
    assert User.objects.get(pk=ada.pk).last_seen_at == first


def test_visit_is_noted_often_enough_to_count_as_here():
    assert 2 * SEEN_EVERY < HERE_NOW
