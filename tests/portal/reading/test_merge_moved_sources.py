"""A feed moves to an address that others already follow: both become one, and nobody loses a panel, a story or a mark."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages import services as pages
from portal.pages.models import Page
from portal.reading import services as reading
from portal.reading.health.selectors import examine
from portal.reading.models import SavedItem
from portal.reading.state import services as state
from portal.reading.state.models import ItemMark
from tests.portal.reading.conftest import place_feed
from tests.upstream import samples
from widgets import merging, refresh, sources
from widgets.base import SourceSpec
from widgets.models import FullText, Item, Source
from widgets.signals import source_changed

pytestmark = pytest.mark.django_db


def refreshed(source: Source) -> Source:
    source.refresh_from_db()
    refresh.refresh(source)
    source.refresh_from_db()
    return source


def story(source: Source, title: str) -> Item:
    return source.items.get(title=title)


@pytest.fixture
def old(upstream, ada, page) -> Source:
    """Ada follows the old address, which had one story more."""
    upstream.serve("/old", samples.rss("Soup", "Bread", "Lost"), type=samples.RSS_TYPE)
    return refreshed(place_feed(ada, page, upstream.url("/old")).sources.get())


@pytest.fixture
def new(upstream, eve) -> Source:
    upstream.serve("/new", samples.rss("Soup", "Bread"), type=samples.RSS_TYPE)
    return refreshed(place_feed(eve, home_of(eve), upstream.url("/new")).sources.get())


def home_of(user: User) -> Page:
    return Page.objects.filter(owner=user).first() or pages.create_page(user=user, title="Home").page


def move(upstream: Any, old: Source) -> None:
    """The second answer from there makes it certain."""
    upstream.redirect("/old", "/new", 301)
    refreshed(old)
    assert old.merged_into is None
    refreshed(old)


def test_a_moved_source_becomes_one_with_the_one_that_was_there(upstream, ada, eve, old, new, tab):
    state.mark_items(user=ada, item_ids=[story(old, "Soup").pk], is_read=True)
    reading.save_item(user=ada, item_id=story(old, "Lost").pk)
    reading.save_item(user=eve, item_id=story(new, "Bread").pk)
    kept = story(new, "Bread").pk
    move(upstream, old)
    assert (old.merged_into, old.next_fetch_at, old.items.count()) == (new, None, 0)
    assert {*new.items.values_list("title", flat=True)} == {"Soup", "Bread", "Lost"}
    assert [*new.panels.values_list("section__page__owner", flat=True).order_by("pk")] == [ada.pk, eve.pk]
    assert ItemMark.objects.get(user=ada, is_read=True).item == story(new, "Soup")
    assert SavedItem.objects.get(user=ada).item == story(new, "Lost")
    assert SavedItem.objects.get(user=eve).item_id == kept
    shown = tab.get("/").content.decode()
    assert "Lost" in shown
    assert shown.count("data-is-read") == 1


def test_somebody_who_follows_both_keeps_one_of_each(upstream, ada, page, old, new):
    both = place_feed(ada, page, upstream.url("/new"))
    for source in (old, new):
        reading.save_item(user=ada, item_id=story(source, "Soup").pk)
    state.mark_items(user=ada, item_ids=[story(old, "Bread").pk, story(new, "Bread").pk], is_read=True)
    move(upstream, old)
    assert SavedItem.objects.get(user=ada).item == story(new, "Soup")
    assert ItemMark.objects.get(user=ada, item=story(new, "Bread")).is_read
    assert new.panels.filter(section__page=page).count() == 2
    assert both.sources.get() == new


def test_who_asks_for_the_old_address_later_gets_the_new_one(upstream, eve, old, new):
    move(upstream, old)
    spec = SourceSpec("feed", {"url": upstream.url("/old")})
    assert sources.ensure(spec) == new
    assert place_feed(eve, home_of(eve), upstream.url("/old")).sources.get() == new
    old.refresh_from_db()
    assert old.next_fetch_at is None


def test_who_asks_for_an_address_that_moved_twice_gets_the_last_one(upstream, eve, old, new):
    move(upstream, old)
    upstream.serve("/newest", samples.rss("Soup", "Cake"), type=samples.RSS_TYPE)
    newest = refreshed(place_feed(eve, home_of(eve), upstream.url("/newest")).sources.get())
    upstream.redirect("/new", "/newest", 301)
    refreshed(refreshed(new))
    assert new.merged_into == newest
    assert sources.ensure(SourceSpec("feed", {"url": upstream.url("/old")})) == newest
    assert place_feed(eve, home_of(eve), upstream.url("/old")).sources.get() == newest
    Source.objects.filter(pk=newest.pk).update(state="gone")
    found = examine(eve, timezone.now())
    assert found
    for dead in found:
        assert dead.addresses == {upstream.url(path) for path in ("/old", "/new", "/newest")}


def test_open_pages_hear_of_it(upstream, old, new, django_capture_on_commit_callbacks):
    heard = []
    listen = lambda source_id, **_: heard.append(source_id)  # noqa: E731
    source_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        move(upstream, old)
    source_changed.disconnect(listen)
    assert {old.pk, new.pk} <= {*heard}


def test_a_source_that_moved_where_nobody_is_stays_as_it_is(upstream, old):
    upstream.serve("/alone", samples.rss("Soup"), type=samples.RSS_TYPE)
    upstream.redirect("/old", "/alone", 308)
    for _time in range(3):
        refreshed(old)
    assert (old.merged_into, old.moved_to, old.state) == (None, upstream.url("/alone"), "ok")


def test_a_move_for_now_merges_nothing(upstream, old, new):
    upstream.redirect("/old", "/new", 302)
    for _time in range(3):
        refreshed(old)
    assert (old.merged_into, old.moved_to) == (None, "")


def test_a_merge_asks_no_more_for_more_stories(upstream, ada, eve, page, django_assert_max_num_queries):
    titles = [f"Story {number}" for number in range(60)]
    for path in ("/old", "/new"):
        upstream.serve(path, samples.rss(*titles), type=samples.RSS_TYPE)
    old = refreshed(place_feed(ada, page, upstream.url("/old")).sources.get())
    new = refreshed(place_feed(eve, home_of(eve), upstream.url("/new")).sources.get())
    reading.save_item(user=ada, item_id=story(old, "Story 7").pk)
    Source.objects.filter(pk=old.pk).update(moved_to=upstream.url("/new"))
    with django_assert_max_num_queries(90):
        assert merging.merge_moved(old.pk) == new
    assert SavedItem.objects.get(user=ada).item == story(new, "Story 7")


def test_stories_of_another_host_are_not_shown_as_those_of_the_feed_it_leads_to(upstream, ada, eve, page, new, tab):
    """Whoever writes a feed can redirect it anywhere; what one saved of it stays one's own."""
    upstream.serve("/evil", samples.rss("Soup", "Bread", "Forged"), type=samples.RSS_TYPE)
    evil = refreshed(place_feed(ada, page, upstream.url("/evil")).sources.get())
    Source.objects.filter(pk=evil.pk).update(host="evil.example")
    forged = story(evil, "Forged")
    reading.save_item(user=ada, item_id=forged.pk)
    FullText.objects.create(item=story(evil, "Soup"), content="<p>Forged</p>")
    upstream.redirect("/evil", "/new", 301)
    refreshed(refreshed(evil))
    assert evil.merged_into == new
    assert {*new.items.values_list("title", flat=True)} == {"Soup", "Bread"}
    assert [*evil.items.all()] == [forged]
    assert not FullText.objects.exists()
    assert SavedItem.objects.get(user=ada).item == forged
    assert "Forged" not in tab.get("/").content.decode()
    assert "Forged" in tab.get("/saved/").content.decode()


