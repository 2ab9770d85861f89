"""What a person may read, take along and forget; and that what is forgotten is gone everywhere."""

import json
from contextlib import contextmanager
from datetime import UTC, timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from recommender import history, preferences, pushing, stats, training, tuning
from recommender.inference import inferred
from recommender.models import Event, ItemStat, Preference, Suggestion, Tuning

pytestmark = pytest.mark.django_db


@pytest.fixture
def diary(world):
    """A reader who opened two stories three days ago and one today, and added a panel."""
    source, world.reader, world.other = world.source("Post"), world.person(), world.person()
    world.old = [world.item(source, f"Old {n}", topics=["cats"]) for n in range(2)]
    world.new, world.weather = world.item(source, "New", topics=["dogs"]), world.entry("Weather")
    world.did(world.reader, "open", *world.old, days_ago=3)
    world.did(world.reader, "open", world.new, days_ago=0)
    world.did(world.reader, "add", world.weather, days_ago=0)
    world.did(world.reader, "show", world.new, days_ago=0)
    world.did(world.other, "open", world.new, *world.old)
    return world


def test_history_tells_the_newest_first_without_what_was_only_shown(diary):
    assert [told.title for told in history.of(diary.reader)] == ["Weather", "New", "Old 1", "Old 0"]
    last = history.of(diary.reader, most=2)[-1]
    assert [told.title for told in history.of(diary.reader, before=last.id)] == ["Old 1", "Old 0"]


def test_forget_one_thing(diary):
    assert history.forget(diary.reader, item_id=diary.new.pk) == 2
    assert history.forget(diary.reader, entry_id=diary.weather.pk) == 1
    assert history.forget(diary.reader) == 0
    assert [told.title for told in history.of(diary.reader)] == ["Old 1", "Old 0"]
    assert Event.objects.filter(user=diary.other).count() == 3


def test_forget_a_day_takes_its_conclusions_away(diary):
    assert {leaning.title for leaning in inferred(diary.reader)} == {"cats", "Post"}
    day = (timezone.now() - timedelta(days=3)).date()
    assert history.forget_day(diary.reader, day, UTC) == 2
    assert inferred(diary.reader) == []
    assert [told.title for told in history.of(diary.reader)] == ["Weather", "New"]


def test_forget_everything_keeps_what_was_said_unless_asked(diary):
    preferences.state(diary.reader, preferences.About(topic="cats"), "more")
    tuning.tune(diary.reader, surprise=1)
    pushing.push([diary.reader.pk])
    assert history.forget_everything(diary.reader) == 5
    assert not Event.objects.filter(user=diary.reader).exists()
    assert not Suggestion.objects.filter(user=diary.reader).exists()
    assert Preference.objects.filter(user=diary.reader).exists()
    history.forget_everything(diary.reader, with_statements=True)
    assert not Preference.objects.exists()
    assert not Tuning.objects.exists()


def test_forgotten_reads_leave_the_figures_of_items(diary):
    stats.count([diary.new.pk])
    assert ItemStat.objects.get(item=diary.new).people == 2
    history.forget(diary.reader, item_id=diary.new.pk)
    stats.count([diary.new.pk])
    assert ItemStat.objects.get(item=diary.new).people == 1


def test_download_has_everything_as_plain_values(diary):
    preferences.state(diary.reader, preferences.About(topic="cats"), "more")
    pushing.push([diary.reader.pk])
    told = history.download(diary.reader)
    told["events"] = list(told["events"])
    text = json.dumps(told, default=str)
    assert len(told["events"]) == 5
    assert told["stated"] == [{"about": "cats", "direction": "more", "weight": 1.0, "until": None}]
    assert '"surprise": 0.5' in text
    assert "suggestions" in told


@contextmanager
def recounting():
    """Which items are asked to be counted anew once it is committed, instead of by the worker."""
    item_ids = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("recommender.erasing.count_soon", item_ids.extend)
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield item_ids


def test_erased_person_leaves_no_row_and_no_trace_in_the_model(town, model_folder):
    training.train(epochs=2)
    reader, _ = town.readers[0]
    pk = reader.pk
    preferences.state(reader, preferences.About(topic="food"), "more")
    tuning.tune(reader, surprise=1)
    pushing.push([pk])
    told = list(Suggestion.objects.filter(user=reader))
    read = Event.objects.filter(user=reader).first().item
    stats.count([read.pk])
    before = ItemStat.objects.get(item=read).people
    with recounting() as recounted:
        reader.delete()
    stats.count(recounted)
    assert ItemStat.objects.get(item=read).people == before - 1
    for model in (Event, Suggestion, Preference, Tuning):
        assert not model.objects.filter(user_id=pk).exists()
    for file in model_folder.glob("*.npz"):
        content = file.read_bytes()
        assert b"u\0\0\0s\0\0\0e\0\0\0r\0\0\0:" not in content  # numpy keeps four bytes per letter
    pushing.push([pk])  # a task that was waiting
    pushing.store([pk], {pk: told}, timezone.now())  # a push that had begun before
    assert not Suggestion.objects.filter(user_id=pk).exists()
