"""Saved stories of a file whose feed was never fetched here: links, which become saved stories when the feed brings them."""

import html
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts import guests
from portal.accounts.models import User
from portal.pages import services as pages
from portal.reading import links
from portal.reading.models import SavedItem, SavedLink
from portal.transfer import services
from portal.transfer.models import ImportJob
from tests.portal.api import calls
from tests.portal.transfer import files
from tests.portal.transfer.test_take_everything import bring, download
from widgets import refresh
from widgets.base import FetchResult, ItemData
from widgets.models import Source

pytestmark = pytest.mark.django_db
FEED, STORY, OTHER = "https://news.example/feed", "https://news.example/1", "https://gone.example/2"
SAVED = [
    {"title": "The bridge", "url": STORY, "saved_at": "2026-01-02T00:00:00Z"},
    {"title": "Long gone", "url": OTHER, "saved_at": "2026-01-01T00:00:00Z"},
]


def text_of(*panels: dict, saved: list = SAVED) -> str:
    return json.dumps(files.layout(files.page(*panels)) | {"saved": saved})


@pytest.fixture
def brought(ada) -> ImportJob:
    """A page with a feed that nobody has fetched yet, and two saved stories."""
    pages.create_page(user=ada, title="Mine")
    return bring(ada, text_of({"kind": "feed", "settings": {"url": FEED}}))


def fetch(capture) -> None:
    """The feed's first fetch, or a later one, as the worker stores it."""
    source = Source.objects.get(kind="feed")
    story = ItemData(uid="1", url=STORY, title="The bridge opens", published_at=timezone.now())
    with capture(execute=True):
        refresh.store(source, FetchResult(items=[story], title="News"))


