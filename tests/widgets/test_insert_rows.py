"""Plain rows: as many as come, with the same values and ids as if the ORM had written them, on both databases."""

from datetime import UTC, datetime

import pytest

from widgets import rows
from widgets.models import Clue, Item, Source

NOW = datetime(2026, 11, 23, 12, 30, 0, 123456, tzinfo=UTC)
NAMES = [field.attname for field in Item._meta.concrete_fields if not field.primary_key]

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.create(kind="feed", key="a")


def values(item):
    return [getattr(item, name) for name in NAMES]


def test_insert_writes_what_the_orm_reads(source):
    item = Item(
        source=source, uid="100 %s", title="Brot\u2019 und \u05e9\u05dc\u05d5\u05dd", topics=["a", "b"],
        extra={"deep": [1, None, {"x": "\u00e4"}]}, published_at=NOW, first_seen_at=NOW,
    )  # fmt: skip
    (id,) = rows.insert(Item, NAMES, [values(item)])
    stored = Item.objects.get(id=id)
    assert values(stored) == values(item)
    assert Item.objects.filter(extra__deep__0=1, published_at=NOW, is_live=True).exists()


def test_insert_answers_the_ids_in_order_however_many_there_are(source):
    item = Item(source=source)
    uids = [str(number) for number in range(1_100)]
    ids = rows.insert(Item, NAMES, ([*values(item)[: NAMES.index("uid")], uid, *values(item)[2:]] for uid in uids))
    written = Item.objects.in_bulk(ids)
    assert [written[id].uid for id in ids] == uids


def test_insert_takes_over_only_what_it_is_told_to(source):
    item = Item.objects.create(source=source, uid="1", title="Old", summary="Kept")
    names = ["id", *NAMES]
    changed = Item(id=item.id, source=source, uid="1", title="New", summary="Lost")
    assert rows.insert(Item, names, [[item.id, *values(changed)]], updating=["title"]) == [item.id]
    item.refresh_from_db()
    assert (item.title, item.summary) == ("New", "Kept")


def test_insert_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows.insert(Clue, ["key", "item_id", "seen_at"], []) == []
