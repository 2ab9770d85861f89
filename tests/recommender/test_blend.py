"""The weights of the lanes: learned from what was opened of what was shown, tuned by the person, seen by operators."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import numpy as np
import pytest
from django.utils import timezone

from recommender import blending, impressions, pushing, shelf, training, tuning
from recommender.blending import PRIORS, Choice
from recommender.events import EventData, record
from recommender.fitting import LEAST_CHOICES, learn
from recommender.models import Event, ModelVersion, Suggestion
from recommender.suggestions import for_user


def choices(count: int, true: dict[str, float], seed: int = 3) -> list[Choice]:
    """People who open by these weights, and see less of what is further down."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        signals = [
            {name: float(rng.random()) for name in ("affinity", "content", "popular", "fresh")} for _ in range(6)
        ]
        utility = [sum(true.get(name, 0) * value for name, value in row.items()) for row in signals]
        chances = np.exp(np.array(utility) - 0.8 * np.log2(np.arange(6) + 2))
        made.append(Choice(signals, range(6), int(rng.choice(6, p=chances / chances.sum()))))
    return made


def test_learn_finds_what_people_go_by():
    found = learn(choices(1500, {"fresh": 6, "popular": 3}))
    assert (found.basis, found.choices) == ("learned", 1500)
    assert found.weights["fresh"] == max(found.weights[name] for name in ("affinity", "content", "fresh", "popular"))
    assert found.weights["popular"] > 2 * found.weights["affinity"]
    assert found.weights["fresh"] == pytest.approx(2 * found.weights["popular"], rel=0.25)


def test_learn_keeps_the_size_the_signs_and_what_people_say():
    found = learn(choices(800, {"fresh": 4, "affinity": -5})).weights
    assert sum(map(abs, found.values())) == pytest.approx(sum(map(abs, PRIORS.values())), rel=1e-6)
    assert all(found[name] * prior >= 0 for name, prior in PRIORS.items())
    assert (found["stated"], found["unwanted"]) == (PRIORS["stated"], PRIORS["unwanted"])


def test_learn_from_few_or_from_chance_keeps_the_priors():
    assert learn([]).basis == "prior"
    assert learn(choices(LEAST_CHOICES - 1, {"fresh": 9})).weights == PRIORS
    as_expected = {name: 2 * weight for name, weight in PRIORS.items()}
    closest = learn(choices(1500, as_expected)).weights
    assert all(closest[name] == pytest.approx(PRIORS[name], abs=0.25) for name in ("affinity", "content", "fresh"))


def test_learn_is_not_upset_by_numbers_that_are_not_finite():
    odd = [Choice([{"fresh": float("nan")}, {"popular": float("inf"), "unheard-of": 3.0}], [0, 1], 1)] * 60
    assert all(np.isfinite(list(learn(odd).weights.values())))


@pytest.mark.parametrize(
    "stored", [{}, {"weights": None}, {"weights": {"fresh": "much"}}, {"weights": {"fresh": float("nan")}}]
)
def test_weights_of_a_model_that_says_nothing_sound_are_the_priors(stored):
    assert blending.from_json(stored) == PRIORS


def show(person, items, opened, *, days_ago: float = 0.5, list_id=None) -> None:
    """Straight into the table, with the signals of a person who goes by freshness."""
    at, list_id = timezone.now() - timedelta(days=days_ago), list_id or uuid4()
    Event.objects.bulk_create(
        Event(
            user=person, kind="show", item=item, place="for-you", position=place, list_id=list_id, created_at=at,
            signals={"fresh": float(item == opened), "affinity": float(item != opened)},
        )
        for place, item in enumerate(items)
    )  # fmt: skip
    Event.objects.create(user=person, kind="open", item=opened, place="for-you", created_at=at + timedelta(seconds=9))