def test_private_stories_stay_private_when_their_feed_leads_to_a_public_one(upstream, ada, eve, old, new):
    reading.save_item(user=ada, item_id=story(old, "Lost").pk)
    Source.objects.filter(pk=new.pk).update(is_public=True)
    move(upstream, old)
    lost = SavedItem.objects.get(user=ada).item
    assert (old.merged_into, lost.source, lost.source.is_public) == (new, old, False)
    assert {*new.items.values_list("title", flat=True)} == {"Soup", "Bread"}
    with pytest.raises(NotFound):
        reading.save_item(user=eve, item_id=lost.pk)


def test_a_private_story_that_was_left_behind_can_be_saved_again(upstream, ada, eve, old, new, tab):
    reading.save_item(user=ada, item_id=story(old, "Lost").pk)
    Source.objects.filter(pk=new.pk).update(is_public=True)
    move(upstream, old)
    lost = SavedItem.objects.get(user=ada).item
    for verb, kept in (("unsave", False), ("save", True)):
        assert tab.post(f"/items/{lost.pk}/{verb}/").status_code == 302
        assert SavedItem.objects.filter(user=ada).exists() == kept
    reading.unsave_item(user=ada, item_id=lost.pk)
    with pytest.raises(NotFound):
        reading.save_item(user=eve, item_id=lost.pk)
    cache.clear()  # much later
    with pytest.raises(NotFound):
        reading.save_item(user=ada, item_id=lost.pk)
