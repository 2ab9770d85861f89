"""Reasons are true: they name only what the person did, chose or has, and facts that hold."""

import pytest

from recommender import pushing, training
from recommender.choices import Choices
from recommender.models import Event, Suggestion
from recommender.things import items_by_id

pytestmark = pytest.mark.django_db


def rows(person):
    pushing.push([person.pk])
    return list(Suggestion.objects.filter(user=person).select_related("item__source", "entry").order_by("rank"))


def test_reasons_name_only_what_the_person_did(town):
    training.train(epochs=15)
    named = set()
    for reader, _ in town.readers[:40]:
        read = items_by_id(Event.objects.filter(user=reader).values_list("item_id", flat=True)).values()
        titles = {thing.title for thing in read}
        times = [topic for thing in read for topic in thing.topics]
        for row in rows(reader):
            named.add(row.reason["code"])
            match row.reason:
                case {"code": "read", "title": title}:
                    assert title in titles
                case {"code": "topic", "topic": topic, "basis": "read"}:
                    assert topic in row.item.topics
                    assert times.count(topic) >= 2
                case {"code": "popular"}:
                    assert Event.objects.filter(item=row.item).values("user").distinct().count() >= 2
                case {"code": code}:
                    assert code in {"fresh", "explore"}
    assert {"read", "topic", "explore"} <= named


def test_reason_names_a_followed_source_only_if_it_is_followed(world):
    followed, other, reader = world.source("Morning Post"), world.source("Evening Post"), world.person()
    for hours in range(30, 40):
        world.item(followed, hours_old=hours)
        world.item(other, hours_old=hours)
    world.place(reader, source=followed)
    told = [(row.item.source.title, row.reason.get("source")) for row in rows(reader) if row.reason["code"] == "source"]
    assert told
    assert set(told) == {("Morning Post", "Morning Post")}


def test_reason_tells_a_chosen_topic_from_a_read_one(world):
    reader = world.person()
    world.item(world.source(), topics=["garden"], hours_old=50)
    world.place(reader, world.entry("Gardening", topics=["Garden"]))
    assert rows(reader)[0].reason == {"code": "topic", "topic": "garden", "basis": "chosen"}


def test_reason_is_fresh_only_for_what_is_new(world):
    world.item(world.source(), hours_old=2)
    world.item(world.source(), hours_old=200)
    assert [row.reason["code"] for row in rows(world.person())] == ["fresh", "explore"]


def test_reason_of_a_widget_the_editors_chose(world):
    world.entry("Weather", is_featured=True)
    assert [row.reason for row in rows(world.person())] == [{"code": "editors"}]


def test_choices_come_from_the_pages(world):
    from recommender import choices

    reader, stranger, source = world.person(), world.person(), world.source()
    entry = world.entry("Kitchen", topics=["food"])
    world.place(reader, entry, source=source)
    removed = world.place(reader, world.entry("Gone", topics=["gone"])).sections.get().panels.order_by("-pk")[0]
    removed.removed_at = removed.created_at
    removed.save()
    assert choices.of([reader.pk, stranger.pk]) == {
        reader.pk: Choices(frozenset({"feed"}), frozenset({source.pk}), frozenset({entry.pk}), frozenset({"food"})),
        stranger.pk: Choices(),
    }
