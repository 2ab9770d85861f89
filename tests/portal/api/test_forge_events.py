"""Events in bad faith: forged, repeated, far too many, about others' things. None of it reaches anybody else."""

import uuid

import pytest

from portal.accounts.models import User
from recommender import dataset, impressions, pushing, shelf
from recommender.events import DAILY_PER_THING
from recommender.models import Event, Suggestion
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada(client) -> User:
    ada = User.objects.create_user("ada@example.org", language="en")
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    return ada


@pytest.fixture
def stories(db) -> list[Item]:
    source = Source.objects.create(kind="feed", key="public", title="The Ledger", is_public=True)
    return [Item.objects.create(source=source, uid=str(n), title=f"Story {n}", language="en") for n in range(4)]


@pytest.fixture
def send(client):
    def act(*events: dict) -> tuple[int, int]:
        answer = client.post("/api/v1/events/", {"events": list(events)}, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["recorded"], answer.json()["dropped"]

    return act


def test_replayed_request_counts_once(ada, stories, send):
    sent = [{"kind": "open", "item": story.pk, "request_id": str(uuid.uuid4())} for story in stories]
    assert send(*sent) == (4, 0)
    assert send(*sent) == (0, 4)
    assert Event.objects.count() == 4


def test_same_request_of_somebody_else_is_theirs(ada, stories, send, client):
    told = {"kind": "open", "item": stories[0].pk, "request_id": str(uuid.uuid4())}
    send(told)
    client.force_login(User.objects.create_user("eve@example.org"), "django.contrib.auth.backends.ModelBackend")
    assert send(told) == (1, 0)


def test_flood_about_one_thing_counts_a_few_times(ada, stories, send):
    for _ in range(3):
        send(*[{"kind": "save", "item": stories[0].pk}] * 100)
    assert Event.objects.count() == DAILY_PER_THING


def test_flood_in_one_request_is_refused_whole(ada, stories, client):
    sent = {"events": [{"kind": "open", "item": stories[0].pk}] * 101}
    assert client.post("/api/v1/events/", sent, content_type="application/json").status_code == 400
    assert not Event.objects.exists()


def test_unknown_and_others_things_are_dropped_alike(ada, send):
    """Whether a private item exists cannot be told from the answer."""
    private = Source.objects.create(kind="calendar", key="eve", title="Eve's")
    secret = Item.objects.create(source=private, uid="1", title="Her day")
    assert send({"kind": "open", "item": secret.pk}) == send({"kind": "open", "item": 10**9}) == (0, 1)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "adore"},
        {"item": -1},
        {"item": 2**63},
        {"item": "1; DROP TABLE"},
        {"position": -3},
        {"place": "x" * 21},
        {"request_id": "mine"},
        {"place": "nul\0"},
    ],
)
def test_nonsense_is_refused_with_its_place(ada, stories, client, odd):
    sent = {"events": [{"kind": "open", "item": stories[0].pk} | odd]}
    answer = client.post("/api/v1/events/", sent, content_type="application/json")
    assert answer.status_code == 400
    assert "events" in answer.content.decode()
    assert not Event.objects.exists()


def test_forged_sight_teaches_nothing(ada, stories, send):
    """Whoever says that something was shown and opened in the panel says nothing about the panel."""
    forged = {
        "item": stories[0].pk,
        "place": "for-you",
        "propensity": 1e-9,
        "signals": {"fresh": 99},
        "list_id": str(uuid.uuid4()),
    }
    send({"kind": "show", **forged}, {"kind": "open", **forged})
    assert set(Event.objects.values_list("place", "propensity", "list_id", "signals")) == {("", None, None, None)}
    assert impressions.load() == []


def test_chance_of_what_was_pushed_cannot_be_forged(ada, stories, send):
    pushing.push([ada.pk])
    row = Suggestion.objects.filter(user=ada, item__isnull=False).first()
    send({"kind": "show", "item": row.item_id, "place": "for-you", "propensity": 1e-9, "signals": {"fresh": 99}})
    event = Event.objects.get()
    # A worker may push anew meanwhile: another list, made of the same.
    assert (event.propensity, set(event.signals)) == (row.propensity, set(row.signals))
    assert event.signals["fresh"] != 99
    assert event.list_id


def test_one_account_that_clicks_all_day_moves_no_list_of_others(ada, stories, send):
    reader = User.objects.create_user("reader@example.org", language="en")
    pushing.push([reader.pk])
    before = list(Suggestion.objects.filter(user=reader).order_by("rank").values_list("item_id", flat=True))
    for _ in range(5):
        send(*[{"kind": kind, "item": stories[3].pk} for kind in ("open", "save", "more") for _ in range(5)])
    shelf.forget()
    pushing.push([reader.pk])
    assert list(Suggestion.objects.filter(user=reader).order_by("rank").values_list("item_id", flat=True)) == before
    assert not dataset.load("items").interactions.nnz
