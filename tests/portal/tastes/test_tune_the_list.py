"""How the list is made, where it stands, and when it is enough."""

from datetime import UTC, datetime

import pytest

from portal.accounts.models import User
from recommender import tuning

pytestmark = pytest.mark.django_db(transaction=True)

WISH = {"surprise": "1", "timeless": "0", "order": "newest", "place": "beside"}


def page_of(client) -> str:
    return client.get("/").content.decode()


def test_tune_keeps_all_that_was_chosen(client, world):
    assert "Kept." in client.post("/for-you/tuning/", WISH, follow=True).content.decode()
    tuned = tuning.of(world.ada)
    assert (tuned.surprise, tuned.timeless, tuned.order) == (1.0, 0.0, "newest")


@pytest.mark.parametrize("wrong", [{"surprise": "2"}, {"timeless": "x"}, {"order": "worst"}, {"place": "moon"}])
def test_tune_refuses_what_is_no_choice_and_changes_nothing(client, world, wrong):
    assert client.post("/for-you/tuning/", WISH | wrong).status_code == 422
    assert tuning.of(world.ada).order == "best"


def test_panel_moves_to_a_page_of_its_own_and_back(client, world):
    assert 'id="for-you"' in page_of(client)
    client.post("/for-you/tuning/", WISH | {"place": "apart"})
    assert 'id="for-you"' not in page_of(client)
    assert 'href="/for-you/"' in page_of(client)
    client.post("/for-you/tuning/", WISH)
    assert 'id="for-you"' in page_of(client)


def test_nowhere_means_that_nothing_is_noted(client, world):
    client.post("/for-you/tuning/", WISH | {"place": "off"})
    assert not User.objects.get(pk=world.ada.pk).wants_suggestions
    assert 'id="for-you"' not in page_of(client)
    assert "Nothing is noted about you" in client.get("/for-you/tastes/").content.decode()


def test_list_ends_and_says_what_it_is_made_of(client, world, reads):
    reads(1)
    panel = client.get("/for-you/").content.decode()
    assert "7 stories from 1 source" in " ".join(panel.split())
    assert "tea 4, baking 3" in panel


def test_enough_for_today_lasts_until_tomorrow_where_the_reader_is(client, world, reads, monkeypatch):
    User.objects.filter(pk=world.ada.pk).update(timezone="Pacific/Auckland")
    reads(1)

    def at(hour: int, day: int = 28) -> str:
        moment = datetime(2026, 11, day, hour, tzinfo=UTC)
        monkeypatch.setattr("portal.accounts.models.now", lambda: moment)
        monkeypatch.setattr("portal.tastes.services.timezone.now", lambda: moment)
        return client.get("/for-you/").content.decode()

    assert "Story 2" in at(9)
    answer = client.post("/for-you/done/", {"back": "for_you"}, follow=True)
    assert "That is all for today. A new list" in answer.content.decode()
    assert "Story 2" not in at(10)
    assert "Story 2" in at(11)  # midnight in Auckland


def test_enough_can_be_taken_back(client, world, reads):
    reads(1)
    client.post("/for-you/done/")
    client.post("/for-you/again/")
    assert "Story 2" in client.get("/for-you/").content.decode()


def test_script_tunes_and_pauses(client, world):
    answer = client.patch("/api/v1/tuning/", {"surprise": 0.25}, content_type="application/json")
    assert (answer.json()["surprise"], answer.json()["order"]) == (0.25, "best")
    refused = client.patch("/api/v1/tuning/", {"surprise": 7}, content_type="application/json")
    assert refused.status_code == 400
    assert client.post("/api/v1/tuning/pause/", {"span": "open"}, content_type="application/json").json()["is_paused"]
    assert not client.post("/api/v1/tuning/resume/").json()["is_paused"]
