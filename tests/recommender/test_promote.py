"""Which model makes the lists: the gate, the shadow, the way back, and what serves when something is broken."""

import sys
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.operations import doctor
from portal.operations.health import Remark, Unhealthy
from recommender import artifacts, engine, evaluation, gate, promotion, pushing, training
from recommender.errors import BadModel
from recommender.evaluation import Measures, Report
from recommender.models import Event, ModelVersion, Suggestion
from tests.recommender.test_train import tiny_artifact

State = ModelVersion.State


def report(**gains: float) -> Report:
    """People with these mean gains, some always lucky; the same chance on all sides."""
    luck = np.random.default_rng(5).normal(0, 0.05, 200)
    told = {name: np.clip(mean + luck, 0, 1) for name, mean in gains.items()}
    return Report({name: Measures(float(gain.mean()), 0.5, 0.9, 200, 0.5) for name, gain in told.items()}, told)


@pytest.mark.parametrize(
    ("gains", "words"),
    [
        ({"lightfm": 0.3, "popularity": 0.1}, ""),
        ({"lightfm": 0.3, "popularity": 0.1, "live": 0.3}, ""),
        ({"lightfm": 0.3, "popularity": 0.1, "live": 0.2}, ""),
        ({"lightfm": 0.2, "popularity": 0.1, "live": 0.3}, "below the live model's, 0.29"),
        ({"lightfm": 0.29, "popularity": 0.1, "live": 0.3}, "the same 200 people"),
        ({"lightfm": 0.08, "popularity": 0.2}, "below what popularity alone reaches"),
    ],
)
def test_gate_compares_on_the_same_people(gains, words):
    objection = gate.objection(tiny_artifact(), report(**gains), is_first=False)
    assert words in objection
    assert bool(words) == bool(objection)


def test_gate_lets_the_first_model_through_and_those_that_few_people_judge():
    poor = report(lightfm=0.05, popularity=0.2)
    assert gate.objection(tiny_artifact(), poor, is_first=True) == ""
    few = Report({name: Measures(0.1, 0.5, 0.9, 7) for name in poor.measures}, poor.gains)
    assert gate.objection(tiny_artifact(), few, is_first=False) == ""


def test_gate_remembers_how_good_the_live_model_was_where_it_cannot_be_asked():
    poor, fair = report(lightfm=0.2, popularity=0.1), report(lightfm=0.28, popularity=0.1)
    objection = gate.objection(tiny_artifact(), poor, is_first=False, stored=0.3)
    assert "far below the live model's when it was trained, 0.300" in objection
    assert gate.objection(tiny_artifact(), fair, is_first=False, stored=0.3) == ""


def test_gate_refuses_what_shows_everybody_the_same():
    told = report(lightfm=0.3, popularity=0.1, live=0.3)
    narrow = told.measures | {"lightfm": Measures(0.3, 0.5, 0.9, 200, 0.1)}
    objection = gate.objection(tiny_artifact(), Report(narrow, told.gains), is_first=False)
    assert objection == "Its lists reach 10% of all things, the live model's 50%."


@pytest.mark.parametrize(
    ("gains", "own", "theirs", "words"),
    [
        (
            {},
            {"top_share": 0.9},
            {"top_share": 0.2},
            "90% of its lists is the same hundredth of all things; 60% may be.",
        ),
        ({}, {"top_share": 0.9}, {"top_share": 0.9}, ""),  # people are like that here
        ({}, {"overlap": 0.1}, {}, "share 10% with the live model's and are not certainly better; 30% must stay."),
        ({}, {"overlap": 0.4}, {}, ""),
        ({"live": 0.2}, {"overlap": 0.1}, {}, ""),  # better for certain
        ({"lightfm as new": 0.1, "live as new": 0.2}, {}, {}, "of things that nobody met is below the live model's"),
        ({"lightfm as new": 0.19, "live as new": 0.2}, {}, {}, ""),
    ],
)
def test_gate_names_what_is_wrong_with_the_lists(gains, own, theirs, words):
    told = report(**{"lightfm": 0.3, "popularity": 0.1, "live": 0.3} | gains)
    lists = {"lightfm": replace(told.measures["lightfm"], **own), "live": replace(told.measures["live"], **theirs)}
    objection = gate.objection(tiny_artifact(), Report(told.measures | lists, told.gains), is_first=False)
    assert words in objection
    assert bool(words) == bool(objection)


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (gate.Cost(megabytes=101, milliseconds=1), "Its file takes 101 MB; at most 100 may be."),
        (gate.Cost(megabytes=1, milliseconds=60), "One person's list takes it 60 ms; at most 50 may be."),
        (gate.Cost(megabytes=99, milliseconds=49), ""),
    ],
)
def test_gate_keeps_to_the_budget_even_with_the_first_model(cost, words):
    told = report(lightfm=0.3, popularity=0.1)
    assert gate.objection(tiny_artifact(), told, is_first=True, cost=cost) == words


