"""What stands only on people's own pages is suggested to nobody, and robots make nothing popular."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils import timezone

from recommender import dataset, popular, pushing, shelf, training
from recommender.models import Event, Suggestion
from recommender.staleness import stale_user_ids
from recommender.suggestions import for_user
from widgets.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(town):
    """An item of a feed with a token in its address, which sixty people like more than anything."""
    source = town.source("Payroll", is_public=False)
    item = town.item(source, "Salaries of everybody", topics=["money"], url="https://example.org/?token=s3cret")
    for reader, _tastes in town.readers[:60]:
        town.did(reader, "save", item)
    town.secret_source = source
    return item


def ids(shown) -> set[int]:
    return {item.id for item in shown.items}


def test_private_item_is_not_on_the_list_of_visitors_and_newcomers(town, secret):
    newcomer = town.person()
    assert for_user(None).items
    assert secret.pk not in ids(for_user(None)) | ids(for_user(newcomer)) | set(popular.ids("en")[0])


def test_private_item_is_pushed_to_nobody_with_or_without_a_model(town, secret):
    alike = [reader for reader, tastes in town.readers[60:] if "money" in tastes][:5]
    for _ in range(2):
        pushing.push([reader.pk for reader in alike])
        rows = Suggestion.objects.select_related("item__source")
        assert rows.exclude(item=None).exists()
        assert not rows.filter(item=secret).exists()
        assert not [row for row in rows if "Payroll" in str(row.reason) or "Salaries" in str(row.reason)]
        training.train(epochs=3, force=True)


def test_private_item_is_not_counted_among_the_popular(town, secret):
    assert secret.pk not in shelf.current("items").ids


def test_private_source_wakes_nobody_and_takes_no_room(town, secret):
    reader = town.readers[0][0]
    pushing.push([reader.pk])
    before = shelf.newest("items")
    town.item(town.secret_source, hours_old=-0.01)
    assert shelf.newest("items") == before
    assert reader.pk not in stale_user_ids()


def test_suggestion_is_gone_when_its_source_is_public_no_more(town):
    reader = town.person()
    pushing.push([reader.pk])
    item = for_user(reader).items[0]
    Source.objects.filter(pk=item.source_id).update(is_public=False)
    assert item.source_id not in {other.source_id for other in for_user(reader).items}


def guests_opening(town, *items, age: timedelta) -> None:
    joined = timezone.now() - age
    guests = [get_user_model().objects.create_guest(date_joined=joined) for _ in range(50)]
    Event.objects.bulk_create(Event(user=guest, kind="open", item=item) for guest in guests for item in items)


def test_fifty_new_guests_lift_nothing(town):
    spam = town.item(town.source("Spam"), "Buy this now", topics=["money"], hours_old=100)
    guests_opening(town, spam, town.item(town.source()), age=timedelta(hours=2))
    reader = next(reader for reader, tastes in town.readers if "money" not in tastes)
    pushing.push([reader.pk])
    assert spam.pk not in ids(for_user(reader)) | ids(for_user(None))
    assert spam.pk not in shelf.popularity("items")


def test_guests_of_yesterday_count_like_everybody(town):
    item = town.item(town.source("Local"), "A bridge opens", hours_old=100)
    guests_opening(town, item, town.item(town.source(), hours_old=101), age=timedelta(hours=25))
    cache.clear()
    assert item.pk in ids(for_user(None))


def test_people_who_click_one_thing_only_lift_nothing(town):
    spam = town.item(town.source("Spam"), "Buy this now", hours_old=100)
    guests_opening(town, spam, age=timedelta(days=9))
    cache.clear()
    assert spam.pk not in ids(for_user(None))
    assert spam.pk not in shelf.popularity("items")
    assert spam.pk not in dataset.load("items").thing_ids
