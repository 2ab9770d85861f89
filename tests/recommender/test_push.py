"""What is pushed to whom: tastes, newcomers, cold items, filters, variety, and that pages stay as they are."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from portal.pages.models import Page
from recommender import drafting, lanes, promotion, pushing, shelf, training
from recommender.events import EventData, record
from recommender.models import Event, ModelVersion, Suggestion
from recommender.signals import suggestions_pushed
from recommender.suggestions import for_user

pytestmark = pytest.mark.django_db


def pushed(person) -> list[Suggestion]:
    pushing.push([person.pk])
    return list(Suggestion.objects.filter(user=person).select_related("item", "entry").order_by("rank"))


def items(person):
    return [row.item for row in pushed(person) if row.item]


def entries(person):
    return [row.entry for row in pushed(person) if row.entry]


def topics(person) -> Counter:
    return Counter(topic for item in items(person) for topic in item.topics)


def test_push_gives_readers_what_they_like_and_nothing_they_know(town):
    training.train(epochs=15)
    for reader, tastes in town.readers[:20]:
        opened = set(Event.objects.filter(user=reader).values_list("item_id", flat=True))
        suggested = items(reader)
        liked = [item for item in suggested if item.topics[0] in tastes]
        assert len(suggested) == drafting.ITEMS
        assert len(liked) >= 7, (tastes, [item.topics for item in suggested])  # no more than eight: four of each topic
        assert not opened & {item.pk for item in suggested}


def test_push_finds_what_was_hidden_from_it_twice_as_often_as_popularity(town):
    """Each reader's newest read is taken away; is it on the list?"""
    newest = {}
    for event in Event.objects.order_by("created_at"):
        newest[event.user_id] = event
    Event.objects.filter(pk__in=[event.pk for event in newest.values()]).delete()
    training.train(epochs=15)
    counts = Counter(Event.objects.values_list("item_id", flat=True))
    pushing.push(newest)
    own = popular = 0
    for user_id, event in newest.items():
        known = set(Event.objects.filter(user_id=user_id).values_list("item_id", flat=True))
        own += Suggestion.objects.filter(user_id=user_id, item_id=event.item_id).exists()
        unread = [item_id for item_id, _ in counts.most_common() if item_id not in known]
        popular += event.item_id in unread[: drafting.ITEMS]
    assert own >= 2 * popular, (own, popular)


def test_push_suggests_a_new_item_to_those_who_like_its_topic(town):
    training.train(epochs=15)
    fresh = town.item(town.source(), "Something entirely unheard of yesterday", topics=["food"], hours_old=0.1)
    pushing.push([reader.pk for reader, _ in town.readers])
    reached = set(Suggestion.objects.filter(item=fresh).values_list("user_id", flat=True))
    fans, others = [], []
    for reader, tastes in town.readers:
        (fans if "food" in tastes else others).append(reader.pk in reached)
    assert sum(fans) / len(fans) > 0.5
    assert sum(others) / len(others) < 0.05


def test_push_believes_less_of_an_old_story_that_nobody_opened_than_of_a_new_one(town):
    """The new one could not be met yet; the old one was there for days."""
    training.train(epochs=15)
    reader, tastes = town.readers[0]
    town.place(reader, town.entry("About it", topics=[tastes[0]]))
    new, old = (
        town.item(town.source(), f"Unheard of {word}", topics=[tastes[0]], hours_old=hours)
        for word, hours in (("comets", 0.1), ("rivers", 96))
    )
    stories = shelf.current("items")
    row = {thing.id: place for place, thing in enumerate(stories.things)}
    assert stories.biases[row[old.pk]] < stories.biases[row[new.pk]] - 0.1
    told = {item.pk: found.signals for found in pushed(reader) if (item := found.item)}
    assert told[new.pk]["couse"] > 0.5
    assert told.get(old.pk, {}).get("couse", 0) < 0.1


def test_push_follows_the_chosen_topics_of_a_newcomer(town):
    training.train(epochs=15)
    newcomer = town.person()
    town.place(newcomer, town.entry("Kitchen news", topics=["food"]))
    assert topics(newcomer)["food"] >= 4
    assert items(newcomer)[0].topics == ["food"]


def test_push_works_without_a_model_and_without_history(town):
    newcomer = town.person()
    assert len(items(newcomer)) == drafting.ITEMS
    assert Suggestion.objects.filter(user=newcomer).values_list("policy", flat=True)[0] == "items-without-model"


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_push_stores_no_number_that_is_not_finite(town, monkeypatch, bad):
    monkeypatch.setattr(lanes, "freshness", lambda stories, _now: np.full(len(stories.ids), bad, np.float32))
    rows = [row for row in pushed(town.readers[0][0]) if row.item]
    assert len(rows) == drafting.ITEMS
    assert all("fresh" not in row.signals and row.signals for row in rows)


