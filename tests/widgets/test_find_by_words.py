"""The full text of items, on both databases: kept when they are stored, gone with them, the best first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from widgets import fulltext, items, seeking, tasks, wording
from widgets.base import ItemData
from widgets.models import Item, ItemText, Source
from widgets.seeking import Query

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return Source.objects.create(kind="feed", key="news")


def put(source, *told: ItemData) -> None:
    items.upsert(source, told, timezone.now())


def found(asked: str, **about: object) -> list[str]:
    return [item.uid for item in fulltext.best(Item.objects.filter(**about), Query.of(asked))]


def test_words_are_found_wherever_they_stand(source):
    put(
        source,
        ItemData(uid="1", title="Bread", summary="Of rye", author="Ann Lee", content="<p>With <b>cara</b>way</p>"),
    )
    for asked in ("bread", "rye", "lee ann", "BRE", "cara bread"):
        assert found(asked) == ["1"], asked
    for asked in ("bread cake", "ead", "bre rye", "p"):
        assert found(asked) == [], asked


def test_words_in_the_title_come_first_and_then_the_newest(source):
    now = timezone.now()
    told = [
        ItemData(uid="text", title="Weekly", summary="A quince.", published_at=now),
        ItemData(uid="older", title="Quince", published_at=now - timedelta(days=2)),
        ItemData(uid="newer", title="Quince", published_at=now - timedelta(days=1)),
    ]
    put(source, *told)
    assert found("quince") == ["newer", "older", "text"]


def test_changed_items_are_found_by_their_new_words(source):
    put(source, ItemData(uid="1", title="Rain"))
    put(source, ItemData(uid="1", title="Snow"))
    assert (found("rain"), found("snow")) == ([], ["1"])


def test_items_that_are_deleted_leave_the_index(source):
    put(source, ItemData(uid="1", title="Rain"), ItemData(uid="2", title="Rain again"))
    Item.objects.get(uid="1").delete()
    assert found("rain") == ["2"]
    source.delete()
    assert not ItemText.objects.exists()
    put(Source.objects.create(kind="feed", key="other"), ItemData(uid="3", title="Sun"))
    assert (found("rain"), found("sun")) == ([], ["3"])


def test_items_that_were_stored_otherwise_are_indexed_by_and_by(source):
    Item.objects.create(source=source, uid="1", title="Fog")
    assert found("fog") == []
    tasks.index_missing()
    assert found("fog") == ["1"]


def test_words_are_asked_among_some_items_only(source):
    put(source, ItemData(uid="1", title="Rain"))
    assert found("rain", source=source.pk + 1) == []


@pytest.mark.parametrize(
    "asked", ["", " ", "'", '"', "*", "🙂", "AND", "a OR b", "NEAR(x)", "x:y", "-", "(", "a" * 999]
)
def test_any_words_can_be_asked(source, asked):
    put(source, ItemData(uid="1", title="Plain"))
    assert found(asked) == []


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("La Météo & more", "meteo", "La <mark>Météo</mark> &amp; more"),
        ("Bread, breads", "bre", "<mark>Bread</mark>, <mark>breads</mark>"),
        ("Red bread", "red bre", "<mark>Red</mark> <mark>bread</mark>"),
        ("<b>bread</b>", "bread", "&lt;b&gt;<mark>bread</mark>&lt;/b&gt;"),
        ("今日の天気予報", "天気", "<mark>今日の天気予報</mark>"),
        ("Nothing", "bread", "Nothing"),
        ("Nothing", "🙂", "Nothing"),
    ],
)
def test_words_are_marked(text, asked, shown):
    assert seeking.marked(text, Query.of(asked)) == shown


@pytest.mark.parametrize("sign", [chr(code) for code in range(128) if not chr(code).isalnum()])
def test_words_are_cut_at_every_sign_of_ascii(sign):
    assert (
        seeking.words_of(f"Rye{sign}BREAD 2{sign}{sign}")
        == wording.tokens(f"Rye{sign}BREAD 2")
        == ["rye", "bread", "2"]
    )


def test_excerpt_shows_the_words_around():
    text = "start " + "x " * 100 + "the needle is here " + "y " * 100
    part = seeking.excerpt(text, Query.of("need"), 90)
    assert "the needle is here" in part
    assert part.startswith("…")
    assert part.endswith("…")
    assert len(part) < 95
    assert seeking.excerpt("A short one", Query.of("zzz"), 90) == "A short one"