def saved_page(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/saved/").content.decode()


def test_what_is_not_here_yet_stands_below_what_is_saved(brought, ada):
    assert (brought.state, brought.problems.count(), brought.saved) == ("done", 0, {})
    shown = saved_page(ada)
    assert shown.index("Saved elsewhere") < shown.index("The bridge") < shown.index("Long gone")
    assert f'href="{OTHER}"' in shown
    assert not ada.pages.filter(title="Saved").exists()
    client = Client()
    client.force_login(ada)
    told = client.get(f"/import/{brought.pk}/").content.decode()
    assert "2 saved stories are links until one of your feeds brings them." in told


def test_first_fetch_makes_the_link_a_saved_story_and_no_double(brought, ada, django_capture_on_commit_callbacks):
    fetch(django_capture_on_commit_callbacks)
    [saved] = SavedItem.objects.filter(user=ada)
    assert (saved.item.url, saved.saved_at) == (STORY, datetime(2026, 1, 2, tzinfo=UTC))
    assert [link.url for link in ada.saved_links.all()] == [OTHER]
    shown = saved_page(ada)
    assert shown.count("The bridge") == shown.count("The bridge opens") > 0
    assert [story["url"] for story in json.loads(download(ada))["saved"]] == [STORY, OTHER]
    fetch(django_capture_on_commit_callbacks)
    assert SavedItem.objects.filter(user=ada).count() == 1


def test_what_the_fetch_made_of_a_link_is_taken_back_with_the_import(brought, ada, django_capture_on_commit_callbacks):
    fetch(django_capture_on_commit_callbacks)
    services.undo_import(user=ada, job_id=brought.pk)
    assert not SavedItem.objects.exists()
    assert not SavedLink.objects.exists()


def test_story_that_was_saved_here_meanwhile_stays_when_the_import_is_taken_back(
    brought, ada, django_capture_on_commit_callbacks
):
    item = Source.objects.get(kind="feed").items.create(uid="1", url=STORY, title="The bridge")
    SavedItem.objects.create(user=ada, item=item)
    fetch(django_capture_on_commit_callbacks)
    assert [link.url for link in ada.saved_links.all()] == [OTHER]
    services.undo_import(user=ada, job_id=brought.pk)
    assert [saved.item for saved in SavedItem.objects.filter(user=ada)] == [item]


def test_feed_of_somebody_else_saves_nothing_for_me(brought, ada, eve, django_capture_on_commit_callbacks):
    bring(eve, text_of(files.note()))
    fetch(django_capture_on_commit_callbacks)
    assert not SavedItem.objects.filter(user=eve).exists()
    assert eve.saved_links.count() == 2


def test_link_that_was_removed_stays_so(brought, ada, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(ada)
    link = ada.saved_links.get(url=STORY)
    assert "No longer saved." in client.post(f"/saved/links/{link.pk}/remove/", follow=True).content.decode()
    fetch(django_capture_on_commit_callbacks)
    assert not SavedItem.objects.exists()
    assert STORY not in client.get("/saved/").content.decode()
    client.post(f"/saved/links/{link.pk}/restore/")
    assert "The bridge" in client.get("/saved/").content.decode()


def test_script_does_with_links_what_the_page_does(brought, ada, eve, client, django_capture_on_commit_callbacks):
    client.force_login(ada)
    found = calls.get(client, "saved-links/")["results"]
    assert [(link["url"], link["title"]) for link in found] == [(row["url"], row["title"]) for row in SAVED]
    here = f"saved-links/{found[0]['id']}/"
    calls.delete(client, here)
    assert [link["url"] for link in calls.get(client, "saved-links/")["results"]] == [OTHER]
    fetch(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        calls.post(client, f"{here}restore/", 204)
    assert [saved["item"]["url"] for saved in calls.get(client, "saved/")["results"]] == [STORY]
    client.force_login(eve)
    assert calls.get(client, "saved-links/")["results"] == []
    assert calls.delete(client, f"saved-links/{found[1]['id']}/", 404)["code"] == "not-found"


def test_script_leafs_through_more_links_of_one_moment_than_rest_framework_counts(ada, client):
    client.force_login(ada)
    moment, urls = timezone.now(), [f"https://lost.example/{number}" for number in range(1200)]
    ada.saved_links.bulk_create(ada.saved_links.model(user=ada, url=url, saved_at=moment) for url in urls)
    found, address = [], "saved-links/"
    while address and len(found) <= len(urls):
        told = calls.get(client, address)
        found += [link["url"] for link in told["results"]]
        address = (told["next"] or "").partition("/api/v1/")[2]
    assert sorted(found) == sorted(urls)


def test_the_same_file_twice_makes_no_second_link(brought, ada):
    again = bring(ada, text_of(files.note()))
    assert (again.state, ada.saved_links.count()) == ("done", 2)


def test_many_links_are_leafed_through(ada):
    client = Client()
    client.force_login(ada)
    moment = timezone.now()
    ada.saved_links.bulk_create(
        SavedLink(user=ada, url=f"https://far.example/{n}", title=f"Link {n}.", saved_at=moment - timedelta(hours=n))
        for n in range(301)
    )
    first = client.get("/saved/").content.decode()
    assert "Link 299." in first
    assert "Link 300." not in first
    [older] = re.findall(r'href="(\?[^"]+)" rel="next"', first)
    last = client.get(f"/saved/{html.unescape(older)}").content.decode()
    assert "Link 300." in last
    assert "Link 299." not in last
    assert 'rel="prev"' in last


def test_saved_stories_alone_twice_add_nothing_and_say_so(brought, ada):
    only_saved = json.dumps({"format": "foyer-page/1", "pages": [], "saved": SAVED})
    again = bring(ada, only_saved)
    assert (again.state, ada.saved_links.count(), again.has_made) == ("done", 2, False)
    assert again.message == "All saved stories of this file are here already. Nothing was added."


def test_link_that_was_removed_is_one_again_when_a_file_brings_it_again(brought, ada):
    ada.saved_links.update(removed_at=timezone.now())
    again = bring(ada, json.dumps({"format": "foyer-page/1", "pages": [], "saved": SAVED}))
    assert (again.state, again.message) == ("done", "")
    assert list(ada.saved_links.values_list("url", "removed_at", "job")) == [
        (url, None, again.pk) for url in (STORY, OTHER)
    ]


def test_links_of_a_guest_come_along_once(ada):
    guest = User.objects.create_user("guest", is_guest=True)
    pages.create_page(user=guest, title="Mine")
    bring(guest, text_of(files.note()))
    SavedLink.objects.create(user=ada, url=OTHER, title="Mine already")
    guests.hand_over(guest, ada)
    assert sorted(ada.saved_links.values_list("title", flat=True)) == ["Mine already", "The bridge"]


def test_refresh_looks_only_at_links_whose_story_it_brings(brought, ada, django_capture_on_commit_callbacks):
    """A person may have 50,000 of them: neither those nor what was removed shall make each refresh a long one."""
    loaded = []

    def note(instance, **_kwargs) -> None:
        loaded.append(instance.url)

    post_init.connect(note, sender=SavedLink)
    try:
        fetch(django_capture_on_commit_callbacks)
        assert loaded == [STORY]
        SavedLink.objects.bulk_create([SavedLink(user=ada, url=STORY, removed_at=timezone.now())])
        loaded.clear()
        source = Source.objects.get(kind="feed")
        with CaptureQueriesContext(connection) as made:
            links.settle_source(None, source.pk)
        assert (len(made), loaded) == (1, [])
    finally:
        post_init.disconnect(note, sender=SavedLink)


def test_feed_that_is_here_already_settles_links_when_it_is_added(ada, eve, django_capture_on_commit_callbacks):
    bring(eve, text_of({"kind": "feed", "settings": {"url": FEED}}, saved=[]))
    fetch(django_capture_on_commit_callbacks)
    page = pages.create_page(user=ada, title="Mine").page
    bring(ada, text_of(files.note()))
    with django_capture_on_commit_callbacks(execute=True):
        pages.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": FEED})
    assert [saved.item.url for saved in ada.saved_items.all()] == [STORY]
    assert [link.url for link in ada.saved_links.all()] == [OTHER]


def test_link_that_comes_back_is_settled_if_its_story_came_meanwhile(brought, ada, django_capture_on_commit_callbacks):
    link = ada.saved_links.get(url=STORY)
    client = Client()
    client.force_login(ada)
    client.post(f"/saved/links/{link.pk}/remove/")
    fetch(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/saved/links/{link.pk}/restore/")
    assert [saved.item.url for saved in ada.saved_items.all()] == [STORY]


def test_links_of_a_guest_are_settled_by_the_feeds_of_the_account(ada, django_capture_on_commit_callbacks):
    guest = User.objects.create_user("guest", is_guest=True)
    pages.create_page(user=guest, title="Mine")
    bring(guest, text_of(files.note()))
    bring(ada, text_of({"kind": "feed", "settings": {"url": FEED}}, saved=[]))
    fetch(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        guests.hand_over(guest, ada)
    assert [saved.item.url for saved in ada.saved_items.all()] == [STORY]
    assert [link.url for link in ada.saved_links.all()] == [OTHER]


def test_settling_locks_in_the_order_in_which_a_guest_is_handed_over(brought, ada, django_capture_on_commit_callbacks):
    """Imports by their ids, the person, then links; so neither waits for the other for ever."""
    fetch(django_capture_on_commit_callbacks)
    SavedItem.objects.all().delete()
    SavedLink.objects.create(user=ada, url=STORY, job=brought)
    with CaptureQueriesContext(connection) as made:
        links.settle(ada)
    locks = [query["sql"] for query in made if re.match(r'SELECT "portal_(importjob|user|savedlink)"', query["sql"])]
    assert [re.findall(r'FROM "portal_(\w+)"', sql)[0] for sql in locks] == ["importjob", "user", "savedlink"]
    assert re.search(r'ORDER BY "portal_importjob"."id" ASC|ORDER BY 1 ASC', locks[0])
