"""A search is kept, looked for again, put on a page, and read elsewhere at a secret address that can be closed."""

import re

import feedparser
import pytest
from django.contrib.messages import get_messages

from portal.accounts.models import User
from portal.errors import TooMany
from portal.pages.models import Panel
from portal.search.keeping import services
from portal.search.keeping.models import SavedSearch
from tests.portal.api.calls import delete, get, post
from tests.portal.reading.conftest import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(ada):
    return services.keep_search(user=ada, words="story")


def address_of(client) -> str:
    return re.search(
        r'href="http://testserver(/searches/\d+/feed/[0-9a-f]{64}/)"', client.get("/searches/").content.decode()
    )[1]


def test_keep_what_was_looked_for(ada, tab, stories):
    assert 'value="story 1"' in tab.get("/search/", {"q": "story 1"}).content.decode()
    said = tab.post("/searches/keep/", {"words": " story  1 "}, follow=True).content.decode()
    assert "/search/?q=story%201" in said
    assert services.keep_search(user=ada, words="story 1").pk == SavedSearch.objects.get().pk
    removed = tab.post(re.search(r'formaction="(/searches/\d+/remove/)"', said)[1], follow=True).content.decode()
    assert "story%201" not in removed
    tab.post(re.search(r'formaction="(/searches/\d+/restore/)"', removed)[1])
    assert "story%201" in tab.get("/searches/").content.decode()


def test_put_it_on_the_page_and_take_it_back(ada, tab, page, search, stories):
    said = tab.post(f"/searches/{search.pk}/panel/", follow=True).content.decode()
    assert Panel.objects.get(kind="results", removed_at=None).settings["words"] == "story"
    tab.post(re.search(r'formaction="(/pages/\d+/undo/)"', said)[1])
    assert not Panel.objects.filter(kind="results", removed_at=None).exists()


def test_feed_is_read_elsewhere_by_whoever_has_the_address(ada, tab, client, search, feed, stories):
    tell(feed, "Story & <more>\x0b", 0, summary="About <b>rye</b>", author="Ann")
    tab.post(f"/searches/{search.pk}/open/")
    address = address_of(tab)
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "no-referrer")
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert (read.feed.title, read.feed.link) == ("story", "http://testserver/search/?q=story")
    assert read.feed.id.endswith(f"#search-{search.pk}")
    assert [entry.title for entry in read.entries][1:] == ["Story 1", "Story 2", "Story 3"]
    assert read.entries[1].link == "https://news.example/Story%201"
    assert len({entry.id for entry in read.entries}) == 4
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_feed_ends_when_it_is_closed_renewed_or_removed(ada, tab, search, stories):
    services.open_feed(user=ada, search_id=search.pk)
    first = address_of(tab)
    services.open_feed(user=ada, search_id=search.pk)
    second = address_of(tab)
    assert [tab.get(each).status_code for each in (first, second)] == [404, 200]
    services.remove_search(user=ada, search_id=search.pk)
    assert tab.get(second).status_code == 404
    services.restore_search(user=ada, search_id=search.pk)
    assert tab.get(second).status_code == 200
    tab.post(f"/searches/{search.pk}/close/")
    assert tab.get(second).status_code == 404
    assert tab.get(f"/searches/{search.pk}/feed/{'0' * 64}/").status_code == 404


def test_feed_survives_another_secret_key_and_ends_with_its_person(ada, tab, search, settings):
    services.open_feed(user=ada, search_id=search.pk)
    address = address_of(tab)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]
    assert tab.get(address).status_code == 200
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert tab.get(address).status_code == 404


@pytest.mark.parametrize("words", ["", " ", "—", "x" * 81])
def test_no_words_are_no_search(ada, tab, words):
    assert "There is no word in this." in tab.post("/searches/keep/", {"words": words}, follow=True).content.decode()
    assert not SavedSearch.objects.exists()


def test_searches_have_an_end(ada, search, monkeypatch):
    monkeypatch.setattr(services, "SEARCHES_AT_MOST", 1)
    with pytest.raises(TooMany):
        services.keep_search(user=ada, words="rain")


def ways_back(response) -> list[str]:
    return [message.extra_tags for message in get_messages(response.wsgi_request)]


def test_undo_takes_away_no_more_than_was_done(ada, tab, search):
    assert ways_back(tab.post("/searches/keep/", {"words": "story"})) == [""]
    tab.get("/searches/")
    opening, closing = (f"/searches/{search.pk}/{verb}/" for verb in ("open", "close"))
    assert ways_back(tab.post(opening)) == [closing]
    tab.get("/searches/")
    assert ways_back(tab.post(opening)) == [""]


def test_search_comes_back_once_and_only_where_there_is_room(ada, tab, search, monkeypatch):
    tab.post(f"/searches/{search.pk}/remove/")
    again = services.keep_search(user=ada, words="story")
    tab.post(f"/searches/{search.pk}/restore/")
    assert SavedSearch.objects.get(removed_at=None) == again
    services.remove_search(user=ada, search_id=again.pk)
    services.keep_search(user=ada, words="rain")
    monkeypatch.setattr(services, "SEARCHES_AT_MOST", 1)
    said = tab.post(f"/searches/{search.pk}/restore/", follow=True).content.decode()
    assert "You keep 1 searches. Remove some first." in said
    assert SavedSearch.objects.get(removed_at=None).words == "rain"


def test_searches_over_the_api(ada, eve, tab, client, stories):
    made = post(tab, "searches/", 201, words="story")
    assert made["feed"] == ""
    opened = post(tab, f"searches/{made['id']}/open/")
    assert client.get(opened["feed"]).status_code == 200
    assert post(tab, f"searches/{made['id']}/close/")["feed"] == ""
    assert post(tab, "searches/", 400, words="—")["errors"]["words"]
    delete(tab, f"searches/{made['id']}/")
    assert get(tab, "searches/") == []
    client.force_login(eve)
    post(client, f"searches/{made['id']}/restore/", 404)
