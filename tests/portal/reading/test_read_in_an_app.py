"""A reading app on another device, as such apps speak: what is read here is read there, and nobody else's is there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import AccessToken
from portal.pages import services as pages
from portal.reading import services as reading
from portal.reading.models import SavedItem
from portal.reading.rules import services as rules
from portal.reading.state import services as state
from portal.reading.state.selectors import with_state
from tests.portal.reading.conftest import at, place_feed, put, tell
from widgets.base import ItemData
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

STATE = "user/-/state/com.google/"
LONG = "tag:google.com,2005:reader/item/"


class App:
    """Speaks as an app does that knows an address, an e-mail and a password."""

    def __init__(self, email: str, password: str) -> None:
        self.client = Client()
        answer = self.client.post("/apps/accounts/ClientLogin", {"Email": email, "Passwd": password})
        self.status, lines = answer.status_code, answer.content.decode().splitlines()
        self.auth = dict(line.partition("=")[::2] for line in lines).get("Auth", "")

    def ask(self, path, **query):
        return self._told(self.client.get(f"/apps/reader/api/0/{path}", query, headers=self.headers))

    def send(self, path, **form):
        return self._told(self.client.post(f"/apps/reader/api/0/{path}", form, headers=self.headers))

    @property
    def headers(self):
        return {"Authorization": f"GoogleLogin auth={self.auth}"}

    def _told(self, answer):
        assert answer.status_code == 200, answer.content
        is_data = answer.headers["Content-Type"].startswith("application/json")
        return answer.json() if is_data else answer.content.decode()

    def ids(self, stream=f"{STATE}reading-list", **query):
        return [int(each["id"]) for each in self.ask("stream/items/ids", s=stream, **query)["itemRefs"]]

    def titles(self, stream=f"{STATE}reading-list", **query):
        return [each["title"] for each in self.ask(f"stream/contents/{stream}", **query)["items"]]


@pytest.fixture
def app(ada, stories):
    return App("Ada@example.org", AccessToken.issue(ada, "phone")[1])


def unread(user):
    return list(with_state(Item.objects.order_by("pk"), user).filter(is_read=False).values_list("title", flat=True))


def test_sign_in_with_a_token_and_with_nothing_else(ada, eve):
    secret = AccessToken.issue(ada, "phone")[1]
    assert App("ada@example.org", secret).auth == secret
    for email, password in (
        ("ada@example.org", "a-long-password"),
        ("eve@example.org", secret),
        ("", secret),
        ("ada@example.org", ""),
    ):
        app = App(email, password)
        assert (app.status, app.auth) == (401, "")
    AccessToken.objects.all().delete()
    assert App("ada@example.org", secret).status == 401


@pytest.mark.parametrize(
    "header", ["", "GoogleLogin auth=", "GoogleLogin auth=foyer_guessed", "GoogleLogin", "Basic x"]
)
def test_who_has_no_token_gets_nothing(ada, client, stories, header):
    client.force_login(ada)  # a browser's session counts for nothing here
    answer = client.get("/apps/reader/api/0/subscription/list", headers={"Authorization": header})
    assert answer.status_code == 401
    assert b"news.example" not in answer.content
    assert client.post("/apps/reader/api/0/mark-all-as-read", {"s": f"{STATE}reading-list"}).status_code == 401
    assert len(unread(ada)) == 3


@pytest.mark.parametrize("accept", ["text/plain", "application/xml", "text/html", "nonsense"])
def test_answer_whatever_form_an_app_accepts(app, accept):
    headers = {**app.headers, "Accept": accept}
    form = {"Email": "ada@example.org", "Passwd": app.auth}
    assert app.client.post("/apps/accounts/ClientLogin", form, headers={"Accept": accept}).status_code == 200
    assert app.client.get("/apps/reader/api/0/subscription/list", headers=headers).json()["subscriptions"]
    assert app.client.get("/apps/reader/api/0/token", {"format": "xml"}, headers=headers).status_code == 200


def test_see_who_one_is_and_what_one_follows(app, page, feed):
    Source.objects.filter(pk=feed.pk).update(title="The Ledger", site_url="https://news.example/")
    assert app.ask("user-info")["userEmail"] == "ada@example.org"
    assert app.ask("token")
    assert {"id": "user/-/label/Home", "type": "folder"} in app.ask("tag/list")["tags"]
    (told,) = app.ask("subscription/list", output="json")["subscriptions"]
    assert told == {
        "id": f"feed/{feed.pk}",
        "title": "The Ledger",
        "categories": [{"id": "user/-/label/Home", "label": "Home"}],
        "url": "https://news.example/feed",
        "htmlUrl": "https://news.example/",
        "iconUrl": "",
    }


def test_read_what_is_there(app, feed, settings):
    settings.PUBLIC_URL = "https://foyer.example"
    picture = '<p>All of it.</p><img src="https://pictures.example/a.png">'
    tell(feed, "Bread", content=picture, author="Mia")
    assert app.titles() == ["Bread", "Story 1", "Story 2", "Story 3"]
    (bread,) = app.ask(f"stream/contents/feed/{feed.pk}", n=1)["items"]
    assert (bread["author"], bread["origin"]["streamId"]) == ("Mia", f"feed/{feed.pk}")
    assert bread["canonical"] == [{"href": "https://news.example/Bread"}]
    assert 'src="https://foyer.example/pictures/' in bread["summary"]["content"]
    assert set(bread["categories"]) == {f"{STATE}reading-list", "user/-/label/Home"}


def test_titles_are_shown_as_they_are_written(app, feed):
    tell(feed, "Use <b> & <i>")
    assert app.titles(n=1) == ["Use &lt;b&gt; &amp; &lt;i&gt;"]


def test_go_through_a_long_list_in_parts(app, feed):
    seen, place = [], ""
    while True:
        told = app.ask("stream/items/ids", s=f"{STATE}reading-list", n="2", c=place)
        seen += [int(each["id"]) for each in told["itemRefs"]]
        place = told.get("continuation")
        if not place:
            break
    assert seen == app.ids() == sorted(seen, reverse=True)
    assert app.ids(r="o") == sorted(seen)
    assert app.ids(ot="99999999999") == app.ids(nt="1") == []
    assert app.ids(ot="1") == seen


def test_listing_reads_no_more_than_it_tells(app):
    with CaptureQueriesContext(connection) as asked:
        assert app.ids()
    assert not [query for query in asked if '"widgets_item"."content"' in query["sql"]]
    with CaptureQueriesContext(connection) as asked:
        assert app.titles()
    assert not [query for query in asked if '"payload"' in query["sql"]]


@pytest.mark.parametrize("form", [str, lambda pk: f"{LONG}{pk:016x}", lambda pk: f"{LONG}{pk:x}"])
def test_what_is_read_there_is_read_here(app, ada, stories, form):
    first = form(stories[0].pk)
    assert app.send("edit-tag", i=first, a=f"{STATE}read", T="x") == "OK"
    assert unread(ada) == ["Story 3", "Story 2"]
    assert (
        app.ids(xt=f"{STATE}read")
        == app.ids(f"{STATE}kept-unread")
        == sorted([stories[1].pk, stories[2].pk], reverse=True)
    )
    assert app.ids(f"{STATE}read") == [stories[0].pk]
    (shown,) = app.send("stream/items/contents", i=first)["items"]
    assert f"{STATE}read" in shown["categories"]
    app.send("edit-tag", i=[first, form(stories[1].pk)], r=f"{STATE}read")
    assert len(unread(ada)) == 3


def test_sixteen_digits_are_hexadecimal(app, ada, feed):
    *_others, last = [tell(feed, f"Story {count}") for count in range(16)]
    assert last.pk >= 16  # from there on the two ways of counting differ
    app.send("edit-tag", i=f"{last.pk:016x}", a=f"{STATE}read")
    assert len(unread(ada)) == 15
    assert "Story 15" not in unread(ada)


def test_what_is_starred_there_is_saved_here(app, ada, stories):
    app.send("edit-tag", i=stories[0].pk, a="user/12345/state/com.google/starred")
    reading.save_item(user=ada, item_id=stories[1].pk)
    assert sorted(app.titles(f"{STATE}starred")) == ["Story 1", "Story 2"]
    app.send("edit-tag", i=[stories[0].pk, stories[1].pk, 999_999], r=f"{STATE}starred")
    assert not SavedItem.objects.exists()


def test_leave_out_several_states(app, stories):
    app.send("edit-tag", i=stories[0].pk, a=f"{STATE}read")
    app.send("edit-tag", i=stories[1].pk, a=f"{STATE}starred")
    assert app.ids(xt=[f"{STATE}read", f"{STATE}starred"]) == [stories[2].pk]


def test_star_again_what_was_just_unstarred(app, ada, panel, stories):
    app.send("edit-tag", i=stories[0].pk, a=f"{STATE}starred")
    pages.remove_panel(user=ada, panel_id=panel.pk)
    app.send("edit-tag", i=stories[0].pk, r=f"{STATE}starred")
    app.send("edit-tag", i=stories[0].pk, a=f"{STATE}starred")
    assert app.titles(f"{STATE}starred") == ["Story 1"]


def test_count_and_read_all_of_a_folder(app, ada, eve, stories, feed):
    other = pages.create_page(user=ada, title="Work & play").page
    work = place_feed(ada, other, "https://work.example/feed").sources.get()
    tell(work, "Minutes")
    counts = {each["id"]: each["count"] for each in app.ask("unread-count")["unreadcounts"]}
    assert counts == {f"feed/{feed.pk}": 3, f"feed/{work.pk}": 1, f"{STATE}reading-list": 4}
    app.send("mark-all-as-read", s="user/-/label/Work & play")
    assert "Minutes" not in unread(ada)
    app.send("mark-all-as-read", s=f"{STATE}reading-list", ts="nonsense")
    assert unread(ada) == []


def test_read_all_that_the_app_has_seen_and_nothing_that_came_since(app, ada, stories, feed):
    newest = app.ask(f"stream/contents/{STATE}reading-list", n=1)["items"][0]["timestampUsec"]
    tell(feed, "Came late", hours_ago=48)
    app.send("mark-all-as-read", s=f"feed/{feed.pk}", ts=newest)
    assert unread(ada) == ["Came late"]


def test_name_as_many_as_a_part_lists_in_one_form(app, ada, feed):
    now = at(1)
    put(
        feed,
        [ItemData(uid=f"{n}", title=f"{n}", url=f"https://news.example/{n}", published_at=now) for n in range(910)],
    )
    ids = app.ids(n="10000")
    app.send("edit-tag", i=ids, a=f"{STATE}read", T="token")
    assert len(ids) == 900
    assert len(unread(ada)) == 13  # with three that were there before
    assert 150 < len(app.send("stream/items/contents", i=ids, T="token")["items"]) < 900


def test_what_rules_mute_is_not_there(app, ada, stories):
    rules.make_rule(user=ada, verb="mute", what="word", value="2")
    reading.save_item(user=ada, item_id=stories[1].pk)
    assert app.titles() == ["Story 1", "Story 3"]
    assert app.titles(f"{STATE}starred") == ["Story 2"]


def test_what_rules_mute_neither_counts_nor_empties_a_part(app, ada, feed):
    for number in range(25):
        tell(feed, f"Sport {number}")
    rules.make_rule(user=ada, verb="mute", what="word", value="sport")
    assert app.titles(n="2") == ["Story 1", "Story 2"]
    told = app.ask("stream/items/ids", s=f"{STATE}reading-list", n="2")
    assert len(app.ids(n="2", c=told["continuation"])) == 1
    assert {each["count"] for each in app.ask("unread-count")["unreadcounts"]} == {3}


def test_nothing_of_others_is_there(app, ada, eve):
    hers = place_feed(eve, pages.create_page(user=eve, title="Hers").page, "https://hers.example/feed").sources.get()
    secret = tell(hers, "Secret")
    assert "Secret" not in str([app.titles(), app.titles(f"feed/{hers.pk}"), app.titles("user/-/label/Hers")])
    assert app.send("stream/items/contents", i=secret.pk)["items"] == []
    app.send("edit-tag", i=secret.pk, a=[f"{STATE}read", f"{STATE}starred"])
    app.send("mark-all-as-read", s=f"feed/{hers.pk}")
    state.mark_items(user=eve, item_ids=[secret.pk], is_read=False)
    assert "Secret" in unread(eve)
    assert not SavedItem.objects.exists()


@pytest.mark.parametrize("told", ["", "x", "-1", "9" * 30, f"{LONG}", f"{LONG}zz", f"{LONG}ffffffffffffffff", "٣"])
def test_nonsense_is_passed_over(app, ada, told):
    assert app.send("stream/items/contents", i=told)["items"] == []
    assert app.send("edit-tag", i=told, a=told, r=told) == "OK"
    assert app.send("mark-all-as-read", s=told, ts=told) == "OK"
    for name in ("n", "c", "ot", "nt", "xt", "it", "r"):
        app.ids(**{name: told})
    assert app.ids(told or "no/stream") == []
    assert len(unread(ada)) == 3


def test_settings_say_where_apps_sign_in(tab, settings):
    settings.PUBLIC_URL = "https://foyer.example"
    assert "https://foyer.example/apps" in tab.get("/settings/").content.decode()
