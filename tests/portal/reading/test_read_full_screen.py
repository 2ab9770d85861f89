"""The full-screen reader of a page, without any script: its list, its filters, and the same state as the panels."""

import re

import pytest
from django.test import Client

from portal.pages import services as pages
from portal.reading import services as reading
from portal.reading.state import services
from portal.reading.state.models import ItemMark
from tests.portal.reading.conftest import place_feed, tell

pytestmark = pytest.mark.django_db


def see(tab: Client, query: str = "", slug: str = "home") -> str:
    answer = tab.get(f"/p/{slug}/reader/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r"data-article[^>]*>([^<]+)<", html)


def test_list_has_what_is_unread_and_opening_marks_it_on_the_panel_too(tab, ada, stories):
    assert titles(see(tab)) == ["Story 1", "Story 2", "Story 3"]
    opened = see(tab, f"?show=unread&item={stories[1].pk}")
    assert titles(opened) == ["Story 1", "Story 2", "Story 3"]  # what is open stays where it is
    assert '<h1 dir="auto">Story 2</h1>' in opened
    assert titles(see(tab)) == ["Story 1", "Story 3"]
    assert tab.get("/").content.decode().count("data-is-read") == 1


def test_reading_on_a_panel_shows_in_the_reader(tab, ada, stories):
    services.mark_items(user=ada, item_ids=[stories[0].pk], is_read=True)
    assert titles(see(tab)) == ["Story 2", "Story 3"]
    assert titles(see(tab, "?show=all")) == ["Story 1", "Story 2", "Story 3"]


def test_list_of_one_source_of_what_is_saved_and_oldest_first(tab, ada, page, stories, feed):
    other = tell(place_feed(ada, page, "https://other.example/").sources.get(), "Elsewhere", 1.5)
    assert titles(see(tab)) == ["Story 1", "Elsewhere", "Story 2", "Story 3"]
    assert titles(see(tab, f"?source={other.source_id}")) == ["Elsewhere"]
    assert titles(see(tab, f"?source={feed.pk}&order=oldest")) == ["Story 3", "Story 2", "Story 1"]
    reading.save_item(user=ada, item_id=other.pk)
    assert titles(see(tab, "?show=saved")) == ["Elsewhere"]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_list_goes_on_where_it_ended(tab, ada, feed, order):
    told = [tell(feed, f"Number {n:02}", n // 3) for n in range(50)]
    first = see(tab, f"?show=all&order={order}")
    more = re.search(r'href="[^"]*(\?[^"]*after=[^"]*)"', first)
    assert more
    second = see(tab, more[1].replace("&amp;", "&"))
    assert (len(titles(first)), len(titles(second))) == (40, 10)
    assert {*titles(first), *titles(second)} == {item.title for item in told}
    assert "data-more" not in second


def test_mark_all_read_and_take_it_back(tab, ada, page, stories, feed):
    other = tell(place_feed(ada, page, "https://other.example/").sources.get(), "Elsewhere")
    answer = tab.post("/p/home/reader/read/", {"source": feed.pk, "show": "unread"}, follow=True)
    assert answer.redirect_chain[0][0] == f"/p/home/reader/?show=unread&source={feed.pk}"
    assert titles(see(tab)) == [other.title]
    undo = re.search(r'formaction="(/reading/sweeps/\d+/undo/)"', answer.content.decode())
    assert undo
    tab.post(undo[1])
    assert len(titles(see(tab))) == 4


@pytest.mark.parametrize(
    "query",
    ["?show=nonsense&order=up&source=x&after=1_", "?after=9e999_1", "?after=nan_2", "?item=0", "?source=" + "9" * 40],
)
def test_nonsense_in_the_address_is_borne(tab, stories, query):
    assert tab.get(f"/p/home/reader/{query}").status_code in (200, 404)


def test_story_of_another_person_is_not_opened(client, ada, eve, stories):
    pages.create_page(user=eve, title="Home")
    client.force_login(eve)
    assert client.get(f"/p/home/reader/?item={stories[0].pk}").status_code == 404
    assert not ItemMark.objects.filter(user=eve).exists()


def test_story_by_itself_leads_to_its_neighbours_and_is_read_then(tab, ada, stories):
    html = tab.get(f"/read/{stories[1].pk}/").content.decode()
    assert f'href="/read/{stories[0].pk}/" rel="prev"' in html
    assert f'href="/read/{stories[2].pk}/" rel="next"' in html
    assert list(ItemMark.objects.values_list("item", flat=True)) == [stories[1].pk]


@pytest.mark.parametrize("header", [{"sec-purpose": "prefetch"}, {"x-requested-with": "fetch"}])
def test_story_that_is_only_fetched_ahead_is_not_read(tab, stories, header):
    tab.get(f"/read/{stories[0].pk}/", headers=header)
    tab.head(f"/read/{stories[0].pk}/")
    assert not ItemMark.objects.exists()


def test_queries_of_the_reader_do_not_grow_with_its_sources(tab, ada, page, django_assert_max_num_queries):
    for number in range(12):
        tell(place_feed(ada, page, f"https://{number}.example/").sources.get(), f"Story {number}")
    with django_assert_max_num_queries(5):
        assert len(titles(see(tab))) == 12
