"""Who gets a new list without having clicked."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from recommender import asking, pushing, tasks
from recommender.models import Suggestion
from recommender.staleness import stale_user_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world):
    world.item(world.source())
    return world.person()


def test_stale_is_who_has_no_list_an_old_one_or_one_from_before_the_newest_item(world, reader):
    assert stale_user_ids() == [reader.pk]
    pushing.push([reader.pk])
    assert stale_user_ids() == []
    world.item(world.source(), hours_old=-0.01)
    assert stale_user_ids() == [reader.pk]
    Suggestion.objects.update(created_at=timezone.now() + timedelta(hours=1))
    assert stale_user_ids() == []


def test_stale_are_not_those_who_were_away_or_said_no(reader):
    reader.wants_suggestions = False
    reader.save()
    assert stale_user_ids() == []
    reader.wants_suggestions, reader.last_seen_at = True, timezone.now() - timedelta(days=2)
    reader.save()
    assert stale_user_ids() == []


def test_push_for_opens_the_door_for_the_next_click_before_it_begins(reader):
    cache.add(asking.push_key(reader.pk), 1)
    tasks.push_for([reader.pk])
    assert cache.get(asking.push_key(reader.pk)) is None
    assert Suggestion.objects.filter(user=reader).exists()


def test_train_task_says_in_the_log_what_is_in_the_way(reader, caplog):
    from recommender import training

    with training.only_one():
        tasks.train()
    assert "A training is running already." in caplog.text