def test_push_with_nothing_to_suggest_is_calm(world):
    assert pushed(world.person()) == []


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_push_goes_on_without_a_damaged_model(town, model_folder, damage):
    training.train(epochs=2)
    for file in model_folder.glob("*.npz"):
        file.unlink() if damage is None else file.write_bytes(damage)
    promotion.forget()
    reader, tastes = town.readers[0]
    assert len(items(reader)) == drafting.ITEMS
    assert all(topics(reader)[taste] >= 2 for taste in tastes)  # by their words and topics


def test_push_takes_up_a_new_model_by_itself(town):
    training.train(epochs=1)
    reader, _ = town.readers[0]
    first = pushed(reader)[0].policy
    training.train(epochs=15, force=True)
    live = ModelVersion.objects.get(subject="items", state="live")
    assert first != pushed(reader)[0].policy == f"items-{live.pk}"


def test_push_leaves_out_what_was_hidden_expired_withdrawn_or_unreadable(world):
    from datetime import timedelta

    from django.utils import timezone

    source, reader = world.source(), world.person()
    fine, hidden, opened = (world.item(source) for _ in range(3))
    world.item(source, expires_at=timezone.now() - timedelta(minutes=1))
    world.item(source, is_live=False)
    world.item(source, language="fi")
    british = world.item(source, language="en-GB")
    world.did(reader, "hide", hidden)
    world.did(reader, "open", opened)
    assert {*items(reader)} == {fine, british}


def test_push_gives_back_what_is_no_longer_hidden(world):
    reader, story = world.person(), world.item(world.source())
    world.did(reader, "hide", story, days_ago=2)
    world.did(reader, "unhide", story, days_ago=1)
    assert items(reader) == [story]


def test_push_sinks_what_resembles_the_unwanted(world):
    source, reader = world.source(), world.person()
    bad = world.item(source, "Celebrity gossip about weddings", topics=["gossip"])
    like_it = world.item(source, "More celebrity gossip and weddings", topics=["gossip"])
    other = world.item(source, "Quiet mountains in autumn", topics=["nature"], hours_old=30)
    world.did(reader, "less", bad)
    assert items(reader) == [other, like_it]


def test_push_does_not_let_one_source_fill_the_list(world):
    loud, reader = world.source("Loud"), world.person()
    for _ in range(50):
        world.item(loud, hours_old=0.1)
    quiet = [world.item(world.source(), hours_old=40) for _ in range(8)]
    suggested = items(reader)
    assert sum(item.source_id == loud.pk for item in suggested) == 4
    assert sum(item in quiet for item in suggested) == 6


def test_push_repeats_nothing_that_stands_on_the_page_as_long_as_there_is_enough_else(world):
    reader, followed = world.person(), world.source("Followed")
    world.place(reader, source=followed)
    shown = [world.item(followed, hours_old=1 + n) for n in range(lanes.ON_PAGE)]
    further = [world.item(followed, hours_old=50 + n) for n in range(2)]
    for _ in range(drafting.ITEMS - 2):
        world.item(world.source(), hours_old=200)
    suggested = items(reader)
    assert not {*shown} & {*suggested}
    assert {*further} <= {*suggested}
    picked = shown[0]
    picked.featured_until = timezone.now() + timedelta(days=1)
    picked.save()
    shelf.forget()
    assert picked in items(reader)


def test_push_repeats_what_is_on_the_page_before_it_is_silent(world):
    reader, followed = world.person(), world.source("Followed")
    world.place(reader, source=followed)
    only = world.item(followed)
    assert items(reader) == [only]


def test_push_tells_one_story_once(world):
    for name in ("One", "Two", "Three"):
        world.item(world.source(name), "Parliament passes budget after marathon debate")
    world.item(world.source(), "Penguins found sleeping")
    assert len(items(world.person())) == 2


def test_push_is_the_same_for_the_same_day(town):
    training.train(epochs=5)
    reader, _ = town.readers[3]
    assert items(reader) == items(reader)


