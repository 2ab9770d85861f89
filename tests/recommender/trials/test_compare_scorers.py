"""Scorers on likes with a known structure, measures with answers by hand, and the command from data to plot."""

import json
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender.impressions import Shown
from recommender.trials import log as logs
from recommender.trials import measures, off_policy, protocols, running
from recommender.trials.scorers import SCORERS


@pytest.fixture(scope="module")
def two_camps() -> logs.Log:
    """Sixty people of two tastes among forty things; each thing says in words to which it belongs."""
    rng = np.random.default_rng(4)
    rows = [
        (f"p{person}", f"t{thing}", 1.0, float(rng.random() * 1000))
        for person in range(60)
        for thing in rng.choice(20, 9, replace=False) + 20 * (person % 2)
    ]
    words = {f"t{thing}": ["north" if thing < 20 else "south", f"word{thing % 5}"] for thing in range(40)}
    return logs.of_rows("camps", rows, words)


@pytest.mark.parametrize("protocol", protocols.PROTOCOLS)
def test_protocols_hide_what_they_say(two_camps, protocol):
    trial = protocols.prepare(two_camps, protocol)
    assert len(trial.people)
    assert not (trial.known > 0).multiply(trial.held > 0).nnz
    assert not (trial.train > 0).multiply(trial.held > 0).nnz
    met = trial.met
    if protocol == "temporal":
        held = two_camps.times.multiply(trial.held > 0)
        assert held.data.min() >= two_camps.times.multiply(trial.train > 0).data.max()
    if protocol.startswith("cold-item"):
        assert not met[np.unique(trial.held.indices)].any()
        assert (trial.offered == ~met).all() == (protocol == "cold-item")
    if protocol == "cold-user":
        assert not trial.train[trial.people].nnz
        assert (np.diff(trial.known[trial.people].indptr) >= 1).all()


def test_prepare_asks_no_more_people_than_wanted(two_camps):
    assert len(protocols.prepare(two_camps, "last", most_people=7).people) == 7


@pytest.mark.parametrize("protocol", ["random", "cold-user"])
def test_scorers_that_learn_find_the_camp_and_the_others_do_not(two_camps, protocol):
    found = {result.scorer: result for result in running.run(protocols.prepare(two_camps, protocol))}
    assert set(found) == set(SCORERS)
    aucs = {name: result.estimates["auc"].mean for name, result in found.items()}
    learned = ("content", "item-kNN", "EASE", "ALS", "BPR", "LightFM", "blend")
    assert all(aucs[name] > 0.65 for name in learned), aucs
    assert all(aucs[name] < 0.62 for name in ("popularity", "recent")), aucs
    for result in found.values():
        low, high = result.estimates["ndcg"].low, result.estimates["ndcg"].high
        assert low <= result.estimates["ndcg"].mean <= high
        assert 0 < result.overall["coverage"] <= 1


def test_only_content_finds_new_things_and_the_blend_keeps_that(two_camps):
    trial = protocols.prepare(two_camps, "cold-item")
    aucs = {result.scorer: result.estimates["auc"].mean for result in running.run(trial)}
    assert min(aucs["content"], aucs["LightFM"], aucs["blend"]) > 0.75
    assert aucs["item-kNN"] == pytest.approx(0.5, abs=0.15)


def test_what_was_there_all_the_time_and_nobody_liked_takes_no_place(two_camps):
    """Forty things more, of the words of both camps: only where they are new may they stand on lists."""
    unloved = {f"u{n}": ["north" if n % 2 else "south", f"word{n % 5}"] for n in range(40)}
    words = {f"t{n}": ["north" if n < 20 else "south", f"word{n % 5}"] for n in range(40)}
    likes = two_camps.likes.tocoo()
    rows = [
        (f"p{person}", f"t{thing}", 1.0, float(at))
        for person, thing, at in zip(likes.row, likes.col, two_camps.times.tocoo().data, strict=True)
    ]
    log = logs.of_rows("camps", rows, words | unloved)
    trial = protocols.prepare(log, "random")
    for name, most in (("LightFM", 0.15), ("blend", 0.02)):
        old, new = (share_of_unmet(name, replace(trial, protocol=protocol)) for protocol in ("random", "temporal"))
        assert old < min(most, new), (name, old, new)


