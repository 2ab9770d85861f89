"""Some people go on with what is popular and fresh, so that operators see what suggestions are worth."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from portal import env
from portal.operations import metrics
from recommender import holdout, preferences, pushing, training
from recommender.events import FOR_YOU, EventData, record
from recommender.models import Event, Suggestion
from recommender.preferences import About, Direction
from recommender.suggestions import for_user

pytestmark = pytest.mark.django_db
PERSONAL = {"topic", "source", "read"}


def listed(reader) -> list[Suggestion]:
    pushing.push([reader.pk])
    return list(Suggestion.objects.filter(user=reader, entry=None).select_related("item").order_by("rank"))


@pytest.fixture
def all_held(monkeypatch):
    monkeypatch.setattr(holdout, "is_held", lambda _user_id: True)


def test_lot_is_always_the_same_and_grows_with_the_share(settings):
    groups = []
    for settings.HOLDOUT_PERCENT in (0, 5, 20, 50):
        groups.append({user_id for user_id in range(4000) if holdout.is_held(user_id)})
    assert not groups[0]
    assert groups[1] < groups[2] < groups[3]
    assert [len(group) / 4000 for group in groups[1:]] == pytest.approx([0.05, 0.2, 0.5], abs=0.02)


def test_held_person_gets_what_is_popular_and_fresh_and_is_still_obeyed(town, all_held):
    training.train(epochs=10)
    (one, _), (other, tastes) = town.readers[0], next(pair for pair in town.readers if pair[1] != town.readers[0][1])
    rows = listed(one)
    assert {row.policy for row in rows} == {holdout.POLICY}
    assert not {row.reason["code"] for row in rows} & PERSONAL
    assert not [row for row in rows if row.lane == "explore"]
    muted = rows[0].item
    preferences.state(one, About(item_id=muted.pk), Direction.MUTE)
    assert muted not in [row.item for row in listed(one)]
    liked = sum(row.item.topics[0] in tastes for row in listed(other))
    assert liked <= 6  # two topics of six: by chance it would be a third


def test_nobody_is_held_back_unless_the_operator_says_so(town):
    assert {row.policy for row in listed(town.readers[0][0])} == {"items-without-model"}
    assert holdout.compare() == {}
    assert "holdout" not in said()


def said() -> str:
    out = StringIO()
    call_command("models", stdout=out)
    return out.getvalue()


def see_all_and_open(reader, opened: int) -> None:
    rows = listed(reader)
    record(reader, [EventData("show", item_id=row.item_id, place=FOR_YOU, request_id=uuid4()) for row in rows])
    record(reader, [EventData("open", item_id=row.item_id, place=FOR_YOU) for row in rows[:opened]])


def test_both_groups_are_compared_by_what_they_open(town, monkeypatch):
    people = [reader for reader, _ in town.readers[:40]]
    held = {reader.pk for reader in people[:20]}
    monkeypatch.setattr(holdout, "is_held", lambda user_id: user_id in held)
    for number, reader in enumerate(people):
        see_all_and_open(reader, (1 if reader.pk in held else 4) + number % 2)
    told = holdout.compare()
    assert (told["holdout"].people, told["suggested"].people) == (20, 20)
    assert told["holdout"].share == pytest.approx(0.15)
    assert told["suggested"].share == pytest.approx(0.45)
    assert told["holdout"].low < 0.15 < told["holdout"].high < told["suggested"].low
    assert "holdout: 15.0% (12.8% to 17.2%) of 200, 20 people." in said()
    body = metrics.render()[0].decode()
    assert 'foyer_panel_opened_share{bound="share",group="suggested"} 0.45' in body
    assert 'foyer_panel_people{group="holdout"} 20.0' in body


def test_who_was_in_both_groups_speaks_for_none(town, monkeypatch):
    changed, stayed = (reader for reader, _ in town.readers[:2])
    see_all_and_open(changed, 1)
    monkeypatch.setattr(holdout, "is_held", lambda _user_id: True)
    for reader in (changed, stayed):
        see_all_and_open(reader, 1)
    assert holdout.compare()["holdout"].people == 1
    assert holdout.compare()["suggested"].people == 0


def test_one_who_clicks_all_day_counts_each_thing_once(town, all_held):
    reader = town.readers[0][0]
    see_all_and_open(reader, 2)
    shown = for_user(reader).items[0].id
    record(reader, [EventData("open", item_id=shown, place=FOR_YOU)] * 4)
    assert Event.objects.filter(user=reader, place=FOR_YOU, kind="open").count() > 2
    assert holdout.compare()["holdout"].share <= 0.3


@pytest.mark.parametrize("bad", ["51", "-1", "some"])
def test_share_that_is_no_share_stops_the_start_with_its_name(monkeypatch, bad):
    monkeypatch.setenv("FOYER_HOLDOUT_PERCENT", bad)
    with pytest.raises(ImproperlyConfigured, match="FOYER_HOLDOUT_PERCENT must be"):
        env.number("FOYER_HOLDOUT_PERCENT", 0, at_most=50)
