"""What was said and what is concluded stand apart; both can be corrected, and every word can be taken back."""

import re

import pytest
from django.utils import timezone

from portal.accounts.models import User
from recommender import preferences, suggestions
from recommender.models import Event, Preference
from recommender.preferences import About

pytestmark = pytest.mark.django_db(transaction=True)


def say(client, direction, about, **fields):
    return client.post(f"/for-you/tastes/{direction}/?about={about}", fields, follow=True)


def said_of(user) -> dict[str, str]:
    return {one.topic or str(one.source or one.item or one.entry): one.direction for one in preferences.stated(user)}


def undo_of(answer) -> str:
    (address,) = re.findall(r'class="toast".*?formaction="([^"]+)"', answer.content.decode(), re.S)
    return address.replace("&amp;", "&")


def listed(user) -> set[str]:
    return {item.title for item in suggestions.for_user(user, "en").items}


def test_tastes_of_a_visitor_are_empty_and_can_be_said(client, db):
    assert "Nothing is known about you" in client.get("/for-you/tastes/").content.decode()
    answer = client.post("/for-you/tastes/add/", {"topic": " Baking ", "more": ""}, follow=True)
    assert "baking" in answer.content.decode()
    assert said_of(User.objects.get(is_guest=True)) == {"baking": "more"}


def test_conclusions_stand_apart_from_what_was_said(client, world, reads):
    reads(1, 3, 5, 0)
    say(client, "more", "topic:tea")
    page = client.get("/for-you/tastes/").content.decode()
    stated, inferred = page.split('id="inferred"')
    assert ">tea<" in stated
    assert ">baking<" in inferred
    assert "from 3 stories" in inferred


@pytest.mark.parametrize("direction", ["pin", "drop", "more", "less", "mute"])
def test_conclusion_becomes_a_statement_and_can_be_taken_back(client, world, reads, direction):
    reads(1, 3)
    answer = say(client, direction, "topic:baking")
    assert said_of(world.ada) == {"baking": direction}
    assert ">baking<" not in answer.content.decode().split('id="inferred"')[1].split("</section>")[0]
    client.post(undo_of(answer))
    assert said_of(world.ada) == {}


def test_undo_says_again_what_was_said_before(client, world):
    say(client, "less", f"source:{world.source.pk}")
    answer = say(client, "mute", f"source:{world.source.pk}")
    assert said_of(world.ada) == {"The Ledger": "mute"}
    client.post(undo_of(answer))
    assert said_of(world.ada) == {"The Ledger": "less"}


def test_mute_from_the_panel_holds_at_once_and_leads_back_to_the_page(client, world, reads):
    reads(1)
    assert "Story 2" in listed(world.ada)
    answer = say(client, "mute", "topic:tea", page="home")
    assert answer.redirect_chain[-1][0] == "/p/home/"
    assert "Nothing more about “tea” is suggested." in answer.content.decode()
    assert not listed(world.ada) & {"Story 0", "Story 2", "Story 4", "Story 6"}
    assert "Story 2" not in client.get("/for-you/").content.decode()


@pytest.mark.parametrize("verb", ["more", "less", "hide", "save"])
def test_verbs_on_the_panels_own_page_lead_back_to_it_without_a_script(client, world, reads, verb):
    """As its own form sends it."""
    reads(1)
    page = client.get("/for-you/").content.decode()
    back = re.search(r'<input type="hidden" name="back" value="(\w+)">', page)
    action = re.search(rf'formaction="(/items/\d+/{verb}/)"', page)
    answer = client.post(action[1], {"back": back[1]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/for-you/"
    assert undo_of(answer)


def test_panel_offers_to_mute_topic_source_and_widget(client, world, reads):
    reads(1)
    panel = client.get("/for-you/").content.decode()
    for about in ("topic%3Atea", f"source%3A{world.source.pk}", f"entry%3A{world.entry.pk}"):
        assert f'formaction="/for-you/tastes/mute/?about={about}"' in panel


@pytest.mark.parametrize(
    "about", ["", "topic:", "nothing:1", "item:x", "item:0", f"item:{2**70}", "source:999", "entry:77", "item:-1"]
)
def test_statement_about_nothing_is_refused(client, world, about):
    assert client.post(f"/for-you/tastes/more/?about={about}").status_code == 404
    assert not Preference.objects.exists()


def test_statement_of_no_known_direction_is_refused(client, world):
    assert client.post("/for-you/tastes/adore/?about=topic:tea").status_code == 404


def test_statement_about_a_strangers_source_does_not_tell_that_it_exists(client, world):
    assert client.post(f"/for-you/tastes/mute/?about=source:{world.private.pk}").status_code == 404


def test_topic_without_words_is_said_beside_the_field(client, world):
    answer = client.post("/for-you/tastes/add/", {"topic": "   "})
    assert answer.status_code == 422


def test_statement_until_a_date_is_told(client, world):
    preferences.state(world.ada, About(topic="tea"), "mute", until=timezone.now() + timezone.timedelta(days=3))
    assert "until" in client.get("/for-you/tastes/").content.decode()


def test_script_says_reads_and_withdraws(client, world, reads):
    reads(1, 3)
    sent = {"about": f"item:{world.stories[2].pk}", "direction": "mute"}
    answer = client.post("/api/v1/tastes/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["name"]) == (201, "Story 2")
    tastes = client.get("/api/v1/tastes/").json()
    assert [one["about"] for one in tastes["stated"]] == [sent["about"]]
    assert [one["about"] for one in tastes["inferred"]][:1] == [f"source:{world.source.pk}"] or tastes["inferred"]
    client.post("/api/v1/tastes/withdraw/", {"about": sent["about"]}, content_type="application/json")
    assert client.get("/api/v1/tastes/").json()["stated"] == []


@pytest.mark.parametrize("kind", ["more", "less"])
def test_more_and_less_of_a_story_can_be_taken_back(client, world, reads, kind):
    reads(1)
    answer = client.post(f"/items/{world.stories[3].pk}/{kind}/", {"back": "saved"}, follow=True)
    assert Event.objects.filter(kind=kind, item=world.stories[3]).count() == 1
    client.post(undo_of(answer))
    assert not Event.objects.filter(kind=kind).exists()