def test_measures_tell_one_list_for_all_from_lists_of_ones_own():
    """Two hundred things, twenty people: all get the same ten, or each their own."""
    same = [np.arange(10)] * 20
    own = [np.arange(10) + 10 * person for person in range(20)]
    assert evaluation.reach(same, 200) == (0.05, 0.2)
    assert evaluation.reach(own, 200) == (1.0, 0.01)


def test_gate_refuses_numbers_that_are_not_finite():
    objection = gate.objection(tiny_artifact(np.nan), report(lightfm=0.9, popularity=0.1), is_first=True)
    assert objection == "Its numbers are not finite."


def test_bootstrap_pairs_people():
    """A small loss with everybody is certain; the same loss among strangers would drown in chance."""
    gain = np.random.default_rng(1).random(100)
    assert evaluation.no_worse(gain - 0.02, gain, margin=0) == 0.0
    assert 0.3 < evaluation.no_worse(np.random.default_rng(2).permutation(gain), gain, margin=0) < 0.7


pytestmark = pytest.mark.django_db


@pytest.fixture
def live(town) -> ModelVersion:
    """A good model, made four days ago: much was read since."""
    training.train(epochs=15)
    return aged(promotion.live_version("items"))


def aged(version: ModelVersion) -> ModelVersion:
    ModelVersion.objects.filter(pk=version.pk).update(created_at=timezone.now() - timedelta(days=4))
    return ModelVersion.objects.get(pk=version.pk)