def share_of_unmet(scorer: str, trial: protocols.Trial) -> float:
    """Of all first fives."""
    scores = SCORERS[scorer](trial, 1)(np.arange(trial.train.shape[0]))
    best = np.argsort(-np.where((trial.known > 0).toarray(), -np.inf, scores), axis=1)[:, :5]
    return float((~trial.met)[best].mean())


def test_run_gives_the_same_numbers_again_and_leaves_out_what_is_not_installed(two_camps, monkeypatch):
    trial, said = protocols.prepare(two_camps, "last"), []
    one, other = (running.run(trial, only=["BPR", "LightFM"]) for _ in range(2))
    assert [result.estimates for result in one] == [result.estimates for result in other]
    monkeypatch.setitem(__import__("sys").modules, "lightfm", None)
    assert [result.scorer for result in running.run(trial, only=["popularity", "LightFM"], say=said.append)] == [
        "popularity"
    ]
    assert "LightFM is left out" in said[0]


def test_measures_of_a_list_worked_out_by_hand():
    held = np.array([True, False, False, True] + [False] * 16)
    scores = -np.arange(20.0)
    (ndcg, precision, recall, auc), listed = measures.of_person(scores, held)
    assert listed.tolist() == list(range(10))
    assert ndcg == pytest.approx((1 + 1 / np.log2(5)) / (1 + 1 / np.log2(3)))
    assert (precision, recall, auc) == (0.2, 1.0, pytest.approx(1 - (0 + 2) / 2 / 18))
    assert measures.of_person(np.where(held, -np.inf, scores), held)[0] == [0.0] * 4
    assert measures.estimate(np.array([])).mean == 0.0


def test_off_policy_finds_the_worth_of_another_policy():
    """Ten things with known rates, shown by a lopsided chance: what a better chance would have earned."""
    rng = np.random.default_rng(3)
    rates, logged = np.linspace(0.02, 0.5, 10), np.linspace(10, 1, 10) / 55
    wanted = logged[::-1]
    shown = rng.choice(10, 20_000, p=logged)
    opened = (rng.random(20_000) < rates[shown]).astype(float)
    told = off_policy.worth(opened, logged[shown], wanted[shown])
    truth = float(wanted @ rates)
    assert told.ips == pytest.approx(truth, rel=0.05)
    assert told.snips == pytest.approx(truth, rel=0.05)
    assert told.low < truth < told.high
    assert opened.mean() < 0.7 * truth
    assert told.sample < 20_000
    nothing = off_policy.worth(np.array([]), np.array([]), np.array([]))
    assert (nothing.ips, nothing.sample) == (0.0, 0.0)


def test_off_policy_takes_only_what_chance_put_there():
    def one(fresh: float, is_opened: bool, propensity: float) -> Shown:
        return Shown(1, None, 1, None, 9, {"fresh": fresh}, propensity, is_opened)

    drawn = [one(1, True, 0.01), one(1, True, 0.01), one(0, False, 0.01), one(0, False, 0.01)]
    told = off_policy.compare([*drawn, *[one(0, True, 1.0)] * 50])
    assert told["by chance"].snips == 0.5
    assert told["fresh"].snips > 0.9


@pytest.mark.django_db
def test_evaluate_writes_a_table_json_and_a_plot(town, tmp_path):
    out = StringIO()
    call_command(
        "evaluate", protocol=["temporal", "last"], scorers=["popularity", "item-kNN", "LightFM"], stdout=out,
        json=tmp_path / "told.json", plot=tmp_path / "told.svg",
    )  # fmt: skip
    assert "| LightFM |" in out.getvalue()
    told = json.loads((tmp_path / "told.json").read_text())
    assert [trial["protocol"] for trial in told["trials"]] == ["temporal", "last"]
    means = {one["scorer"]: one["estimates"]["ndcg"]["mean"] for one in told["trials"][1]["results"]}
    assert means["LightFM"] > 1.5 * means["popularity"]
    picture = ElementTree.parse(tmp_path / "told.svg").getroot()
    assert len(picture.findall(".//{http://www.w3.org/2000/svg}rect")) == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Nobody has read enough"),
        ({"dataset": "ml100k"}, "--path FOLDER"),
        ({"dataset": "mind", "path": "/nowhere"}, "cannot be read"),
    ],
)
def test_evaluate_says_what_is_missing(options, words):
    from pathlib import Path

    with pytest.raises(CommandError, match=words):
        call_command("evaluate", **{name: Path(value) if name == "path" else value for name, value in options.items()})
