"""Training that runs out of time or memory: the last good model stays, the panel stands, and operators are told."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.operations import doctor, metrics
from portal.operations.health import Remark, Unhealthy
from recommender import couse, dataset, engine, promotion, pushing, tasks, training
from recommender.models import ModelVersion, Suggestion
from recommender.suggestions import for_user

pytestmark = pytest.mark.django_db


def out_of_memory(*_args, **_options):
    raise MemoryError


@pytest.fixture
def live(town) -> ModelVersion:
    training.train(epochs=10)
    return promotion.live_version("items")


@pytest.fixture(params=["time", "memory to read", "memory to learn", "memory to compare"])
def starved(request, monkeypatch) -> str:
    """Whatever runs out, from now on. Answers what operators read."""
    if request.param == "time":
        monkeypatch.setattr(settings, "TRAINING_SECONDS", 0)
        return "longer than FOYER_TRAINING_MINUTES allows"
    module, name = {
        "memory to read": (dataset, "load_items"),
        "memory to learn": (engine, "fit"),
        "memory to compare": (couse, "learn"),
    }[request.param]
    monkeypatch.setattr(module, name, out_of_memory)
    return "memory did not suffice"


def panel_of(reader) -> set[str]:
    pushing.push([reader.pk])
    assert len(for_user(reader).items) == 10
    return set(Suggestion.objects.filter(user=reader, entry=None).values_list("policy", flat=True))


def failed() -> str:
    lines = metrics.render()[0].decode().splitlines()
    return next(line.split()[-1] for line in lines if line.startswith('foyer_training_failed{subject="items"}'))


def test_last_good_model_stays_and_doctor_and_metrics_tell(live, town, starved, monkeypatch):
    assert failed() == "0.0"
    tasks.train()
    assert promotion.live_version("items") == live
    assert panel_of(town.readers[0][0]) == {f"items-{live.pk}"}
    with pytest.raises(Unhealthy, match=f"left no model.*{starved}.*made with: model"):
        doctor.model()
    assert failed() == "1.0"
    with pytest.raises(CommandError, match=starved):
        call_command("train")
    assert ModelVersion.objects.filter(subject="items", file="").count() == 1  # the last failure
    monkeypatch.undo()
    training.train(epochs=10)
    assert "learned from" in doctor.model()
    assert failed() == "0.0"
    assert not ModelVersion.objects.filter(file="").exists()


def test_first_training_that_is_starved_leaves_a_panel(town, starved):
    training.train()
    assert panel_of(town.readers[0][0])
    with pytest.raises((Unhealthy, Remark), match=starved):
        doctor.model()


def test_training_that_was_killed_is_told_once_it_should_have_ended(live, town, monkeypatch):
    """As when the system takes the process away because memory ran out: nothing of it can speak any more."""

    class Killed(BaseException):
        pass

    def killed(*_args, **_options):
        raise Killed

    monkeypatch.setattr(engine, "fit", killed)
    with pytest.raises(Killed):
        training.train()
    assert "learned from" in doctor.model()  # it may be running
    ModelVersion.objects.filter(file="").update(created_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Unhealthy, match=r"ended from outside: memory or time ran out\. Lists are made with: model"):
        doctor.model()
    assert failed() == "1.0"
    assert panel_of(town.readers[0][0]) == {f"items-{live.pk}"}


def test_failures_push_no_good_model_out(live, monkeypatch):
    training.train(epochs=3, force=True)
    with monkeypatch.context() as starving:
        starving.setattr(engine, "fit", out_of_memory)
        for _ in range(promotion.KEEP + 2):
            training.train()
    training.train(epochs=3, force=True)
    assert promotion.earlier("items").filter(pk=live.pk).exists()
    assert promotion.path_of(live.file).exists()


def test_row_of_a_failure_cannot_be_promoted(live, monkeypatch):
    monkeypatch.setattr(engine, "fit", out_of_memory)
    training.train()
    failure = ModelVersion.objects.get(subject="items", file="")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("models", "promote", failure.pk)
    assert promotion.live_version("items") == live


def test_fit_one_epoch_at_a_time_is_the_same_as_all_at_once(town):
    from lightfm import LightFM

    data = dataset.load("items")
    learned = engine.fit(data, epochs=4, seed=3)
    model = LightFM(no_components=32, loss="warp", learning_rate=0.05, random_state=3)
    weights = data.interactions.tocoo().astype("float32")
    likes = (weights != 0).astype("float32").tocoo()
    likes.row, likes.col = weights.row, weights.col
    model.fit(likes, data.user_features, data.thing_features, sample_weight=weights, epochs=4)
    assert (learned.things.vectors == model.item_embeddings).all()
