"""What is recorded, what is not, and that recording asks for a push."""

import os
import subprocess
import sys
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from recommender import asking
from recommender.events import DAILY_PER_THING, EventData, record
from recommender.models import Event, Suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(world):
    return world.item(world.source())


def test_record_stores_what_a_person_did(world, story):
    entry, reader = world.entry("Weather"), world.person()
    stored = record(
        reader,
        [
            EventData("open", item_id=story.pk, place="panel", position=3),
            EventData("add", entry_id=entry.pk, place="for-you"),
        ],
    )
    assert stored == 2
    assert list(Event.objects.order_by("pk").values_list("kind", "item_id", "entry_id", "place", "position")) == [
        ("open", story.pk, None, "panel", 3),
        ("add", None, entry.pk, "for-you", None),
    ]


def test_record_does_not_believe_that_something_stood_in_the_panel(world, story):
    """Only the portal knows what it suggested; openings elsewhere are no success of the panel."""
    reader = world.person()
    Suggestion.objects.create(user=reader, entry=world.entry("Bread"), rank=10, score=1, lane="fresh")
    forged = EventData("open", item_id=story.pk, place="for-you")
    record(reader, [forged])
    assert Event.objects.get().place == ""
    Suggestion.objects.create(user=reader, item=story, rank=0, score=1, lane="fresh", list_id=uuid.uuid4())
    record(reader, [EventData("show", item_id=story.pk, place="for-you")])
    Suggestion.objects.all().delete()  # another list came meanwhile, and the old one is still on the screen
    record(reader, [forged])
    assert list(Event.objects.order_by("pk").values_list("place", flat=True)) == ["", "for-you", "for-you"]


def test_record_does_not_believe_of_entries_either(world):
    """As of stories: what neither stands nor stood there was added from elsewhere."""
    reader, suggested, other = world.person(), world.entry("Weather"), world.entry("Bread")
    Suggestion.objects.create(user=reader, entry=suggested, rank=10, score=1, lane="popular", list_id=uuid.uuid4())
    record(
        reader,
        [EventData(kind, entry_id=pk, place="for-you") for pk in (suggested.pk, other.pk) for kind in ("show", "add")],
    )
    assert set(Event.objects.filter(place="for-you").values_list("entry", flat=True)) == {suggested.pk}
    Suggestion.objects.update(entry=other)
    record(reader, [EventData("remove", entry_id=suggested.pk, place="for-you")])
    assert Event.objects.get(kind="remove").place == "for-you"


def test_record_knows_what_a_newcomer_sees_in_the_panel(world, story):
    """What is popular and fresh, until there is a list of their own."""
    entry, unseen = world.entry("Weather"), world.item(world.source(is_public=False))
    told = [EventData(kind, item_id=pk, place="for-you") for pk in (story.pk, unseen.pk) for kind in ("show", "open")]
    record(world.person(), [*told, EventData("show", entry_id=entry.pk, place="for-you")])
    stored = Event.objects.order_by("pk").values_list("kind", "item", "entry", "place")
    assert [row for row in stored if row[3]] == [
        ("show", story.pk, None, "for-you"),
        ("open", story.pk, None, "for-you"),
        ("show", None, entry.pk, "for-you"),
    ]
    assert len(stored) == 5


def test_record_ignores_what_does_not_exist(world, story):
    nonsense = [
        EventData("open", item_id=story.pk + 999),
        EventData("dance", item_id=story.pk),
        EventData("open"),
        EventData("add", entry_id=12345),
        EventData("open", item_id=story.pk, entry_id=1),
    ]
    assert record(world.person(), nonsense) == 0
    assert not Event.objects.exists()


def test_record_takes_nothing_from_someone_who_said_no(world, story):
    assert record(world.person(wants_suggestions=False), [EventData("open", item_id=story.pk)]) == 0
    assert not Event.objects.exists()


def test_record_takes_nothing_from_a_visitor(story):
    assert record(AnonymousUser(), [EventData("open", item_id=story.pk)]) == 0


def test_record_takes_nothing_where_the_operator_switched_it_off(world, story, settings):
    settings.PERSONALIZATION = False
    assert record(world.person(), [EventData("open", item_id=story.pk)]) == 0


def test_record_stores_a_repeated_request_once(world, story):
    reader, again = world.person(), EventData("open", item_id=story.pk, request_id=uuid.uuid4())
    assert record(reader, [again, again]) == 1
    assert record(reader, [again]) == 0
    assert Event.objects.count() == 1


def test_record_caps_clicks_of_one_person_on_one_thing(world, story):
    robot = world.person()
    clicks = [EventData("open", item_id=story.pk)] * 50
    assert record(robot, clicks) == DAILY_PER_THING
    assert record(robot, clicks) == 0
    assert record(world.person(), clicks[:1]) == 1


def test_record_needs_few_queries(world, story, django_assert_max_num_queries):
    reader, entry = world.person(), world.entry("Weather")
    events = [EventData("open", item_id=story.pk, request_id=uuid.uuid4()), EventData("add", entry_id=entry.pk)] * 3
    with django_assert_max_num_queries(7):  # items, entries, repeats, caps, insert and its savepoint
        record(reader, events)


def test_record_asks_for_one_push_for_many_clicks(world, story, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr(asking, "_send", lambda task, ids, countdown: sent.append((task, ids, countdown)))
    reader = world.person()
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            record(reader, [EventData("open", item_id=story.pk)])
    assert sent == [
        ("recommender.tasks.push_for", [reader.pk], asking.PUSH_DELAY),
        ("recommender.tasks.count_items", [story.pk], asking.COUNT_DELAY),
    ]


def test_record_of_what_was_only_shown_asks_for_nothing(world, story, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        record(world.person(), [EventData("show", item_id=story.pk)])
    assert callbacks == []


def test_push_soon_survives_a_dead_broker():
    """In a process of its own, whose cache and broker are not there."""
    script = "import django; django.setup(); from recommender.asking import push_soon; push_soon([1]); print('alive')"
    environment = os.environ | {"REDIS_URL": "unix:///nowhere.sock", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, env=environment, capture_output=True, text=True, timeout=30
    )
    assert done.stdout.strip() == "alive", done.stderr
