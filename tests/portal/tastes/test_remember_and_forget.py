"""What is remembered is shown, taken along and forgotten; and nothing is noted while one does not want it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from recommender.models import Event, Preference, Suggestion

pytestmark = pytest.mark.django_db(transaction=True)


def opened(client, world, number=2) -> int:
    """Ada opens a story in the browser; answers how many of her deeds are known then."""
    told = {"events": [{"kind": "open", "item": world.stories[number].pk}]}
    client.post("/api/v1/events/", told, content_type="application/json")
    return Event.objects.filter(user=world.ada).count()


def remembered(client) -> str:
    return client.get("/for-you/remembered/").content.decode()


def test_deeds_stand_there_by_day(client, world, reads):
    reads(1)
    reads(3, kind="save")
    Event.objects.filter(kind="save").update(created_at=timezone.now() - timedelta(days=3))
    page = remembered(client)
    assert page.count("Forget this day:") == 2
    assert "Story 1" in page
    assert "Story 3" in page


def test_long_memories_come_in_pages(client, world):
    Event.objects.bulk_create(Event(user=world.ada, kind="open", item=world.stories[0]) for _ in range(60))
    last = Event.objects.filter(user=world.ada).order_by("-pk")[49].pk
    assert f"?before={last}" in remembered(client)
    assert client.get(f"/for-you/remembered/?before={last}").content.decode().count("Forget this:") == 10
    assert client.get("/for-you/remembered/?before=nonsense").status_code == 200


def test_forget_one_thing(client, world, reads):
    reads(1, 3)
    client.post(f"/for-you/remembered/forget/?about=item:{world.stories[1].pk}")
    assert set(Event.objects.values_list("item__title", flat=True)) == {"Story 3"}


def test_forget_a_day_where_the_reader_is(client, world, reads):
    reads(1, 3)
    Event.objects.filter(item=world.stories[1]).update(created_at=timezone.now() - timedelta(days=2))
    day = timezone.now().date().isoformat()
    answer = client.post(f"/for-you/remembered/forget/?day={day}", follow=True)
    assert "1 entry is forgotten." in answer.content.decode()
    assert set(Event.objects.values_list("item__title", flat=True)) == {"Story 1"}


@pytest.mark.parametrize("query", ["", "day=2026-13-40", "day=x", "about=item:x", "about=", "day=9999-12-31"])
def test_forget_nonsense_forgets_nothing(client, world, reads, query):
    reads(1)
    assert client.post(f"/for-you/remembered/forget/?{query}").status_code in {302, 404}
    assert Event.objects.count() == 1


def test_forget_everything_leaves_nothing_but_what_was_said(client, world, reads):
    reads(1, 3)
    client.post("/for-you/tastes/more/?about=topic:tea")
    client.post("/for-you/remembered/forget-everything/")
    assert not Event.objects.exists()
    assert not Suggestion.objects.exists()
    assert Preference.objects.count() == 1
    client.post("/for-you/remembered/forget-everything/", {"statements": "1"})
    assert not Preference.objects.exists()
    assert "Nothing is remembered" in remembered(client)


def test_forget_only_ones_own(client, world, reads):
    reads(1)
    client.force_login(world.eve, "django.contrib.auth.backends.ModelBackend")
    client.post(f"/for-you/remembered/forget/?about=item:{world.stories[1].pk}")
    client.post("/for-you/remembered/forget-everything/")
    assert Event.objects.count() == 1


def test_take_along_all_of_it(client, world, reads):
    reads(1, 3)
    client.post("/for-you/tastes/mute/?about=topic:tea")
    told = json.loads(b"".join(client.get("/for-you/remembered/download/").streaming_content))
    assert {event["title"] for event in told["events"]} == {"Story 1", "Story 3"}
    assert [one["about"] for one in told["stated"]] == ["tea"]
    assert set(told) == {"events", "stated", "inferred", "tuning", "suggestions"}


def test_nothing_is_noted_while_it_pauses(client, world):
    assert opened(client, world, 1) == 1
    answer = client.post("/for-you/pause/", {"span": "day"}, follow=True)
    assert "Nothing is noted until" in answer.content.decode()
    assert opened(client, world, 2) == 1
    client.post("/for-you/resume/")
    assert opened(client, world, 3) == 2


def test_pause_ends_by_itself(client, world, monkeypatch):
    client.post("/for-you/pause/", {"span": "hour"})
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert opened(client, world) == 1


def test_nothing_is_noted_in_a_browser_that_shall_not_count(client, world):
    client.post("/for-you/unobserved/", {"on": "1"})
    assert opened(client, world) == 0
    client.post(f"/items/{world.stories[2].pk}/save/")
    client.get(f"/read/{world.stories[3].pk}/")  # where no script runs, looking is opening
    assert not Event.objects.exists()
    assert "In this browser nothing is noted" in client.get("/for-you/tastes/").content.decode()
    client.post("/for-you/unobserved/")
    assert opened(client, world) == 1


def test_another_session_still_counts(client, world, django_user_model):
    client.post("/for-you/unobserved/", {"on": "1"})
    other = type(client)()
    other.force_login(world.ada, "django.contrib.auth.backends.ModelBackend")
    assert opened(other, world) == 1


def test_script_reads_and_forgets(client, world, reads):
    reads(1, 3)
    assert {deed["title"] for deed in client.get("/api/v1/remembered/").json()} == {"Story 1", "Story 3"}
    about = f"item:{world.stories[1].pk}"
    assert client.delete(f"/api/v1/remembered/?about={about}").json() == {"forgotten": 1}
    assert client.delete("/api/v1/remembered/?day=soon").status_code == 400
    assert client.delete("/api/v1/remembered/?everything=1").json() == {"forgotten": 1}