def test_push_suggests_widgets_that_go_together(world):
    """Those who follow the stars also follow rockets; cooks have the market."""
    stars, rockets = world.entry("Night sky"), world.entry("Rockets")
    cooking, market = world.entry("Kitchen"), world.entry("Market")
    for number in range(40):
        pair = (stars, rockets) if number % 2 else (cooking, market)
        world.did(world.person(), "add", *pair)
    training.train(epochs=10)
    reader = world.person()
    world.place(reader, stars)
    assert entries(reader)[0] == rockets
    first = next(row for row in pushed(reader) if row.entry)
    assert first.reason == {"code": "page", "title": "Night sky"}
    assert stars not in entries(reader)


def test_push_takes_no_panel_for_newer_than_another(world):
    """Both sorts stand there as often: which is older in the catalogue says nothing."""
    bread, comets = (
        [world.entry(f"{title} {number}") for number in range(6)]
        for title in ("Bread oven recipe", "Comet orbit galaxy")
    )
    reader = world.person()
    for entry in (*bread[1:], *comets[1:]):
        world.place(reader, entry)
    likeness = {row.entry: row.signals["content"] for row in pushed(reader) if row.entry}
    assert likeness[bread[0]] == pytest.approx(likeness[comets[0]], abs=0.01)


def test_push_suggests_no_widget_that_is_there_was_removed_or_is_foreign(world):
    reader = world.person()
    weather = world.entry("Weather", kind="weather", settings={})
    removed, foreign, fine = world.entry("Removed"), world.entry("Vieraskielinen", language="fi"), world.entry("Fine")
    world.place(reader, kind="weather")
    world.did(reader, "remove", removed)
    assert entries(reader) == [fine]
    assert {weather, foreign}.isdisjoint(entries(reader))


def test_push_never_touches_a_page(town):
    reader, _ = town.readers[0]
    page = town.place(reader, town.entry("Kitchen"))
    before = Page.objects.filter(pk=page.pk).values().get()
    pushing.push([reader.pk])
    assert Page.objects.filter(pk=page.pk).values().get() == before


def test_push_writes_nothing_for_someone_who_said_no(town):
    reader, _ = town.readers[0]
    assert pushed(reader)
    reader.wants_suggestions = False
    reader.save()
    assert pushed(reader) == []


def test_push_announces_changes_only(town, django_capture_on_commit_callbacks):
    heard = []

    def hear(user_id, **kwargs):
        heard.append(user_id)

    suggestions_pushed.connect(hear)
    reader, _ = town.readers[0]
    try:
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                pushing.push([reader.pk])
        assert heard == [reader.pk]
        record(reader, [EventData("open", item_id=for_user(reader).items[0].id)])
        with django_capture_on_commit_callbacks(execute=True):
            pushing.push([reader.pk])
        assert heard == [reader.pk, reader.pk]
    finally:
        suggestions_pushed.disconnect(hear)


def test_push_survives_a_thing_that_was_deleted_a_moment_ago(world):
    source, reader = world.source(), world.person()
    gone, there = world.item(source, hours_old=3), world.item(source)
    assert {*items(reader)} == {gone, there}
    gone.delete()
    assert items(reader) == [there]


def test_push_needs_no_more_queries_for_many_than_for_one(town, django_assert_max_num_queries):
    training.train(epochs=2)
    for readers in (town.readers[:1], town.readers[:30]):
        with django_assert_max_num_queries(28):
            pushing.push([reader.pk for reader, _ in readers])
    assert Suggestion.objects.values("user").distinct().count() == 30


def test_push_is_not_led_by_a_robot(town):
    """One account clicking all day makes nothing popular."""
    robot, target = town.person(), town.item(town.source(), "Buy our pills", hours_old=100)
    for _ in range(3):
        record(robot, [EventData("open", item_id=target.pk)] * 100)
    assert Event.objects.filter(item=target).count() == 5
    for reader, _ in town.readers[:10]:
        assert target not in [row.item for row in pushed(reader) if row.lane != "explore"]


def test_push_suggests_no_second_clock_but_a_second_feed(world):
    reader = world.person()
    here = {kind: world.entry(f"{kind} of London", kind=kind) for kind in ("weather", "feed")}
    for entry in here.values():
        world.place(reader, entry)
    world.entry("Weather in Tokyo", kind="weather"), world.entry("Another paper", kind="feed")
    assert [entry.title for entry in entries(reader)] == ["Another paper"]


def test_push_suggests_one_of_a_kind_before_a_second(world):
    reader = world.person()
    for city in ("Tokyo", "Paris", "Lima"):
        world.entry(f"Weather in {city}", kind="weather", is_featured=True)
    for kind in ("feed", "feed", "headlines"):
        world.entry(f"Paper {world.next()}", kind=kind)
    assert sorted(entry.kind for entry in entries(reader)) == ["feed", "feed", "headlines", "weather"]
