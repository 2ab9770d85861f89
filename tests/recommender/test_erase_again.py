"""A backup from before an erasure is restored: who was erased is erased again, everywhere."""

import stat
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from portal.accounts import erasures
from portal.accounts.models import Session
from portal.pages.models import Page, Panel, Section
from recommender import preferences, pushing, tasks, training, tuning
from recommender.models import Event, ItemStat, Preference, Suggestion, Tuning

User = get_user_model()
#: In the order in which they can be put back.
DUMPED = (User, Session, Page, Section, Panel, Event, Preference, Tuning, Suggestion)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def dump() -> str:
    return serializers.serialize("json", [row for model in DUMPED for row in model.objects.order_by("pk")])


def restore(dumped: str) -> None:
    """The tables as they were."""
    for model in reversed(DUMPED):
        model.objects.all()._raw_delete("default")
    for row in serializers.deserialize("json", dumped):
        row.save()


def start() -> None:
    """What `make up`, and the service `migrate` of docker-compose.yml, do first."""
    call_command("migrate", verbosity=0)


def erase(user, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        user.delete()


@pytest.mark.django_db
def test_erased_person_is_gone_again_after_an_old_backup_was_restored(
    town,
    model_folder,
    client,
    caplog,
    django_capture_on_commit_callbacks,
):
    gone, stays = (reader for reader, _ in town.readers[:2])
    for reader in (gone, stays):
        town.place(reader, kind="clock")
        preferences.state(reader, preferences.About(topic="food"), "more")
        tuning.tune(reader, surprise=1)
    client.force_login(gone)
    assert client.get("/").status_code == 200
    training.train(epochs=2)
    pushing.push([gone.pk, stays.pk])
    pk, backup = gone.pk, dump()
    erase(gone, django_capture_on_commit_callbacks)

    restore(backup)
    assert User.objects.filter(pk=pk).exists()
    assert Event.objects.filter(user_id=pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        start()

    assert "1 people had been erased since this backup" in caplog.text
    for model in DUMPED[1:]:
        owner = next((name for name in ("user", "owner") if name in {f.name for f in model._meta.fields}), None)
        if owner:
            assert not model.objects.filter(**{f"{owner}_id": pk}).exists(), model
            assert model is Session or model.objects.filter(**{f"{owner}_id": stays.pk}).exists(), model
    assert not User.objects.filter(pk=pk).exists()
    assert not client.get("/").wsgi_request.user.is_authenticated
    tasks.push_for([pk, stays.pk])  # a task that was waiting
    assert not Suggestion.objects.filter(user_id=pk).exists()
    training.train(epochs=2, force=True)  # a model that is made of what was restored
    identity = f"user:{pk}".encode("utf-32-le")
    assert not [file for file in model_folder.glob("*.npz") if identity in file.read_bytes()]


@pytest.mark.django_db
def test_counts_of_items_forget_the_erased_again(town, django_capture_on_commit_callbacks, monkeypatch):
    recounted: list[int] = []
    monkeypatch.setattr("recommender.erasing.count_soon", recounted.extend)
    reader = town.readers[0][0]
    read = set(Event.objects.filter(user=reader).values_list("item_id", flat=True))
    backup = dump()
    erase(reader, django_capture_on_commit_callbacks)
    restore(backup)
    recounted.clear()
    with django_capture_on_commit_callbacks(execute=True):
        start()
    assert set(recounted) == read
    tasks.count_items(recounted)
    assert ItemStat.objects.filter(pk__in=read).exists()


@pytest.mark.django_db
def test_person_who_got_the_id_of_an_erased_one_stays(django_capture_on_commit_callbacks):
    first = User.objects.create_user("first@example.org")
    pk = first.pk
    erase(first, django_capture_on_commit_callbacks)
    second = User.objects.create_user("second@example.org", pk=pk, date_joined=timezone.now() + timedelta(seconds=1))
    start()
    assert User.objects.get(pk=pk) == second


@pytest.mark.django_db
def test_erasure_that_was_taken_back_is_not_noted(django_capture_on_commit_callbacks):
    """The transaction failed, so nobody was erased."""
    person = User.objects.create_user("stays@example.org")
    with django_capture_on_commit_callbacks():
        User(pk=person.pk, date_joined=person.date_joined).delete()
    assert not erasures.file().exists()


@pytest.mark.django_db
def test_list_tells_nothing_of_whom_it_is_and_is_for_the_portal_alone(django_capture_on_commit_callbacks):
    erase(User.objects.create_user("secret@example.org", name="Secret"), django_capture_on_commit_callbacks)
    erase(User.objects.create_user("other@example.org"), django_capture_on_commit_callbacks)
    text = erasures.file().read_text()
    assert len(text.split()) == 2
    assert all(len(line) == 64 for line in text.split())
    assert stat.S_IMODE(erasures.file().stat().st_mode) == 0o600


@pytest.mark.django_db
def test_list_that_cannot_be_written_is_told_and_the_erasure_stands(
    data_folder, caplog, django_capture_on_commit_callbacks
):
    data_folder.parent.mkdir(exist_ok=True)
    data_folder.write_text("a file where the folder should be")
    person = User.objects.create_user("gone@example.org")
    erase(person, django_capture_on_commit_callbacks)
    assert not User.objects.filter(email="gone@example.org").exists()
    assert "do not restore backups from before it" in caplog.text


@pytest.mark.django_db
def test_damaged_list_stops_no_start(data_folder):
    data_folder.mkdir(parents=True)
    erasures.file().write_bytes(b"\xff\xfe\nhalf a li")
    person = User.objects.create_user("stays@example.org")
    start()
    assert User.objects.filter(pk=person.pk).exists()
