"""Training: what comes out, the gate before it goes live, and what happens without an engine or without data."""

import sys

import numpy as np
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from recommender import artifacts, dataset, engine, evaluation, promotion, training
from recommender.artifacts import Artifact
from recommender.couse import cosine
from recommender.embeddings import Embeddings, Side
from recommender.errors import AlreadyTraining, BadModel
from recommender.likes import Like
from recommender.models import ModelVersion

pytestmark = pytest.mark.django_db


def two_tastes() -> dataset.Dataset:
    """Ten people like things 0-4, ten like things 10-14; nobody likes all of their five."""
    likes = [
        Like(person, thing + 10 * (person % 2), 1.0, float(person * 10 + thing))
        for person in range(20)
        for thing in range(5)
        if thing != (person // 2) % 5
    ]
    people = {person: {f"user:{person}": 1.0} for person in range(20)}
    things = {thing: {f"thing:{thing}": 1.0} for thing in range(20)}
    return dataset.assemble(likes, people, things)


def test_fit_learns_two_tastes():
    data = two_tastes()
    learned = engine.fit(data, epochs=30, seed=1, threads=1, size=8)
    people = data.user_features @ learned.users.vectors
    scores = people @ (data.thing_features @ learned.things.vectors).T
    even, odd = data.user_ids % 2 == 0, data.user_ids % 2 == 1
    low = data.thing_ids < 10
    assert scores[even][:, low].mean() > scores[even][:, ~low].mean() + 0.5
    assert scores[odd][:, ~low].mean() > scores[odd][:, low].mean() + 0.5


def test_person_who_is_folded_in_is_as_decided_as_one_who_was_learned(town):
    """A vector that is longer than the learned ones drowns what all like under what one likes."""
    data = dataset.load("items")
    model = engine.fit(data, epochs=15)
    learned = data.user_features @ model.users.vectors
    folded = model.anonymous().fold_in_all(
        evaluation.choices_of(data)[:, []], data.interactions, data.thing_features @ model.things.vectors
    )
    lengths = [np.linalg.norm(vectors, axis=1).mean() for vectors in (folded, learned)]
    assert 0.6 < lengths[0] / lengths[1] < 1.5


def test_fit_with_the_same_seed_gives_the_same_numbers():
    one, other = (engine.fit(two_tastes(), epochs=3, seed=5, threads=1) for _ in range(2))
    assert np.array_equal(one.things.vectors, other.things.vectors)
    assert not np.array_equal(one.things.vectors, engine.fit(two_tastes(), epochs=3, seed=6).things.vectors)


def test_train_beats_popularity_twice_and_goes_live(town, capsys):
    call_command("train", epochs=15)
    live = promotion.live_version("items")
    assert live is not None
    assert live.verdict == "Promoted."
    assert live.metrics["lightfm"]["ndcg"] >= 2 * live.metrics["popularity"]["ndcg"]
    assert live.metrics["lightfm"]["people"] == 120
    assert "items: Promoted." in capsys.readouterr().out
    assert promotion.live_model("items")[1] is not None


def test_train_leaves_out_people_who_said_no(town):
    reader, _ = town.readers[0]
    reader.wants_suggestions = False
    reader.save()
    assert reader.pk not in dataset.load("items").user_ids
    assert f"user:{reader.pk}" not in dataset.load("items").user_names


def test_train_with_no_data_says_so(db, capsys):
    call_command("train")
    assert "Nobody has read or added enough yet." in capsys.readouterr().out
    assert not ModelVersion.objects.exists()


def test_train_with_one_reader_says_so(world):
    source = world.source()
    world.did(world.person(), "open", *(world.item(source) for _ in range(5)))
    assert [one.version for one in training.train()] == [None, None]


def test_train_without_lightfm_says_what_to_install_and_keeps_the_model_in_use(town, monkeypatch):
    training.train(epochs=2)
    before = promotion.live_version("items")
    monkeypatch.setitem(sys.modules, "lightfm", None)
    assert "pip install rectools-lightfm" in training.train()[0].problem
    with pytest.raises(CommandError, match="pip install"):
        call_command("train")
    assert promotion.live_version("items") == before


def test_train_is_done_by_one_at_a_time(db):
    with training.only_one(), pytest.raises(AlreadyTraining):
        training.train()
    assert cache.get(training.LOCK) is None


def test_train_keeps_five_versions_and_their_files(town, model_folder):
    for seed in range(7):
        training.train(seed=seed, epochs=1, force=True)
    assert ModelVersion.objects.filter(subject="items").count() == promotion.KEEP
    assert ModelVersion.objects.filter(subject="items", state="live").count() == 1
    assert len(list(model_folder.glob("items-*.npz"))) == promotion.KEEP


def tiny_artifact(number: float = 0.5) -> Artifact:
    side = Side(("a", "b"), np.full((2, 3), number, np.float32), np.zeros(2, np.float32))
    data = two_tastes()
    return Artifact(Embeddings(side, side), cosine(data.thing_ids, data.interactions))


def test_artifact_comes_back_as_it_was(tmp_path):
    kept, file = tiny_artifact(), tmp_path / "model.npz"
    back = artifacts.load(file, artifacts.save(file, kept))
    assert back.embeddings.users.names == ("a", "b")
    assert np.array_equal(back.embeddings.things.vectors, kept.embeddings.things.vectors)
    assert (back.couse.weights != kept.couse.weights).nnz == 0


def test_artifact_is_refused_when_truncated_altered_missing_or_not_finite(tmp_path):
    file = tmp_path / "model.npz"
    sha256 = artifacts.save(file, tiny_artifact())
    content = file.read_bytes()
    for damaged in (content[:-10], content[:100] + b"x" + content[101:], b""):
        file.write_bytes(damaged)
        with pytest.raises(BadModel, match="damaged or was changed"):
            artifacts.load(file, sha256)
    file.unlink()
    with pytest.raises(BadModel, match="cannot be read"):
        artifacts.load(file, sha256)
    with pytest.raises(BadModel, match="not finite"):
        artifacts.load(file, artifacts.save(file, tiny_artifact(np.inf)))


def test_artifact_with_a_pickle_inside_is_refused(tmp_path):
    import hashlib

    file = tmp_path / "model.npz"
    np.savez(file, user_names=np.array([{"an": "object"}], dtype=object))
    with pytest.raises(BadModel, match="not a model"):
        artifacts.load(file, hashlib.sha256(file.read_bytes()).hexdigest())
