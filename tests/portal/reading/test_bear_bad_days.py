"""A feed that was fine has a bad day: what was there stays on the page, and the page says what is wrong."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from portal.reading.state import services as state
from tests.portal.reading.conftest import place_feed
from tests.upstream import samples
from widgets import refresh, sources
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

CAPTCHA = "<!doctype html><html><head><title>Just a moment</title></head><body><h1>Are you a robot?</h1></body></html>"


@pytest.fixture
def feed(ada, page, upstream) -> Source:
    source = place_feed(
        ada, page, upstream.serve("/feed", samples.rss("Soup", "Bread"), type=samples.RSS_TYPE)
    ).sources.get()
    refresh.refresh(source)
    return source


def seen(tab) -> str:
    return html.unescape(tab.get("/").content.decode())


@pytest.mark.parametrize(
    ("answer", "words", "waits"),
    [
        ({"body": CAPTCHA, "type": "text/html"}, "a web page, not a feed", True),
        (
            {"body": "<rss><channel><item>", "type": "text/html", "status": 404},
            "There is nothing at this address.",
            True,
        ),
        ({"body": "", "status": 410}, "The server says that this address is gone for good.", False),
        ({"body": "", "status": 503}, "The server is busy; we will ask again later.", True),
    ],
    ids=["captcha", "404", "410", "503"],
)
def test_what_was_there_stays_and_the_reader_is_told(feed, tab, upstream, answer, words, waits):
    upstream.serve("/feed", **answer)
    refresh.refresh(feed)
    feed.refresh_from_db()
    page = seen(tab)
    assert "Soup" in page
    assert "Bread" in page
    assert words in page
    assert (feed.next_fetch_at is not None) == waits
    assert not waits or feed.next_fetch_at > timezone.now() + timedelta(minutes=4)


def test_a_good_day_brings_everything_back(feed, tab, upstream):
    upstream.serve("/feed", CAPTCHA, type="text/html")
    refresh.refresh(feed)
    upstream.serve("/feed", samples.rss("Soup", "Cake"), type=samples.RSS_TYPE)
    refresh.refresh(feed)
    page = seen(tab)
    assert "Cake" in page
    assert "not a feed" not in page


def test_an_edited_story_stays_read(feed, ada, tab, upstream):
    state.mark_items(user=ada, item_ids=[Item.objects.get(title="Soup").pk], is_read=True)
    upstream.serve("/feed", samples.rss("Soup, corrected", "Bread"), type=samples.RSS_TYPE)
    refresh.refresh(feed)
    page = seen(tab)
    assert "Soup, corrected" in page
    assert page.count("data-is-read") == 1


def test_new_names_for_all_stories_bring_no_flood(feed, upstream):
    before = set(Item.objects.values_list("pk", flat=True))
    upstream.serve("/feed", samples.rss("Soup", "Bread").replace("<guid>g", "<guid>other-"), type=samples.RSS_TYPE)
    refresh.refresh(feed)
    assert set(Item.objects.values_list("pk", flat=True)) == before


def test_many_people_with_one_feed_cost_one_fetch(feed, upstream):
    for number in range(50):
        reader = User.objects.create_user(f"reader{number}@example.org")
        place_feed(reader, pages.create_page(user=reader, title="Home").page, feed.settings["url"])
    asked = len(upstream.asked("/feed"))
    Source.objects.update(next_fetch_at=timezone.now())
    claimed = sources.claim_due(100, 2, timezone.now())
    refresh.refresh_many(claimed)
    assert (len(claimed), len(upstream.asked("/feed")) - asked) == (1, 1)
