"""Panels of what is one's own: saved, opened lately, and a search that goes on."""

import re

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import ready
from portal.pages import services as pages
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.reading import belongings
from portal.reading import services as reading
from portal.reading.rules import services as rules
from portal.reading.state import services as state
from tests.portal.reading.conftest import place_feed, tell
from widgets import belongings as own
from widgets import registry
from widgets.base import WidgetType, Wish
from widgets.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(ada):
    """A page for such a panel, without the feed."""
    return pages.create_page(user=ada, title="Desk").page


def put(user, page, kind, **settings):
    return pages.add_panel(user=user, page_id=page.pk, kind=kind, settings=settings).panel


def titles(client, page) -> list[str]:
    html = client.get(f"/p/{page.slug}/").content.decode()
    return re.findall(r"item-title[^>]*>\s*([^<]+?)\s*<", html.split('id="for-you"')[0], re.S)


def test_saved_stories_come_and_go_at_once(ada, tab, desk, stories):
    put(ada, desk, "saved", rows=3)
    assert "Nothing saved yet." in tab.get(f"/p/{desk.slug}/").content.decode()
    for item in stories:
        reading.save_item(user=ada, item_id=item.pk)
    assert titles(tab, desk) == ["Story 3", "Story 2", "Story 1"]
    reading.unsave_item(user=ada, item_id=stories[1].pk)
    assert titles(tab, desk) == ["Story 3", "Story 1"]


def test_wish_that_nobody_fulfils_fails_in_its_own_panel(ada, tab, desk, stories, monkeypatch):
    class Dreams(WidgetType):
        """Of a plug-in that was made for another release."""

        kind, title, icon, category, shared = "dreams", "Dreams", "moon", "daily", False

        def wishes(self, settings):
            return [Wish("dreamt", 3)]

        def get_context(self, settings, sources, viewer):
            return {"items": own.items(Wish("dreamt", 3), viewer)}

    monkeypatch.setitem(registry._types, "dreams", Dreams())
    for kind in ("saved", "dreams", "saved"):
        put(ada, desk, kind)
    reading.save_item(user=ada, item_id=stories[0].pk)
    html = tab.get(f"/p/{desk.slug}/").content.decode()
    assert titles(tab, desk) == ["Story 1", "Story 1"]
    assert html.count("This panel could not be drawn just now.") == 1


def test_opened_stories_stand_as_long_as_they_are_remembered(ada, tab, desk, stories):
    put(ada, desk, "recent")
    state.mark_opened(user=ada, item_ids=[stories[2].pk])
    state.mark_opened(user=ada, item_ids=[stories[0].pk])
    assert titles(tab, desk) == ["Story 1", "Story 3"]
    state.forget_opened(user=ada, item_id=stories[0].pk)
    assert titles(tab, desk) == ["Story 3"]


def test_search_goes_on_with_what_comes(ada, tab, desk, page, feed, stories):
    put(ada, desk, "results", words="story été")
    assert titles(tab, desk) == []
    tell(feed, "Story of an old Été", 9)
    tell(feed, "Été, a story", 1)
    ada.refresh_from_db()
    state.touch(ada)
    assert titles(tab, desk) == ["Été, a story", "Story of an old Été"]


def test_search_finds_an_old_story_among_many_new_ones(ada, tab, desk, feed, stories):
    """And as many as the panel has rows for, the newest."""
    for hours in (70, 80, 90):
        tell(feed, f"Thunder {hours}", hours)
    put(ada, desk, "results", words="thunder", rows=2)
    put(ada, desk, "results", words="80", rows=1)
    put(ada, desk, "saved", rows=1)
    assert sorted(titles(tab, desk)) == ["Thunder 70", "Thunder 80", "Thunder 80"]


def test_search_finds_nothing_of_others(ada, eve, tab, desk, stories):
    hers = pages.create_page(user=eve, title="Hers").page
    tell(place_feed(eve, hers, "https://hers.example/").sources.get(), "Secret story")
    put(ada, desk, "results", words="secret")
    assert titles(tab, desk) == []


