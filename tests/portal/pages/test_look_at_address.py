"""Somebody pastes an address, or comes by a link from elsewhere: told what it is, asked before anything is added."""

import json
from urllib.parse import urlencode

import pytest

from portal.accounts.models import User
from portal.pages import allowance
from portal.pages.models import Panel
from tests.portal.api.calls import post
from widgets import errands, looking
from widgets.base import FetchError
from widgets.looking import Found
from widgets.models import Source
from widgets.parsing import FoundFeed

pytestmark = pytest.mark.django_db

URL = "https://news.example.org/"


@pytest.fixture
def sent(monkeypatch) -> list[tuple]:
    calls: list[tuple] = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda task, args, **_options: calls.append((task, *args)))
    return calls


@pytest.fixture
def finds(sent, monkeypatch):
    """A worker that finds this."""

    def finds(found):
        def look(_url):
            if isinstance(found, FetchError):
                raise found
            return found

        monkeypatch.setattr(looking, "look", look)
        looking.run(errands.name_of("look", URL), URL)

    return finds


def post_look(client) -> dict:
    client.force_login(User.objects.create_user("script@example.org"))
    return post(client, "sources/preview/", 200, url=URL)


def show(client, **more) -> str:
    return client.get("/add/", {"url": URL, **more}).content.decode()


def test_a_link_from_elsewhere_only_asks(client, sent):
    body = show(client, title="The <Ledger>")
    assert "Nothing is added before you say so" in body
    assert "The &lt;Ledger&gt;" in body
    assert sent == []
    assert (User.objects.count(), Source.objects.count()) == (0, 0)


def test_a_link_from_elsewhere_cannot_be_framed(client):
    response = client.get("/add/", {"url": URL})
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_looking_needs_the_token_of_our_own_form(sent):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/add/look/", {"url": URL}).status_code == 403
    assert sent == []


def test_paste_an_address_and_wait_without_a_script(client, sent):
    response = client.post("/add/look/", {"url": "news.example.org", "page": "home"}, follow=True)
    body = response.content.decode()
    assert "Looking at the address" in body
    assert '<noscript><meta http-equiv="refresh"' in body
    assert 'name="page"' not in body or "home" in body
    assert [call[0] for call in sent] == ["widgets.tasks.look_at"]
    client.post("/add/look/", {"url": URL})
    assert len(sent) == 1, "the same address is asked once"


def test_a_feed_is_offered_and_added_with_one_press(client, ada, page, finds):
    client.force_login(ada)
    finds(Found("feed", URL, title="The Ledger", entries=("Soup",)))
    body = show(client, page=page.slug)
    assert "This is a feed" in body
    assert 'aria-label="Add “The Ledger”"' in body
    assert not Panel.objects.exists()
    client.post("/add/kinds/feed/", {"url": URL, "page": page.slug})
    assert Panel.objects.get().settings["url"] == URL


def test_a_page_with_several_feeds_offers_each(client, finds):
    feeds = (FoundFeed(f"{URL}a.xml", "News"), FoundFeed(f"{URL}b.xml", "Comments"))
    finds(Found("feeds", URL, title="A page", feeds=feeds))
    body = show(client)
    assert "Choose what you want to follow" in body
    assert body.count('aria-label="Add “') == 2


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found("calendar", URL), "This is a calendar"),
        (Found("image", URL), "Add “Picture”"),
        (Found("json", URL), "This is data (JSON)."),
        (Found("other", URL), "neither a page nor a feed"),
        (Found("page", URL, title="A | page"), "You can keep a link to it"),
        (Found("opml", URL), "list of feeds (OPML)"),
        (FetchError("http-404", "There is nothing at this address."), "There is nothing at this address."),
    ],
)
def test_each_finding_is_said_calmly(client, finds, found, words):
    finds(found)
    assert words in show(client)


def test_a_page_is_kept_as_a_link_among_bookmarks(client, ada, page, finds):
    client.force_login(ada)
    finds(Found("page", URL, title="A | page"))
    assert "A · page | https://news.example.org/" in show(client)
    client.post("/add/kinds/bookmarks/", {"links": f"A · page | {URL}", "page": page.slug})
    assert Panel.objects.get().kind == "bookmarks"


def test_a_list_of_feeds_is_handed_over_to_the_import(client, finds):
    finds(Found("opml", URL))
    assert f'href="/import/?{urlencode({"url": URL})}"' in show(client)


def test_a_private_address_is_refused_beside_the_field(client, sent):
    response = client.post("/add/look/", {"url": "http://10.0.0.1/feed"})
    assert response.status_code == 422
    assert 'value="http://10.0.0.1/feed"' in response.content.decode()
    assert client.get("/add/", {"url": "file:///etc/passwd"}).status_code == 422
    assert client.get("/add/", {"url": ""}).status_code == 422
    assert sent == []


def test_too_many_addresses_are_refused_kindly(client, sent, monkeypatch):
    monkeypatch.setattr(allowance, "FOR_ONE", 2)
    answers = [client.post("/add/look/", {"url": f"https://host-{number}.example.org/"}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_an_address_nobody_could_look_at_can_be_tried_again_or_added_unseen(client, ada, page, sent, monkeypatch):
    client.force_login(ada)
    client.post("/add/look/", {"url": URL})
    monkeypatch.setattr(errands, "PATIENCE", -1)
    body = show(client)
    assert "Look again" in body
    client.post("/add/", {"address": URL, "page": page.slug})
    assert Panel.objects.get().kind == "feed"


def test_look_again_where_nothing_could_be_read(client, finds, sent):
    finds(FetchError("timeout", "It took too long."))
    assert "It took too long." in show(client)
    assert post_look(client)["state"] == "failed"
    assert sent == [], "a script that asks again hears the same"
    client.post("/add/look/", {"url": URL})
    assert len(sent) == 1
    assert "Looking at the address" in show(client)


def test_the_settings_page_of_an_offer_has_its_address_filled_in(client, sent):
    body = client.get("/add/kinds/feed/", {"url": URL}).content.decode()
    assert f'value="{URL}"' in body


def test_from_anywhere_shows_a_button_and_html_to_copy(client):
    body = client.get("/add/from-anywhere/").content.decode()
    assert (
        "javascript:location.href=&#39;http://testserver/add/?url=" in body or "javascript:location.href='http" in body
    )
    assert "&lt;a href=" in body


def test_a_script_asks_and_asks_again(client, ada, finds, sent):
    client.force_login(ada)
    asked = client.post("/api/v1/sources/preview/", json.dumps({"url": URL}), content_type="application/json")
    assert (asked.status_code, asked.json()["state"]) == (202, "under way")
    finds(Found("feed", URL, title="The Ledger", entries=("Soup",)))
    answer = post(client, "sources/preview/", 200, url=URL)
    assert (answer["what"], answer["entries"]) == ("feed", ["Soup"])
    assert answer["offers"] == [{"kind": "feed", "settings": {"url": URL}, "title": "The Ledger"}]
    assert post(client, "sources/preview/", 400, url="http://10.0.0.1/")["errors"]["url"]