def say(*words: object) -> str:
    out = StringIO()
    call_command("models", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def bad_fit(monkeypatch):
    """From now on what is learned of the things is mixed up; its lists are chance."""
    good_fit = engine.fit

    def fit(data, **recipe):
        learned = good_fit(data, **recipe)
        np.random.default_rng(1).shuffle(learned.things.vectors)
        learned.things.biases[:] = 0
        return learned

    return lambda: monkeypatch.setattr(engine, "fit", fit)


def test_train_refuses_a_worse_model_measured_beside_the_live_one(live, bad_fit):
    bad_fit()
    training.train(epochs=5)
    refused = ModelVersion.objects.get(subject="items", state=State.REFUSED)
    assert "with the same 120 people" in refused.verdict
    assert refused.metrics["live"]["ndcg"] > 2 * refused.metrics["lightfm"]["ndcg"]
    assert promotion.live_version("items") == live


def test_train_refuses_what_is_too_large_for_its_place_and_shows_the_size(live, monkeypatch):
    monkeypatch.setattr(gate, "MOST_MEGABYTES", 0.01)
    training.train(epochs=15)
    refused = ModelVersion.objects.get(subject="items", state=State.REFUSED)
    assert "Its file takes" in refused.verdict
    assert f"{refused.parameters['megabytes']:.1f} MB, {refused.parameters['milliseconds']:.1f} ms" in say(
        "show", refused.pk
    )
    assert promotion.live_version("items") == live


def test_train_measures_how_much_of_the_lists_stays_and_how_it_does_with_new_things(live):
    training.train(epochs=15)
    newest = ModelVersion.objects.filter(subject="items").latest("pk")
    assert newest.metrics["live"]["overlap"] == 1.0
    assert newest.metrics["lightfm"]["overlap"] > newest.metrics["popularity"]["overlap"]
    assert newest.metrics["lightfm as new"]["auc"] > 0.6  # by topics and words alone
    said = say("show", newest.pk)
    assert "overlap" in said
    assert "lightfm as new" in said


def test_train_does_not_let_the_live_model_answer_what_it_has_seen(town):
    for _ in range(2):
        training.train(epochs=10)
    newest = promotion.live_version("items")
    assert newest.verdict == "Promoted."
    assert "live" not in newest.metrics


def test_train_refuses_a_far_worse_model_where_the_live_one_cannot_be_asked(town, bad_fit):
    training.train(epochs=15)
    good = promotion.live_version("items")
    bad_fit()
    training.train(epochs=5)
    refused = ModelVersion.objects.get(subject="items", state=State.REFUSED)
    assert "live" not in refused.metrics
    assert "far below the live model's when it was trained" in refused.verdict
    assert promotion.live_version("items") == good


def test_train_asks_the_live_model_although_a_shadow_is_new(live):
    training.train(epochs=3, shadow=True)
    training.train(epochs=5)
    newest = ModelVersion.objects.filter(subject="items").latest("pk")
    assert newest.metrics["live"]["people"] == 120
    assert "in the shadow" not in ModelVersion.objects.get(subject="items", state=State.SHADOW).metrics


def test_train_takes_nothing_that_stood_before_for_unseen(town):
    """Neither what stands on the pages, when one person adds something, nor a story that is opened once more."""
    entries = [town.entry(f"Entry {number}") for number in range(6)]
    people = [reader for reader, _ in town.readers[: gate.FEW_PEOPLE + 5]]
    for row, person in enumerate(people):
        for step in range(4):
            town.place(person, entries[(row + step) % 6])
    training.train(epochs=3)
    town.did(people[0], "add", entries[5], days_ago=0)
    for person in people:
        town.did(person, "open", Event.objects.filter(user=person).earliest("created_at").item, days_ago=0)
    assert {one.subject: "live" in one.measures for one in training.train(epochs=3)} == {
        "items": False,
        "widgets": False,
    }


def test_shadow_is_measured_with_each_training_and_shown_to_nobody(live):
    call_command("train", epochs=5, shadow=True, stdout=StringIO())
    shadow = aged(ModelVersion.objects.get(subject="items", state=State.SHADOW))
    reader = pushed_to(live)
    assert set(Suggestion.objects.filter(user=reader, entry=None).values_list("policy", flat=True)) == {
        f"items-{live.pk}"
    }
    training.train(epochs=5)
    shadow.refresh_from_db()
    assert shadow.metrics["in the shadow"]["people"] == shadow.metrics["live meanwhile"]["people"] == 120
    assert "in the shadow" in say("show", shadow.pk)
    say("promote", shadow.pk)
    assert promotion.live_version("items") == shadow


def test_shadow_ends_where_another_takes_its_place(live, model_folder):
    for _ in range(promotion.KEEP + 2):
        training.train(epochs=1, shadow=True)
    last = ModelVersion.objects.filter(subject="items").latest("pk")
    assert ModelVersion.objects.get(subject="items", state=State.SHADOW) == last
    before = ModelVersion.objects.filter(subject="items", state=State.REFUSED).latest("pk")
    assert before.verdict == f"Model {last.pk} took its place in the shadow."
    assert len(list(model_folder.glob("items-*.npz"))) == promotion.KEEP + 1  # and the live one
    say("shadow", before.pk)
    assert ModelVersion.objects.get(subject="items", state=State.SHADOW) == before
    assert promotion.live_version("items") == live


def pushed_to(_live):
    from django.contrib.auth import get_user_model

    reader = get_user_model().objects.order_by("pk").first()
    pushing.push([reader.pk])
    return reader


def test_pinned_model_is_replaced_by_nothing(live):
    assert "📌" in say("pin", live.pk)
    training.train(epochs=15, force=True)
    assert promotion.live_version("items") == live
    assert (
        ModelVersion.objects.get(subject="items", state=State.CANDIDATE).verdict
        == f"Kept back: model {live.pk} is pinned."
    )
    say("unpin", live.pk)
    training.train(epochs=15, force=True)
    assert promotion.live_version("items") != live


def test_roll_back_takes_one_command_and_lists_follow(live):
    training.train(epochs=1, force=True)
    bad = promotion.live_version("items")
    said = say("back")
    assert f"Model {live.pk} is live again." in said
    assert f"Lists of items are made with: model ({live.pk})." in said
    bad.refresh_from_db()
    assert (bad.state, bad.verdict) == (State.REFUSED, "Rolled back by hand.")
    pushed_to(live)
    assert Suggestion.objects.filter(policy=f"items-{live.pk}").exists()
    with pytest.raises(CommandError, match="no earlier model of items"):
        say("back")
    assert promotion.live_version("items") == live


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["pin"], "Say which"),
        (["show", "99999"], "no model 99999"),
        (["back", "moons"], "items and of widgets"),
        (["pin", "x"], "Say which"),
    ],
)
def test_models_says_what_it_does_not_understand(words, answer):
    with pytest.raises(CommandError, match=answer):
        say(*words)