@pytest.mark.django_db
def test_training_learns_the_blend_and_lists_are_made_with_it(town):
    rng = Random(2)
    stories = [item for items in town.items.values() for item in items]
    for number in range(90):
        drawn = rng.sample(stories, 4)
        show(town.readers[number % 30][0], drawn, drawn[2], days_ago=1 + number / 10)
    training.train(epochs=2, force=True)
    live = ModelVersion.objects.get(subject="items", state="live")
    assert (live.weights["basis"], live.weights["choices"]) == ("learned", 90)
    assert live.weights["weights"]["fresh"] > 2 * PRIORS["fresh"]
    assert shelf.current("items").weights["fresh"] == live.weights["weights"]["fresh"]
    assert shelf.current("widgets").weights == PRIORS


@pytest.mark.django_db
def test_choices_of_one_person_do_not_count_without_end_and_old_ones_not_at_all(world):
    eager, source = world.person(), world.source()
    items = [world.item(source) for _ in range(3)]
    for number in range(60):
        show(eager, items, items[0], days_ago=number / 10)
    show(world.person(), items, items[0], days_ago=40)
    assert len(impressions.choices_of(impressions.load())) == impressions.MOST_PER_PERSON


@pytest.mark.django_db
def test_what_is_shown_is_logged_with_its_list_its_chance_and_its_signals(town):
    reader, _ = town.readers[0]
    pushing.push([reader.pk])
    pushed = {row.item_id: row for row in Suggestion.objects.filter(user=reader, entry=None)}
    record(reader, [EventData("show", item_id=pk, place="for-you", position=row.rank) for pk, row in pushed.items()])
    for event in Event.objects.filter(user=reader, kind="show"):
        cause = pushed[event.item_id]
        assert (event.list_id, event.signals, event.propensity) == (cause.list_id, cause.signals, cause.propensity)
        assert event.signals
    assert len({event.list_id for event in Event.objects.filter(kind="show")}) == 1
    explored = [row for row in pushed.values() if row.lane == "explore"]
    assert [0 < row.propensity < 0.1 for row in explored] == [True]


def listed(person, **wish) -> list[Suggestion]:
    tuning.tune(person, **wish)
    pushing.push([person.pk])
    return list(Suggestion.objects.filter(user=person, entry=None).select_related("item").order_by("rank"))


@pytest.mark.django_db
def test_sliders_move_the_list_between_familiar_and_surprising(town):
    training.train(epochs=10)
    known = {0.0: 0, 0.5: 0, 1.0: 0}
    for reader, tastes in town.readers[:12]:
        for end in known:
            known[end] += sum(row.item.topics[0] in tastes for row in listed(reader, surprise=end))
    assert min(known[0.0], known[0.5]) > 1.5 * known[1.0]
    lanes = {end: [row.lane for row in listed(town.readers[0][0], surprise=end)] for end in known}
    assert {end: lane.count("explore") for end, lane in lanes.items()} == {0.0: 1, 0.5: 1, 1.0: 2}


@pytest.mark.django_db
def test_sliders_move_the_list_between_fresh_and_timeless(town):
    training.train(epochs=10)
    now, ages = timezone.now(), {}
    for end in (0.0, 0.5, 1.0):
        rows = [row for reader, _ in town.readers[:12] for row in listed(reader, timeless=end)]
        ages[end] = np.mean([(now - row.item.published_at).total_seconds() / 3600 for row in rows])
    assert 1.5 * ages[0.0] < ages[0.5] < 0.95 * ages[1.0]


@pytest.mark.django_db
def test_newest_first_is_obeyed_with_and_without_a_list(town):
    reader, newcomer = town.readers[0][0], town.person()
    best = listed(reader)
    newest = listed(reader, order="newest")
    assert {row.item_id for row in best} == {row.item_id for row in newest}
    for person in (reader, newcomer):
        tuning.tune(person, order="newest")
        times = [item.published_at for item in for_user(person).items]
        assert len(times) == 10
        assert times == sorted(times, reverse=True)
    assert [row.item_id for row in best] != [row.item_id for row in newest]
