"""Read and unread: one by one, all at once with a way back, and on every page that shows the item."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from portal.reading import services as reading
from portal.reading.state import following, selectors, services
from portal.reading.state.models import Following, ItemMark, Sweep
from recommender.events import EventData
from tests.portal.reading.conftest import at, place_feed, put, tell
from widgets.base import ItemData
from widgets.models import Item, Source
from widgets.signals import source_changed

pytestmark = pytest.mark.django_db


def unread(user: User, **about: object) -> list[str]:
    items = selectors.with_state(Item.objects.filter(**about), user).filter(is_read=False)
    return list(items.order_by("-published_at").values_list("title", flat=True))


def rows(client: Client, address: str = "/") -> dict[str, str]:
    """Title → the attributes of its row, as the page shows it without a script."""
    html = client.get(address).content.decode()
    found = re.findall(
        r'<li class="item" data-item="\d+" data-source="\d+"([^>]*)>.*?item-title[^>]*>([^<]+)<', html, re.S
    )
    return {title.strip(): marks for marks, title in found}


def is_shown_read(client: Client) -> dict[str, bool]:
    return {title: "data-is-read" in marks for title, marks in rows(client).items()}


def test_opening_a_story_marks_it_read_on_the_page(tab, ada, stories):
    assert is_shown_read(tab) == {"Story 1": False, "Story 2": False, "Story 3": False}
    told = {"events": [{"kind": "open", "item": stories[1].pk, "place": "panel"}]}
    tab.post("/api/v1/events/", told, content_type="application/json")
    assert is_shown_read(tab) == {"Story 1": False, "Story 2": True, "Story 3": False}
    assert 'title="2 unread"' in tab.get("/").content.decode()


def test_opening_marks_read_also_for_who_does_not_want_suggestions(ada, stories):
    User.objects.filter(pk=ada.pk).update(wants_suggestions=False)
    ada.refresh_from_db()
    assert reading.record_events(user=ada, told=[EventData(kind="open", item_id=stories[0].pk)]) == 0
    assert unread(ada) == ["Story 2", "Story 3"]


def test_mark_read_and_unread_by_form_with_a_way_back(tab, ada, stories):
    said = tab.post(f"/items/{stories[0].pk}/read/", follow=True).content.decode()
    assert f'formaction="/items/{stories[0].pk}/unread/"' in said
    assert unread(ada) == ["Story 2", "Story 3"]
    tab.post(f"/items/{stories[0].pk}/unread/")
    assert unread(ada) == ["Story 1", "Story 2", "Story 3"]


def test_mark_all_of_a_panel_and_take_it_back(tab, ada, panel, stories, feed):
    services.mark_items(user=ada, item_ids=[stories[2].pk], is_read=True)
    said = tab.post(f"/panels/{panel.pk}/read/", follow=True).content.decode()
    assert unread(ada) == []
    tell(feed, "Just in")
    assert unread(ada) == ["Just in"]
    undo = re.search(r'formaction="(/reading/sweeps/\d+/undo/)"', said)
    assert undo
    for _twice in range(2):
        assert tab.post(undo[1]).status_code == 302
    assert unread(ada) == ["Just in", "Story 1", "Story 2"]


def test_mark_all_of_a_page_leaves_other_pages_alone(tab, ada, page, stories):
    other = pages.create_page(user=ada, title="Other").page
    tell(place_feed(ada, other, "https://other.example/").sources.get(), "Elsewhere")
    tab.post(f"/pages/{page.pk}/read/")
    assert unread(ada) == ["Elsewhere"]


def test_mark_what_is_older_than_a_day_whatever_came_first(ada, feed):
    tell(feed, "Yesterday", 30)
    tell(feed, "Today", 2)
    late = tell(feed, "Late", 40)
    made = services.sweep(user=ada, source_ids=[feed.pk], before=at(24))
    assert unread(ada) == ["Today"]
    services.undo_sweep(user=ada, sweep_id=made.pk)
    assert unread(ada) == ["Today", "Yesterday", late.title]


def test_mark_all_includes_what_was_called_unread(ada, feed, stories):
    services.sweep(user=ada, source_ids=[feed.pk])
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=False)
    assert unread(ada) == ["Story 1"]
    again = services.sweep(user=ada, source_ids=[feed.pk])
    assert unread(ada) == []
    services.undo_sweep(user=ada, sweep_id=again.pk)
    assert unread(ada) == ["Story 1"]


def test_mark_all_where_all_is_read_changes_nothing(ada, feed, stories):
    assert services.sweep(user=ada, source_ids=[feed.pk])
    assert services.sweep(user=ada, source_ids=[feed.pk]) is None
    assert Sweep.objects.count() == 1


def test_marks_of_one_person_are_not_anothers(client, ada, eve, panel, stories):
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=True)
    assert services.mark_items(user=eve, item_ids=[stories[1].pk], is_read=True) == 0
    assert services.sweep(user=eve, source_ids=[stories[0].source_id]) is None
    assert len(unread(eve)) == 3
    client.force_login(eve)
    sweep = services.sweep(user=ada, source_ids=[stories[0].source_id])
    assert client.post(f"/reading/sweeps/{sweep.pk}/undo/").status_code == 404
    assert unread(ada) == []


def test_edited_item_keeps_its_mark(ada, feed, stories):
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=True)
    tell(feed, "Story 1", 1, summary="Corrected.")
    assert unread(ada) == ["Story 2", "Story 3"]


def test_panel_shows_only_what_is_unread(tab, ada, page, panel, stories):
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=True)
    assert tab.post(f"/panels/{panel.pk}/unread-only/", {"unread_only": "1"}).status_code == 302
    assert {title: "hidden" in marks for title, marks in rows(tab).items()} == {
        "Story 1": True,
        "Story 2": False,
        "Story 3": False,
    }
    services.sweep(user=ada, source_ids=[stories[0].source_id])
    assert "Nothing unread here." in tab.get("/").content.decode()
    tab.post(f"/pages/{page.pk}/undo/")
    assert not any("hidden" in marks for marks in rows(tab).values())


def test_unread_panel_looks_further_back_for_as_many_rows(tab, ada, page):
    panel = place_feed(ada, page, "https://many.example/", rows=3)
    source = panel.sources.get()
    told = [tell(source, f"Number {n}", n) for n in range(1, 9)]
    services.mark_items(user=ada, item_ids=[item.pk for item in told[:4]], is_read=True)
    pages.update_panel(user=ada, panel_id=panel.pk, unread_only=True)
    assert [title for title, marks in rows(tab).items() if "hidden" not in marks] == [
        "Number 5",
        "Number 6",
        "Number 7",
    ]


@pytest.mark.parametrize("feeds", [1, 20])
def test_page_drawn_anew_with_marks_needs_no_more_queries(tab, ada, page, feeds, django_assert_num_queries):
    for number in range(feeds):
        source = place_feed(ada, page, f"https://{number}.example/").sources.get()
        told = [tell(source, f"Story {n}", n) for n in range(5)]
        services.mark_items(user=ada, item_ids=[item.pk for item in told[:2]], is_read=True)
    tab.get("/for-you/")
    tab.get("/")
    services.mark_items(user=ada, item_ids=[told[3].pk], is_read=True)
    with django_assert_num_queries(2):  # the session with its person and the tabs; what stands on the page
        tab.get("/")


def test_backlog_of_a_new_feed_is_read_but_for_the_newest(ada, panel, feed):
    """In whatever order the feed has its entries."""
    for order in (1, -1):
        Item.objects.all().delete()
        Following.objects.all().delete()
        following.begin([(ada.pk, feed.pk)])
        put(feed, [ItemData(uid=str(n), title=f"{n:02}", published_at=at(n)) for n in range(40)][::order])
        source_changed.send(sender=None, source_id=feed.pk, version=feed.version)
        assert unread(ada) == [f"{n:02}" for n in range(10)]
    tell(feed, "Just in")
    assert unread(ada)[0] == "Just in"
    assert len(unread(ada)) == 11


def test_feed_that_others_read_already_does_not_flood_either(ada, eve, feed):
    put(feed, [ItemData(uid=str(n), title=str(n), published_at=at(n)) for n in range(40)])
    other = pages.create_page(user=eve, title="Home").page
    place_feed(eve, other, "https://news.example/feed")
    assert len(unread(eve)) == 10


def test_feed_that_is_placed_again_goes_on_as_before(ada, page, panel, feed, stories):
    services.sweep(user=ada, source_ids=[feed.pk])
    pages.remove_panel(user=ada, panel_id=panel.pk)
    place_feed(ada, page, "https://news.example/feed")
    assert unread(ada) == []


def test_account_that_is_deleted_leaves_no_marks(ada, feed, stories):
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=True)
    services.sweep(user=ada, source_ids=[feed.pk])
    ada.delete()
    assert not (ItemMark.objects.exists())
    assert not (Sweep.objects.exists())
    assert not (Following.objects.exists())


def test_opened_list_is_kept_only_for_who_wants_it(tab, ada, stories):
    services.mark_opened(user=ada, item_ids=[stories[0].pk])
    assert "Story 1" in tab.get("/opened/").content.decode()
    tab.post("/opened/forget/", {"item": stories[0].pk})
    assert "Story 1" not in tab.get("/opened/").content.decode()
    assert unread(ada) == ["Story 2", "Story 3"]
    services.mark_opened(user=ada, item_ids=[stories[1].pk])
    tab.patch("/api/v1/profile/", {"keeps_opened": False}, content_type="application/json")
    ada.refresh_from_db()
    services.mark_opened(user=ada, item_ids=[stories[2].pk])
    assert not ItemMark.objects.exclude(opened_at=None).exists()
    assert "Nothing is remembered" in tab.get("/opened/").content.decode()
    assert unread(ada) == []


def test_marks_survive_a_lost_line_of_time(ada, feed, stories):
    """Ids decide, not dates: an entry that claims to be old and came later is still new."""
    services.sweep(user=ada, source_ids=[feed.pk])
    tell(feed, "Old date", 24 * 400)
    assert unread(ada, first_seen_at__lte=timezone.now()) == ["Old date"]


def test_source_of_a_faulty_id_is_not_swept(ada, feed, stories):
    Source.objects.create(kind="feed", key="other")
    assert services.sweep(user=ada, source_ids=[10**9]) is None