def test_models_lists_none_and_what_serves_without_one():
    assert "Lists of items are made with: popular and fresh." in say()


def test_promote_refuses_a_planted_file(live, model_folder):
    training.train(epochs=1, force=True)
    (model_folder / live.file).write_bytes(b"planted")
    with pytest.raises(CommandError, match="damaged or was changed"):
        say("promote", live.pk)
    assert promotion.live_version("items") != live


def test_parts_that_do_not_fit_together_are_refused(tmp_path):
    good = tiny_artifact()
    arrays = artifacts.to_arrays(good)
    for odd in (
        {"thing_biases": np.zeros(9, np.float32)},
        {"user_vectors": np.zeros((2, 7), np.float32)},
        {"couse_indices": arrays["couse_indices"] + 1000},
        {"couse_indptr": arrays["couse_indptr"][:3]},
    ):
        with pytest.raises((ValueError, BadModel)):
            artifacts.from_arrays(arrays | odd)


def test_last_good_model_serves_when_the_file_of_the_live_one_is_damaged(live, model_folder):
    training.train(epochs=2, force=True)
    broken = promotion.live_version("items")
    (model_folder / broken.file).write_bytes(b"\0" * 100)
    promotion.forget()
    with pytest.raises(Unhealthy, match=f"{broken.file} is not sound: the model {live.pk} before it serves"):
        doctor.model()
    pushed_to(live)
    assert set(Suggestion.objects.exclude(item=None).values_list("policy", flat=True)) == {f"items-{live.pk}"}
    (model_folder / live.file).unlink()
    promotion.forget()
    with pytest.raises(Unhealthy, match="popular and fresh"):
        doctor.model()


@pytest.fixture(params=["no LightFM", "not finite", "no memory"])
def broken_engine(request, monkeypatch):
    def fail(*_args: object, **_options: object) -> None:
        raise {"not finite": BadModel("Not all are finite."), "no memory": MemoryError()}[request.param]

    if request.param == "no LightFM":
        monkeypatch.setitem(sys.modules, "lightfm", None)
    else:
        monkeypatch.setattr(engine, "fit", fail)
    return {"no LightFM": "pip install", "not finite": "finite", "no memory": "memory"}[request.param]


def test_without_an_engine_co_use_serves_and_doctor_says_so(town, broken_engine):
    trained, _ = training.train()
    assert trained.is_live
    assert broken_engine in trained.problem
    assert "Lists of items are made with: co-use" in say()
    with pytest.raises(Remark, match=f"what the same people like, without LightFM.*{broken_engine}"):
        doctor.model()
    reader, tastes = town.readers[0]
    pushing.push([reader.pk])
    rows = Suggestion.objects.filter(user=reader, entry=None).select_related("item")
    assert {row.policy for row in rows} == {f"items-{trained.version.pk}"}
    assert any(row.signals.get("couse") for row in rows)
    assert sum(row.item.topics[0] in tastes for row in rows) >= 6


def test_without_an_engine_shadow_and_pins_are_obeyed(town, broken_engine):
    shadow, _ = training.train(shadow=True)
    assert (shadow.version.state, promotion.live_version("items")) == (State.SHADOW, None)
    assert broken_engine in shadow.version.verdict
    assert "In the shadow." in shadow.version.verdict
    first, _ = training.train()
    promotion.pin(first.version)
    later, _ = training.train()
    assert f"Kept back: model {first.version.pk} is pinned." in later.version.verdict
    assert promotion.live_version("items") == first.version


def test_model_follows_co_use_once_the_engine_is_there(town, monkeypatch):
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "lightfm", None)
        training.train()
    training.train(epochs=10)
    assert promotion.serving("items").step == "model"


def test_doctor_says_how_to_get_lightfm(monkeypatch):
    monkeypatch.setitem(sys.modules, "lightfm", None)
    with pytest.raises(Unhealthy, match="gcc, then: pip install"):
        doctor.lightfm()
