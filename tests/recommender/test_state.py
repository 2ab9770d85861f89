"""What people say is obeyed at once, told apart from what is inferred, and can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommender import inference, preferences, pushing, training, tuning
from recommender.events import EventData, learning_if, record
from recommender.inference import inferred
from recommender.models import Event, Preference, Suggestion
from recommender.preferences import About, NoSuchThing, state, stated, withdraw
from recommender.suggestions import dismiss, for_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk(world):
    """Two papers with five stories each, about cats and about dogs."""
    world.papers = {topic: world.source(f"The {topic} paper") for topic in ("cats", "dogs")}
    world.stories = {
        topic: [world.item(paper, topics=[topic], hours_old=hour + 1) for hour in range(5)]
        for topic, paper in world.papers.items()
    }
    world.reader = world.person()
    return world


def topics(person) -> list[str]:
    ids = [item.id for item in for_user(person).items]
    about = dict(Suggestion.objects.filter(user=person, item__in=ids).values_list("item_id", "item__topics"))
    return [about[pk][0] for pk in ids]


def pushed_topics(person) -> list[str]:
    pushing.push([person.pk])
    return topics(person)


def test_mute_topic_holds_at_once_and_in_every_later_list(kiosk):
    pushing.push([kiosk.reader.pk])
    state(kiosk.reader, About(topic=" Cats "), "mute")
    assert set(topics(kiosk.reader)) == {"dogs"}
    assert set(pushed_topics(kiosk.reader)) == {"dogs"}


def test_mute_source_and_item_hold_at_once(kiosk):
    pushing.push([kiosk.reader.pk])
    state(kiosk.reader, About(source_id=kiosk.papers["cats"].pk), "mute")
    dog = kiosk.stories["dogs"][0]
    state(kiosk.reader, About(item_id=dog.pk), "mute")
    for _ in range(2):
        shown = for_user(kiosk.reader).items
        assert {item.source_id for item in shown} == {kiosk.papers["dogs"].pk}
        assert dog.pk not in {item.id for item in shown}
        pushing.push([kiosk.reader.pk])


def test_mute_wins_over_a_push_that_began_before_it(kiosk):
    pushing.push([kiosk.reader.pk])
    before = list(Suggestion.objects.filter(user=kiosk.reader))
    state(kiosk.reader, About(topic="cats"), "mute")
    pushing.store([kiosk.reader.pk], {kiosk.reader.pk: before}, timezone.now())
    assert set(topics(kiosk.reader)) == {"dogs"}


def test_mute_holds_for_a_newcomer_without_a_list(kiosk):
    state(kiosk.reader, About(topic="cats"), "mute")
    shown = {item.source_id for item in for_user(kiosk.reader).items}
    assert shown == {kiosk.papers["dogs"].pk}


def test_mute_of_a_topic_holds_for_widgets_too(kiosk):
    kiosk.entry("Cat pictures", topics=["cats"]), kiosk.entry("Weather")
    state(kiosk.reader, About(topic="cats"), "mute")
    pushing.push([kiosk.reader.pk])
    assert [widget.title for widget in for_user(kiosk.reader).widgets] == ["Weather"]


def test_mute_ends_at_its_time_and_when_it_is_taken_back(kiosk):
    yesterday = timezone.now() - timedelta(days=1)
    state(kiosk.reader, About(topic="cats"), "mute", until=yesterday)
    assert set(pushed_topics(kiosk.reader)) == {"cats", "dogs"}
    state(kiosk.reader, About(topic="cats"), "mute")
    assert withdraw(kiosk.reader, About(topic="CATS"))
    assert not withdraw(kiosk.reader, About(topic="cats"))
    assert set(pushed_topics(kiosk.reader)) == {"cats", "dogs"}


@pytest.mark.parametrize(("direction", "first"), [("more", "dogs"), ("pin", "dogs"), ("less", "cats")])
def test_more_and_less_of_a_topic_move_it_up_and_down(kiosk, direction, first):
    state(kiosk.reader, About(topic="dogs"), direction)
    order = pushed_topics(kiosk.reader)
    assert order[0] == first
    reason = Suggestion.objects.filter(user=kiosk.reader, item__topics=["dogs"]).order_by("rank")[0].reason
    assert (reason == {"code": "topic", "topic": "dogs", "basis": "said"}) == (direction != "less")


def test_state_says_one_thing_of_each_subject(kiosk):
    for direction in ("more", "less"):
        state(kiosk.reader, About(topic="cats"), direction, weight=7)
    assert [(one.topic, one.direction, one.weight) for one in stated(kiosk.reader)] == [("cats", "less", 1.0)]


@pytest.mark.parametrize("about", [About(), About(topic="  "), About(source_id=99999), About(item_id=99999)])
def test_state_refuses_what_is_not_there(kiosk, about):
    with pytest.raises(NoSuchThing):
        state(kiosk.reader, about, "more")
    assert not Preference.objects.exists()


def test_state_refuses_two_things_at_once_and_unknown_directions(kiosk):
    with pytest.raises(NoSuchThing):
        state(kiosk.reader, About(topic="cats", source_id=kiosk.papers["cats"].pk), "more")
    with pytest.raises(ValueError, match="sideways"):
        state(kiosk.reader, About(topic="cats"), "sideways")


def test_inferred_comes_from_own_deeds_and_is_apart_from_what_was_said(kiosk):
    kiosk.did(kiosk.reader, "save", *kiosk.stories["cats"][:3])
    kiosk.did(kiosk.reader, "less", *kiosk.stories["dogs"][:2])
    kiosk.did(kiosk.person(), "save", *kiosk.stories["dogs"])
    told = {leaning.title: (leaning.weight, leaning.reads) for leaning in inferred(kiosk.reader)}
    assert told["cats"] == told["The cats paper"] == (1.0, 3)
    assert told["dogs"][0] == pytest.approx(-8 / 9, abs=0.01)
    state(kiosk.reader, About(topic="cats"), "pin")
    assert "cats" not in {leaning.title for leaning in inferred(kiosk.reader)}
    assert [one.topic for one in stated(kiosk.reader)] == ["cats"]


def test_inferred_of_one_read_is_nothing(kiosk):
    kiosk.did(kiosk.reader, "open", kiosk.stories["cats"][0])
    assert inferred(kiosk.reader) == []


def test_inferred_of_someone_who_said_no_is_nothing(kiosk):
    kiosk.did(kiosk.reader, "open", *kiosk.stories["cats"])
    kiosk.reader.wants_suggestions = False
    assert inference.inferred(kiosk.reader) == []


def test_drop_takes_a_conclusion_out_of_lists_and_reasons(town):
    training.train(epochs=15)
    reader, tastes = town.readers[0]
    for topic in tastes:
        before = pushed_topics(reader).count(topic)
        state(reader, About(topic=topic), "drop")
        assert pushed_topics(reader).count(topic) < before
        reasons = Suggestion.objects.filter(user=reader).values_list("reason", flat=True)
        assert topic not in [reason.get("topic") for reason in reasons]
        assert topic not in {leaning.title for leaning in inferred(reader)}


def test_pause_stops_recording_and_not_obeying(kiosk):
    tuning.pause(kiosk.reader)
    pushing.push([kiosk.reader.pk])
    story = kiosk.stories["cats"][0]
    assert record(kiosk.reader, [EventData("open", item_id=story.pk)]) == 0
    dismiss(kiosk.reader, item_id=story.pk)
    assert not Event.objects.exists()
    for _ in range(2):
        assert story.pk not in {item.id for item in for_user(kiosk.reader).items}
        pushing.push([kiosk.reader.pk])
    tuning.resume(kiosk.reader)
    assert record(kiosk.reader, [EventData("open", item_id=story.pk)]) == 1


def test_pause_ends_by_itself(kiosk):
    tuning.pause(kiosk.reader, timezone.now() - timedelta(seconds=1))
    assert record(kiosk.reader, [EventData("open", item_id=kiosk.stories["cats"][0].pk)]) == 1


def test_nothing_is_recorded_in_a_session_that_is_not_to_count(kiosk):
    story = kiosk.stories["cats"][0]
    with learning_if(lambda: False):
        assert record(kiosk.reader, [EventData("open", item_id=story.pk)]) == 0
        dismiss(kiosk.reader, item_id=story.pk)
    assert not Event.objects.exists()
    assert preferences.stated(kiosk.reader).get().item_id == story.pk
    assert record(kiosk.reader, [EventData("open", item_id=story.pk)]) == 1


def test_tune_keeps_what_is_not_named_and_stays_within_bounds(kiosk):
    tuning.tune(kiosk.reader, surprise=3, order="newest")
    tuning.tune(kiosk.reader, timeless=0.2)
    kept = tuning.of(kiosk.reader)
    assert (kept.surprise, kept.timeless, kept.order) == (1.0, 0.2, "newest")
    with pytest.raises(ValueError, match="oldest"):
        tuning.tune(kiosk.reader, order="oldest")
