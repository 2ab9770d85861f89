"""Sources come with their latest items, in one query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from widgets.loading import load_sources
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db


def make_source(name, **fields):
    return Source.objects.create(kind="feed", key=name, title=name, **fields)


def make_items(source, count, **fields):
    now = timezone.now()
    return [
        Item.objects.create(
            source=source,
            uid=f"{n}{fields}",
            title=f"{source.title} {n}",
            published_at=now - timedelta(hours=n),
            **fields,
        )
        for n in range(count)
    ]


def test_load_sources_takes_one_query_for_all(django_assert_num_queries):
    sources = [make_source(f"source {n}", payload={"n": n}) for n in range(3)]
    for source in sources:
        make_items(source, 5, extra={"page": [1]})
    with django_assert_num_queries(1):
        views = load_sources({source.id for source in sources}, limit=3, now=timezone.now())
    assert [view.payload for view in views.values()] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert [item.title for item in views[sources[1].id].items] == ["source 1 0", "source 1 1", "source 1 2"]
    assert views[sources[1].id].items[0].extra == {"page": [1]}
    assert views[sources[1].id].items[0].source_id == sources[1].id


def test_load_sources_brings_a_source_without_items():
    source = make_source("empty", state="failed", error="The host does not answer.")
    view = load_sources([source.id], limit=5, now=timezone.now())[source.id]
    assert (list(view.items), view.error) == ([], "The host does not answer.")


def test_load_sources_leaves_out_what_may_not_be_shown():
    source, now = make_source("mixed"), timezone.now()
    [kept] = make_items(source, 1, expires_at=now + timedelta(days=1))
    make_items(source, 2, is_live=False)
    make_items(source, 2, expires_at=now - timedelta(seconds=1))
    assert [item.id for item in load_sources([source.id], limit=9, now=now)[source.id].items] == [kept.id]


def test_load_sources_leaves_out_a_source_whose_items_are_all_hidden_but_not_itself():
    source = make_source("retracted")
    make_items(source, 2, is_live=False)
    assert list(load_sources([source.id], limit=9, now=timezone.now())[source.id].items) == []


def test_load_sources_says_which_items_can_be_read_here():
    source = make_source("feed")
    make_items(source, 1, content="<p>All of it.</p>")
    make_items(source, 1)
    flags = {item.has_content for item in load_sources([source.id], limit=9, now=timezone.now())[source.id].items}
    assert flags == {True, False}


def test_load_sources_without_ids_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert load_sources([], limit=9, now=timezone.now()) == {}
