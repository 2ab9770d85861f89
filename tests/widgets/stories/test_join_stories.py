"""The same story from several sources is one; what only looks like it stays two. Precision comes first."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.widgets.stories.pairs import DIFFERENT, SAME
from widgets import items, loading, stories
from widgets.base import ItemData
from widgets.models import Clue, Item, Source
from widgets.stories import links
from widgets.stories.likeness import Telling, clues, tell_the_same

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tellings(pair):
    names = ["The Daily Bread", "Tagblatt"]
    return [
        Telling(number, number, names[1 - number], url, title, summary, NOW + HOUR * later)
        for number, (title, summary, url, later) in enumerate(pair)
    ]


def verdict(pair):
    one, other = tellings(pair)
    return tell_the_same(one, other) and bool(set(clues(one)) & set(clues(other)))


def test_no_two_stories_are_taken_for_one():
    assert [pair for pair in DIFFERENT if verdict(pair)] == []


def test_nearly_all_that_is_the_same_is_found():
    missed = [pair for pair in SAME if not verdict(pair)]
    assert len(missed) <= len(SAME) // 10, missed


def test_what_tells_the_same_does_so_both_ways():
    for one, other in map(tellings, [*SAME, *DIFFERENT]):
        assert tell_the_same(one, other) == tell_the_same(other, one)


def test_little_words_alone_are_no_clue():
    titles = ["The storm of the winter", "The bridge of the village", "The harvest of the senate"]
    told = [set(clues(Telling(number, number, "", "", title, "", NOW))) for number, title in enumerate(titles)]
    assert all(told)
    assert len(set.union(*told)) == sum(map(len, told))


def test_a_source_is_never_joined_to_itself():
    one, other = tellings(SAME[0])
    assert not tell_the_same(one, Telling(9, one.source_id, "", other.url, other.title, "", NOW))


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://WWW.Example.org:80/a/?b=2&a=1&utm_campaign=x#c", "example.org/a?a=1&b=2"),
        ("https://example.org:8443/a/index.html", "example.org:8443/a"),
        ("https://www.co/a", "www.co/a"),
        ("https://example.org/x?page=2", "example.org/x?page=2"),
        ("ftp://example.org/x", ""),
        ("https://[::1", ""),
        ("https://example.org:99999999/", ""),
        ("", ""),
    ],
)
def test_addresses_lose_what_does_not_say_where_they_lead(url, normal):
    assert links.normal(url) == normal


# --- Stored -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sources(db):
    return [Source.objects.create(kind="feed", key=name, title=name) for name in "abcd"]


def bring(source, *entries, now=NOW):
    data = [ItemData(uid, url=url, title=title, published_at=now) for uid, title, url in entries]
    return items.upsert(source, data, now)


FLOOD = ("1", "The river floods the lower town after days of rain", "")


def test_items_of_several_sources_become_one_story(sources):
    for number, source in enumerate(sources[:3]):
        bring(
            source,
            FLOOD,
            ("2", f"Something of our own, number {number}", f"https://{source.key}.org/"),
            now=NOW + HOUR * number,
        )
    told = set(Item.objects.filter(uid="1").values_list("story", flat=True))
    assert told == {Item.objects.get(source=sources[0], uid="1").pk}
    assert set(Item.objects.filter(uid="2").values_list("story", flat=True)) == {None}


def test_a_story_has_one_item_of_each_source(sources):
    a, b, *_rest = sources
    bring(a, ("1", "One", "https://example.org/x-1234567"))
    bring(b, ("1", "Two", "https://example.org/x-1234567"), ("2", "Three", "https://www.example.org/x-1234567"))
    assert Item.objects.filter(story__isnull=False).count() == 2
    assert Item.objects.filter(story__isnull=False, source=b).count() == 1


def test_what_a_source_says_every_week_is_a_heading_and_no_story(sources):
    a, b, *_rest = sources
    said = "Ask anything about bread and butter, thread {}"
    bring(a, ("1", said.format(1), ""), ("2", said.format(2), ""))
    bring(b, ("1", said.format(2), ""))
    assert not Item.objects.filter(story__isnull=False).exists()


def test_an_item_that_changes_may_join_later_and_keeps_its_story_then(sources):
    a, b, *_rest = sources
    bring(a, FLOOD)
    bring(b, ("1", "Breaking", ""))
    bring(b, FLOOD, now=NOW + HOUR)
    story = Item.objects.get(source=b).story
    assert story == Item.objects.get(source=a).pk
    bring(b, ("1", "The river falls again", ""), now=NOW + HOUR * 2)
    assert Item.objects.get(source=b).story == story


def test_a_backlog_is_no_news(sources):
    old = NOW - timedelta(days=90)
    for source in sources[:2]:
        items.upsert(source, [ItemData("1", title=FLOOD[1], published_at=old)], NOW)
    assert not Clue.objects.exists()


def test_joining_costs_the_same_number_of_queries_for_one_and_for_many(sources, django_assert_max_num_queries):
    a, b, *_rest = sources
    many = [
        (str(n), f"Story of the {'x' * n} and what became of it in the end", f"https://e.org/s-{n}-long")
        for n in range(60)
    ]
    bring(a, *many)
    with django_assert_max_num_queries(3 + 60 + 8):  # what was known, the rows; one for each story that is joined
        bring(b, *many)
    assert Item.objects.filter(story__isnull=False).count() == 120
    with django_assert_max_num_queries(1):
        bring(b, *many)


def test_clues_are_forgotten(sources):
    bring(sources[0], FLOOD)
    assert stories.forget(NOW + HOUR) == 0
    assert stories.forget(NOW + timedelta(days=60)) > 0
    assert not Clue.objects.exists()


def test_clues_to_removed_items_lead_nowhere(sources):
    bring(sources[0], FLOOD)
    Item.objects.all().delete()
    bring(sources[1], FLOOD)
    assert Item.objects.get().story is None


def test_a_list_shows_a_story_once_with_its_sources(sources):
    for source in sources[:3]:
        bring(source, FLOOD, ("2", f"Of {source.key}", f"https://{source.key}.org/2-long-name"))
    views = loading.load_sources([source.pk for source in sources], limit=10, now=datetime.now(UTC))
    told = stories.once(item for view in views.values() for item in view.items)
    assert [len(each.others) for each in told if each.item.title == FLOOD[1]] == [2]
    assert len(told) == 4
