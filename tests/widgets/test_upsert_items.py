"""Items: what is new, what is the same, and what is the newest."""

from datetime import UTC, datetime, timedelta

import pytest

from widgets import items
from widgets.base import ItemData
from widgets.models import Item, Source

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.create(kind="feed", key="a")


def data(uid="1", **fields):
    return ItemData(uid, **({"title": f"Story {uid}", "url": f"https://example.org/{uid}"} | fields))


def test_upsert_tells_what_it_did(source, django_assert_num_queries):
    first = items.upsert(source, [data("1"), data("2")], NOW)
    assert (first.created, first.updated, first.unchanged, set(first.ids)) == (2, 0, 0, {"1", "2"})
    with django_assert_num_queries(1):
        again = items.upsert(source, [data("1"), data("2")], NOW + HOUR)
    assert (again.created, again.updated, again.unchanged, again.has_changed) == (0, 0, 2, False)
    assert again.ids == first.ids
    last = items.upsert(source, [data("1", title="New"), data("3")], NOW + HOUR)
    assert (last.created, last.updated, last.unchanged) == (1, 1, 0)
    assert last.ids["1"] == first.ids["1"]


def test_upsert_keeps_the_first_of_two_with_one_uid_and_none_without(source):
    assert items.upsert(source, [data("1", title="a"), data("", title="c"), data("1", title="b")], NOW).created == 1


def test_upsert_knows_items_again_when_all_their_uids_changed(source):
    before = items.upsert(source, [data("1"), data("2")], NOW)
    moved = [data("new-1", url="https://example.org/1"), data("new-2", url="https://example.org/2")]
    after = items.upsert(source, moved, NOW + HOUR)
    assert (after.created, Item.objects.count()) == (0, 2)
    assert after.ids["new-1"] == before.ids["1"]


def test_upsert_never_dates_an_item_after_it_was_first_seen(source):
    future = NOW + timedelta(days=900)
    items.upsert(source, [data("1", published_at=future), data("2"), data("3", published_at=NOW - HOUR)], NOW)
    dates = dict(Item.objects.values_list("uid", "published_at"))
    assert dates == {"1": NOW, "2": NOW, "3": NOW - HOUR}
    items.upsert(source, [data("1", published_at=future, title="New"), data("2", title="New")], NOW + HOUR)
    assert set(Item.objects.values_list("published_at", flat=True)) == {NOW, NOW - HOUR}


def test_upsert_shows_again_what_was_withdrawn(source):
    items.upsert(source, [data("1")], NOW)
    Item.objects.update(is_live=False)
    assert items.upsert(source, [data("1")], NOW).updated == 1
    assert Item.objects.get().is_live


def test_upsert_of_one_source_leaves_the_others_alone(source):
    other = Source.objects.create(kind="feed", key="b")
    items.upsert(source, [data("1")], NOW)
    assert items.upsert(other, [data("1")], NOW).created == 1


def test_latest_gives_each_source_its_newest_in_one_query(source, django_assert_num_queries):
    other, empty = Source.objects.create(kind="feed", key="b"), Source.objects.create(kind="feed", key="c")
    items.upsert(source, [data(str(number), published_at=NOW - HOUR * number) for number in range(9)], NOW)
    items.upsert(other, [data("x", content="<p>x</p>", summary="s", extra={"a": 1})], NOW)
    with django_assert_num_queries(1):
        found = items.latest([source.pk, other.pk, empty.pk], 3)
    assert [view.title for view in found[source.pk]] == ["Story 0", "Story 1", "Story 2"]
    assert found[empty.pk] == []
    (view,) = found[other.pk]
    assert (view.has_content, view.summary, view.extra, view.source_id) == (True, "s", {"a": 1}, other.pk)
    assert not found[source.pk][0].has_content


def test_latest_keeps_the_feeds_order_among_equal_dates(source):
    items.upsert(source, [data("1"), data("2"), data("3")], NOW)
    assert [view.title for view in items.latest([source.pk], 9)[source.pk]] == ["Story 1", "Story 2", "Story 3"]


def test_latest_leaves_out_what_is_withdrawn_or_over(source):
    over, still = datetime.now(UTC) - HOUR, datetime.now(UTC) + HOUR
    items.upsert(source, [data("1"), data("2", expires_at=over), data("3", expires_at=still)], NOW)
    Item.objects.filter(uid="1").update(is_live=False)
    assert [view.title for view in items.latest([source.pk], 9)[source.pk]] == ["Story 3"]


def test_prune_removes_only_what_is_both_old_and_beyond_the_number(source):
    many = [data(str(number), published_at=NOW - HOUR * number) for number in range(items.KEEP + 20)]
    items.upsert(source, many, NOW)
    assert items.prune(source, NOW + items.KEEP_FOR) == 0
    assert items.prune(source, NOW + items.KEEP_FOR + HOUR) == 20
    assert not Item.objects.filter(uid=str(items.KEEP)).exists()
    assert Item.objects.filter(uid="0").exists()