def test_panels_of_ones_own_show_nothing_of_the_owner_to_others(ada, eve, client, desk, stories):
    put(ada, desk, "saved")
    reading.save_item(user=ada, item_id=stories[0].pk)
    panel = desk.sections.get().panels.get()
    share = sharing.share_page(user=ada, page_id=desk.pk, opened=[panel.pk])
    for viewer in (None, eve, ada):
        if viewer:
            client.force_login(viewer)
        assert "Story 1" not in client.get(f"/shared/{links.name_of(share)}/").content.decode()


def test_rules_leave_alone_what_was_saved(ada, tab, desk, stories):
    put(ada, desk, "saved")
    reading.save_item(user=ada, item_id=stories[0].pk)
    rules.make_rule(user=ada, verb="mute", what="word", value="story")
    assert " hidden" not in tab.get(f"/p/{desk.slug}/").content.decode().split("data-item=")[1].split(">")[0]


@pytest.mark.parametrize("times", [1, 4])
def test_page_with_many_such_panels_asks_as_little_as_with_one_of_each(
    ada, tab, desk, stories, times, django_assert_num_queries
):
    reading.save_item(user=ada, item_id=stories[0].pk)
    state.mark_opened(user=ada, item_ids=[stories[1].pk])
    for number in range(times):
        put(ada, desk, "saved", rows=number + 1)
        put(ada, desk, "recent", rows=number + 2)
        put(ada, desk, "results", words=["story", "story 3", "story", "nothing"][number])
        put(ada, desk, "month", months=number + 1)
    tab.get(f"/p/{desk.slug}/")
    ready.shelf = ready.Shelf(ready.MEMORY)
    # The session with its person, the tabs, the layout; which stories, those stories; the calendars.
    with django_assert_num_queries(5):
        shown = titles(tab, desk)
    assert shown.count("Story 1") == shown.count("Story 2") == times + sum(1 for n in range(times) if n in {0, 2})


def test_panels_of_one_sort_show_each_what_it_asks_for(ada, tab, desk, stories):
    for item in stories:
        reading.save_item(user=ada, item_id=item.pk)
    put(ada, desk, "saved", rows=1)
    put(ada, desk, "results", words="story 2")
    put(ada, desk, "saved", rows=2)
    assert sorted(titles(tab, desk)) == ["Story 2", "Story 2", "Story 3", "Story 3"]


@pytest.mark.parametrize("words", ["", "—", "🙂", "x" * 81])
def test_search_without_words_is_refused_in_its_place(ada, tab, desk, words):
    answer = tab.post("/add/kinds/results/", {"words": words, "page": desk.slug})
    assert answer.status_code == 422
    assert not desk.sections.get().panels.exists()
    assert User.objects.filter(pk=ada.pk).exists()


def test_the_month_has_what_ones_calendars_have_and_nobody_elses(
    ada, eve, tab, client, desk, django_assert_num_queries
):
    plan = put(ada, desk, "calendar", url="https://plans.example/a.ics")
    today = timezone.now()
    lunch = {
        "title": "Lunch with Eve",
        "start": today.isoformat(),
        "end": "",
        "all_day": False,
        "location": "",
        "url": "",
    }
    Source.objects.filter(panels=plan).update(
        state="ok",
        version=1,
        fetched_at=today,
        payload={"events": [{**lunch, "title": f"Event {n}"} for n in range(40)]},
    )
    month = put(ada, desk, "month")
    pages.remove_panel(user=ada, panel_id=put(ada, desk, "calendar", url="https://plans.example/b.ics").pk)
    with django_assert_num_queries(1):
        assert len(belongings.calendars(ada.pk)) == 1
    assert "month-events" in tab.get(f"/p/{desk.slug}/").content.decode()
    assert not belongings.calendars(eve.pk)
    share = sharing.share_page(user=ada, page_id=desk.pk, opened=[month.pk])
    shared = client.get(f"/shared/{links.name_of(share)}/").content.decode()
    assert 'class="month"' in shared
    assert "month-events" not in shared
